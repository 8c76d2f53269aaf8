/** The places beside a practice's own pages. */
import { Link, useLocation } from '@tanstack/react-router'
import type { Role, Viewer } from '../../api/sign-in.ts'

/** Roles that read aggregates and nothing of deliveries. */
const AGGREGATES: readonly Role[] = ['public', 'purchaser', 'coach']

export function MainNav({ viewer }: { viewer: Viewer }) {
  const alone = viewer.role === 'practice' && viewer.practice_ids.length === 1
  const [only] = viewer.practice_ids
  return (
    <nav aria-label="Main" className="main-nav">
      {alone && only ? (
        <Link to="/practices/$practice_id/panel" params={{ practice_id: only }} activeOptions={{ exact: false }}>
          My practice
        </Link>
      ) : (
        <Link to="/practices">Practices</Link>
      )}
      {!AGGREGATES.includes(viewer.role) && <Link to="/submissions">Submissions</Link>}
      {!AGGREGATES.includes(viewer.role) && <Link to="/attribution">Attribution</Link>}
      {!AGGREGATES.includes(viewer.role) && <Link to="/cost">Cost</Link>}
      {viewer.role === 'convener' && <Link to="/attestation-links">Links for patients</Link>}
      <Link to="/models">Models</Link>
      <Link to="/policies">Policies</Link>
      {viewer.role !== 'public' && <Link to="/people">People</Link>}
      {viewer.role !== 'public' && <Link to="/log">Log</Link>}
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
      <Link to="/models">Models</Link>
      {isOpen(pathname) && <Link to="/">Sign in</Link>}
    </nav>
  )
}

/** Pages that need nobody to come in. */
export const isOpen = (pathname: string): boolean => /^\/(invitation$|models(\/|$)|attest\/)/.test(pathname)
