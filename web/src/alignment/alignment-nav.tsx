/** The second row of links under Alignment. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { overseesSteps, readsActions, readsAnswers } from './who.ts'

export function AlignmentNav() {
  const viewer = useQuery(sessionQuery).data?.viewer
  return (
    <nav aria-label="Alignment" className="tabs alignment-tabs">
      <Link to="/alignment" activeOptions={{ exact: true }}>
        Overview
      </Link>
      {viewer && readsActions(viewer) && (
        <Link to="/alignment/steps">{overseesSteps(viewer) ? 'Next steps' : 'Agreed steps'}</Link>
      )}
      {viewer && overseesSteps(viewer) && <Link to="/alignment/burden">Burden</Link>}
      {viewer && readsAnswers(viewer) && <Link to="/alignment/answers">Answers</Link>}
      <Link to="/alignment/rubric">Rubrics</Link>
      <Link to="/alignment/effect">In effect</Link>
      <Link to="/alignment/extent">Extent</Link>
      <Link to="/alignment/market">Market</Link>
      <Link to="/alignment/over-time">Over time</Link>
      <Link to="/alignment/field">In the field</Link>
    </nav>
  )
}
