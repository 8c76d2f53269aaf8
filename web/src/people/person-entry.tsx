/** One person: how they sign in, what they may do, and, for whoever administers them, what to change. */
import { Button } from '@cmsgov/design-system'
import type { HeldGrant, People, Someone } from '../api/people.ts'
import { Badge, type Tone } from '../design/badge.tsx'
import { day } from '../design/format.ts'
import { FormProblem } from '../sign-in/form-problem.tsx'
import { useChange } from './use-change.ts'
import { dayOf, PROOF, ROLE } from './words.ts'

export function PersonEntry({ someone, people }: { someone: Someone; people: People }) {
  const { account, name, email, status, invited_until, proof, sessions, last_seen_at } = someone
  const others = people.administers && account !== people.account
  const change = useChange<{ link?: string }>()
  const set = (to: string) => change.mutate({ path: `/api/people/${account}/status`, body: { status: to } })
  const held = someone.grants.filter((one) => one.state === 'holds' || one.state === 'to-come')
  const over = someone.grants.filter((one) => one.state === 'past' || one.state === 'ended')
  return (
    <article className="entry" aria-labelledby={`person-${account}`}>
      <header>
        <h3 id={`person-${account}`}>{name}</h3>
        {status !== 'active' && <Badge tone="bad">{status}</Badge>}
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
            <GrantLine grant={one} mayEnd={others || one.delegated_from !== null} />
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
                <GrantLine grant={one} mayEnd={false} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {others && (
        <p className="entry-actions">
          {status === 'active' && (
            <Button size="small" onClick={() => set('suspended')} disabled={change.isPending}>
              Suspend <span className="ds-u-visibility--screen-reader">{name}</span>
            </Button>
          )}
          {status === 'suspended' && !someone.shut_by_operator && (
            <Button size="small" onClick={() => set('active')} disabled={change.isPending}>
              Take back in <span className="ds-u-visibility--screen-reader">{name}</span>
            </Button>
          )}
          {proof === 'none' && status === 'active' && (
            <Button
              size="small"
              disabled={change.isPending}
              onClick={() => change.mutate({ path: `/api/people/${account}/invitation`, body: {} })}
            >
              New link <span className="ds-u-visibility--screen-reader">for {name}</span>
            </Button>
          )}
        </p>
      )}
      {change.data?.link && <ShownOnce link={change.data.link} />}
      {change.isError && <FormProblem error={change.error} />}
    </article>
  )
}

const STATE: Record<HeldGrant['state'], [Tone, string]> = {
  holds: ['good', 'Holds'],
  'to-come': ['open', 'To come'],
  past: ['quiet', 'Past its last day'],
  ended: ['quiet', 'Ended'],
}

function GrantLine({ grant, mayEnd }: { grant: HeldGrant; mayEnd: boolean }) {
  const end = useChange()
  const [tone, said] = STATE[grant.state]
  const where = grant.practices.map((one) => one.practice_name).join(', ')
  return (
    <>
      <p>
        <strong>{ROLE[grant.role] ?? grant.role}</strong>
        {grant.participant_name && ` for ${grant.participant_name}`}
        {where && `: ${where}`} <Badge tone={tone}>{said}</Badge>
        {grant.administers && <Badge tone="note">Administers</Badge>}
        {grant.delegated_from !== null && <Badge tone="open">Lent</Badge>}
      </p>
      <p className="quiet">
        {grant.state === 'to-come' ? 'From' : 'Since'} {day(grant.start_date)}
        {grant.end_date ? ` until ${day(grant.end_date)}` : ', without an end'}, granted by {grant.granted_by}
        {grant.ended_at && `; ended ${dayOf(grant.ended_at)} by ${grant.ended_by}`}
      </p>
      {mayEnd && (
        <Button
          size="small"
          variation="ghost"
          disabled={end.isPending}
          onClick={() => end.mutate({ path: `/api/access-grants/${grant.access_grant}/end`, body: {} })}
        >
          End this grant
        </Button>
      )}
      {end.isError && <FormProblem error={end.error} />}
    </>
  )
}

/** It is not kept anywhere: whoever closes the page makes another. */
export function ShownOnce({ link }: { link: string }) {
  return (
    <div role="status" className="shown-once">
      <p>Send this link by a way you trust. It lets one person in, once, within seven days, and is not shown again.</p>
      <input
        className="ds-c-field"
        readOnly
        aria-label="Invitation link"
        value={link}
        onFocus={(e) => e.target.select()}
      />
    </div>
  )
}
