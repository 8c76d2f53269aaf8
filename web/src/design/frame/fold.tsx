/** A part of a long page that is folded on a phone, where tables are cards, and stands open elsewhere. */
import { type ReactNode, useSyncExternalStore } from 'react'

/** Where a table becomes cards: see table.css. */
const PHONE = '(max-width: 760px)'

const watch = (changed: () => void) => {
  const media = window.matchMedia(PHONE)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

type Props = { summary: string; rows: number; children: ReactNode }

export function Fold({ summary, rows, children }: Props) {
  const isPhone = useSyncExternalStore(watch, () => window.matchMedia(PHONE).matches)
  if (!isPhone || rows === 0) return children
  return (
    <details className="fold">
      <summary>
        {summary} <span className="quiet">({rows})</span>
      </summary>
      {children}
    </details>
  )
}
