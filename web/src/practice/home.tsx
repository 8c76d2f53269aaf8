/** The first page after the door: a practice's own panel; for those with several practices, their list; for a coach, whom it coaches. */
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'

export function Home() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const [first, second] = viewer?.practice_ids ?? []
  if (viewer?.role === 'practice' && first && !second)
    return <Navigate to="/practices/$practice_id/panel" params={{ practice_id: first }} replace />
  if (viewer?.role === 'coach') return <Navigate to="/coaching" replace />
  return <Navigate to="/practices" replace />
}
