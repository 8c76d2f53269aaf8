/** The way from a figure to its explanation. It remembers the page it left and the walk so far. */
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type Props = { id: string | null | undefined; about: string; children?: ReactNode; walk?: string[] | undefined }

export function Why({ id, about, children, walk }: Props) {
  const location = useLocation()
  if (!id) return null
  const from = walk ? (location.search as { from?: string }).from : location.href
  const search = { ...(from ? { from } : {}), ...(walk?.length ? { walk } : {}) }
  return (
    <Link className="why" to="/explain/$" params={{ _splat: id }} search={search}>
      {children ?? 'why?'}
      <span className="ds-u-visibility--screen-reader"> {about}</span>
    </Link>
  )
}
