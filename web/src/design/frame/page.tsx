/** The head of every page: its title for the tab, its heading (which takes the focus after a walk), its actions. */
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'

type Props = { title: string; place?: string | undefined; lead?: ReactNode; actions?: ReactNode; children: ReactNode }

let firstPage = true

export function Page({ title, place, lead, actions, children }: Props) {
  const { pathname } = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is a new page
  useEffect(() => {
    if (firstPage) firstPage = false
    else heading.current?.focus()
  }, [pathname])
  return (
    <>
      <title>{[title, place, 'Wholepanel'].filter(Boolean).join(' · ')}</title>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  )
}
