/** One grant: as what somebody looks, where, since when and by whose word. */
import type { ReactNode } from 'react'
import type { HeldGrant } from '../api/people/people.ts'
import { Badge, type Tone } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { dayOf, ROLE } from './words.ts'

const STATE: Record<HeldGrant['state'], [Tone, string]> = {
  holds: ['good', 'Holds'],
  'to-come': ['open', 'To come'],
  past: ['quiet', 'Past its last day'],
  ended: ['quiet', 'Ended'],
}

export function GrantLine({ grant }: { grant: HeldGrant }) {
  const [tone, said] = STATE[grant.state]
  return (
    <>
      <p>
        {grantName(grant)} <Badge tone={tone}>{said}</Badge>
        {grant.administers && <Badge tone="note">Administers</Badge>}
        {grant.delegated_from !== null && <Badge tone="open">Lent</Badge>}
      </p>
      <p className="quiet">
        {grant.state === 'to-come' ? 'From' : 'Since'} {day(grant.start_date)}
        {grant.end_date ? ` until ${day(grant.end_date)}` : ', without an end'}, granted by {grant.granted_by}
        {grant.ended_at && `; ended ${dayOf(grant.ended_at)} by ${grant.ended_by}`}
      </p>
    </>
  )
}

/** As what, for whom and where, in one line. */
export function grantName({ role, participant_name, practices }: HeldGrant): ReactNode {
  const where = practices.map((one) => one.practice_name).join(', ')
  return (
    <>
      <strong>{ROLE[role] ?? role}</strong>
      {participant_name && ` for ${participant_name}`}
      {where && `: ${where}`}
    </>
  )
}
