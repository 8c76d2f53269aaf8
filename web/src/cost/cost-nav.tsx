/** The second row of links under Cost. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'

export function CostNav() {
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <nav aria-label="Cost" className="tabs cost-tabs">
      <Link to="/cost" activeOptions={{ exact: true }}>
        Cost
      </Link>
      <Link to="/cost/growth">Growth</Link>
      {(role === 'payer' || role === 'operator') && <Link to="/cost/business-case">Business case</Link>}
    </nav>
  )
}
