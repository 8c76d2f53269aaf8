/** The places beside a practice's own pages. */
import { Link, useLocation } from '@tanstack/react-router'
import type { Viewer } from '../../api/people/sign-in.ts'
import { MoreMenu } from './more-menu.tsx'
import { onlyPractice, placesOf } from './places.ts'

export function MainNav({ viewer }: { viewer: Viewer }) {
  const only = onlyPractice(viewer)
  const { row, menu } = placesOf(viewer)
  return (
    <nav aria-label="Main" className="main-nav">
      {only && (
        <Link to="/practices/$practice_id/panel" params={{ practice_id: only }} activeOptions={{ exact: false }}>
          My practice
        </Link>
      )}
      {row.map(({ to, label }) => (
        <Link key={to} to={to}>
          {label}
        </Link>
      ))}
      {menu.length > 0 && <MoreMenu places={menu} />}
    </nav>
  )
}

/** For who has not come in: what everybody may read, and the door. */
export function OpenNav() {
  const { pathname } = useLocation()
  // A patient has nothing to look for elsewhere.
  if (pathname.startsWith('/attest/')) return null
  return (
    <nav aria-label="Main" className="main-nav">
      <Link to="/alignment/field">Alignment</Link>
      <Link to="/recommendations">Recommendations</Link>
      <Link to="/models">Models</Link>
      {isOpen(pathname) && <Link to="/">Sign in</Link>}
    </nav>
  )
}

/** Pages that need nobody to come in. */
export const isOpen = (pathname: string): boolean =>
  /^\/(invitation$|models(\/|$)|alignment\/field$|recommendations(\/|$)|attest\/)/.test(pathname)
