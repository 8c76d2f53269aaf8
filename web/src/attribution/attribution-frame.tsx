/** The pages about who is whose patient, and the way between them. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { seesPeople } from './words.ts'
import './attribution.css'

export function AttributionFrame() {
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <div className="page attribution">
      <nav aria-label="Attribution" className="tabs attribution-links">
        <Link to="/attribution" activeOptions={{ exact: true, includeSearch: false }}>
          Rules side by side
        </Link>
        <Link to="/attribution/changes">Panel changes</Link>
        {seesPeople(role) && <Link to="/attribution/reconciliation">Reconciliation</Link>}
        <Link to="/attribution/lists">Lists</Link>
      </nav>
      <Outlet />
    </div>
  )
}
