/** One who can see it, in sentences: who, why, by whose grant, what they see and what they do not. */
import type { Access } from '../api/people/access.ts'
import { day } from '../design/words/format.ts'

export function Seer({ of }: { of: Access }) {
  const { who, program, participant_name, role, because, citation, granted_by, until, opens, agreement } = of
  return (
    <li className="card">
      <h2>
        {who ?? (program ? `A program of ${participant_name ?? 'the region'}` : (participant_name ?? 'The region'))}
      </h2>
      <p className="quiet">
        {[who === null ? null : participant_name, role, who !== null && program ? 'program' : null]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        Because {because}
        {citation && <> ({citation})</>}.
        {granted_by && (
          <>
            {' '}
            Granted by {granted_by}, {until ? `until ${day(until)}` : 'until it is ended'}.
          </>
        )}
      </p>
      <p>
        Opens {opens.join(', ')}. <b>Sees</b> {of.sees.join('; ')}.
      </p>
      {of.does_not_see.length > 0 && (
        <>
          <p>
            <b>Does not see</b>:
          </p>
          <ul>
            {of.does_not_see.map(({ what, because: why }) => (
              <li key={what}>
                {capital(what)}: <span className="quiet">{why}.</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {agreement.length > 0 && (
        <p className="quiet">A payer’s records are shown where an agreement of it covers {agreement.join(' or ')}.</p>
      )}
    </li>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
