/** One person: how they sign in, what they may do, and, for whoever administers them, what to change. */
import type { People, Someone } from '../api/people/people.ts'
import { Badge } from '../design/words/badge.tsx'
import { EndGrant } from './change-grant.tsx'
import { ChangePerson } from './change-person.tsx'
import { GrantLine } from './grant-line.tsx'
import { dayOf, PROOF, STATUS } from './words.ts'

export function PersonEntry({ someone, people, role }: { someone: Someone; people: People; role: string }) {
  const { account, name, email, status, invited_until, proof, sessions, last_seen_at } = someone
  const others = people.administers && account !== people.account
  const held = someone.grants.filter((one) => one.state === 'holds' || one.state === 'to-come')
  const over = someone.grants.filter((one) => one.state === 'past' || one.state === 'ended')
  return (
    <article className="entry" aria-labelledby={`person-${account}`}>
      <header>
        <h3 id={`person-${account}`}>{name}</h3>
        {status !== 'active' && <Badge tone="bad">{STATUS[status] ?? status}</Badge>}
        {invited_until && <Badge tone="note">{`Invited until ${dayOf(invited_until)}`}</Badge>}
        {account === people.account && <Badge tone="quiet">You</Badge>}
      </header>
      <p className="quiet">
        {[email, PROOF[proof], sessions > 0 ? `${sessions} open ${sessions === 1 ? 'session' : 'sessions'}` : null]
          .filter(Boolean)
          .join(' · ')}
        {last_seen_at && ` · last seen ${dayOf(last_seen_at)}`}
      </p>
      <ul className="grants">
        {held.map((one) => (
          <li key={one.access_grant}>
            <GrantLine grant={one} />
            {!others && one.delegated_from !== null && <EndGrant grant={one} />}
          </li>
        ))}
      </ul>
      {held.length === 0 && <p>No grant holds: this person sees nothing.</p>}
      {over.length > 0 && (
        <details>
          <summary>
            {over.length} {over.length === 1 ? 'grant' : 'grants'} that ended
          </summary>
          <ul className="grants">
            {over.map((one) => (
              <li key={one.access_grant}>
                <GrantLine grant={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {others && status !== 'ended' && <ChangePerson someone={someone} held={held} people={people} role={role} />}
    </article>
  )
}
