/** A practice's pages: its name, the way to another practice, and the three views on it. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { mayAsk } from '../access/may-ask.ts'
import type { Role } from '../api/people/sign-in.ts'
import { periodsQuery, practicesQuery, sessionQuery } from '../api/queries.ts'
import { useEmergency } from '../people/use-emergency.ts'
import { PracticeSwitcher } from './practice-switcher.tsx'
import './practice.css'

/** Pages that a role can never fill are not offered; their addresses still answer, with the reason. */
const WITHOUT: Partial<Record<Role, string[]>> = {
  convener: ['panel', 'payments'],
  state: ['panel', 'payments'],
  payer: ['payers'],
  purchaser: ['cost', 'payers'],
  coach: ['cost'],
  public: ['panel', 'cost', 'payments', 'payers'],
}

export function PracticeFrame() {
  const { practice_id } = useParams({ from: '/practices/$practice_id' })
  const practices = useQuery(practicesQuery).data
  const viewer = useQuery(sessionQuery).data?.viewer
  const role = viewer?.role
  const period = useQuery(periodsQuery).data?.period
  const here = practices?.find((one) => one.practice_id === practice_id)
  const emergency = useEmergency(practice_id)
  const hidden = emergency ? ['scorecard', 'cost', 'payments'] : ((role && WITHOUT[role]) ?? [])
  return (
    <div className="page">
      <div className="practice-head">
        <div className="practice-name">
          <p className="practice-title">{here?.practice_name ?? emergency?.practice_name ?? practice_id}</p>
          <p className="quiet">
            {here?.organization_name ?? (emergency && 'Opened in an emergency')}
            {period && <> · {period}</>}
          </p>
          {mayAsk(viewer) && (
            <p className="who-can-see">
              <Link to="/practices/$practice_id/access" params={{ practice_id }}>
                Who can see this
              </Link>
            </p>
          )}
        </div>
        <PracticeSwitcher practices={practices ?? []} here={practice_id} />
        <nav aria-label="Practice" className="tabs">
          {!hidden.includes('panel') && (
            <Link to="/practices/$practice_id/panel" params={{ practice_id }}>
              Panel
            </Link>
          )}
          {!hidden.includes('scorecard') && (
            <Link to="/practices/$practice_id/scorecard" params={{ practice_id }}>
              Scorecard
            </Link>
          )}
          {!hidden.includes('cost') && (
            <Link to="/practices/$practice_id/cost" params={{ practice_id }}>
              Cost
            </Link>
          )}
          {!hidden.includes('payments') && (
            <Link to="/practices/$practice_id/payments" params={{ practice_id }}>
              Payments
            </Link>
          )}
          {here && !hidden.includes('payers') && (
            <Link to="/practices/$practice_id/payers" params={{ practice_id }}>
              What payers ask
            </Link>
          )}
          {here && ['practice', 'provider-organization', 'coach'].includes(role ?? '') && (
            <Link to="/practices/$practice_id/coaching" params={{ practice_id }}>
              Coaching
            </Link>
          )}
          {here && ['practice', 'provider-organization', 'operator'].includes(role ?? '') && (
            <Link to="/practices/$practice_id/attestations" params={{ practice_id }}>
              Statements
            </Link>
          )}
          {here && role === 'payer' && (
            <Link to="/practices/$practice_id/notices" params={{ practice_id }}>
              Notices
            </Link>
          )}
        </nav>
      </div>
      <Outlet />
    </div>
  )
}
