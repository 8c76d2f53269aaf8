/** The second row of links under Convening. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { coaches, recruits } from './who.ts'
import './convening.css'

export function ConveningNav() {
  const viewer = useQuery(sessionQuery).data?.viewer
  return (
    <nav aria-label="Convening" className="tabs convening-tabs">
      <Link to="/convening" activeOptions={{ exact: true }}>
        Overview
      </Link>
      <Link to="/convening/adoption">Adoption</Link>
      <Link to="/convening/plan">Plan</Link>
      <Link to="/convening/meetings">Meetings</Link>
      {viewer && recruits(viewer) && <Link to="/convening/recruitment">Recruitment</Link>}
      {viewer && coaches(viewer) && <Link to="/coaching">Coaching</Link>}
      <Link to="/calendar">Calendar</Link>
    </nav>
  )
}
