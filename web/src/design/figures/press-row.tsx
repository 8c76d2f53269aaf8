/** One of the rows of a list that are pressed to show only what they count: a bar beside others, and how many. */
import type { ReactNode } from 'react'
import './press-row.css'

type Props = { pressed: boolean; press: () => void; children: ReactNode }

export const PressRow = ({ pressed, press, children }: Props) => (
  <li>
    <button type="button" className="press-row" aria-pressed={pressed} onClick={press}>
      {children}
    </button>
  </li>
)

/** `share`: of the longest bar of the list. */
export const PressBar = ({ share, look, color }: { share: number; look?: string; color?: string }) => (
  <span className="press-track" aria-hidden="true">
    <span className={look} style={{ width: `${share * 100}%`, background: color }} />
  </span>
)
