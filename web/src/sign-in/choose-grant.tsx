import type { AccessGrant } from '../api/people/sign-in.ts'
import { day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

type Props = { grants: AccessGrant[]; current?: number; busy: boolean; choose: (access_grant: number) => void }

/** One card for each thing somebody may be here. */
export function ChooseGrant({ grants, current, busy, choose }: Props) {
  return (
    <ul className="people grants">
      {grants.map((grant) => (
        <li key={grant.access_grant}>
          <button
            type="button"
            className="person-card"
            disabled={busy || grant.access_grant === current}
            onClick={() => choose(grant.access_grant)}
          >
            <span className="person-card-name">{grantName(grant)}</span>
            {grant.participant_name && <span className="person-card-place">{grant.participant_name}</span>}
            <span className="person-card-about">
              {words(grant.purpose)}
              {grant.practice_ids.length > 0 && `; ${grant.practice_ids.map((id) => words(id)).join(', ')}`}
              {grant.end_date && `; until ${day(grant.end_date)}`}
              {grant.access_grant === current && '; you look by this one now'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export const grantName = ({ role }: AccessGrant): string => words(role)
