import type { Account } from '../api/people/sign-in.ts'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { words } from '../design/words/words.ts'
import { useEndOtherSessions, useEndSession } from './use-account.ts'

const moment = (iso: string): string =>
  new Date(iso).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' })

export function Sessions({ account }: { account: Account }) {
  const end = useEndSession()
  const others = useEndOtherSessions()
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where I am signed in</h2>
      {account.sessions.length > 1 && (
        <button type="button" className="ds-c-button" disabled={others.isPending} onClick={() => others.mutate()}>
          Sign out everywhere else
        </button>
      )}
      <ul className="account-list">
        {account.sessions.map((one) => (
          <li key={one.session}>
            <span>
              <b>{one.this_one ? 'This browser' : 'Another browser'}</b>, by {words(one.method).toLowerCase()} since{' '}
              {moment(one.started_at)}; last seen {moment(one.seen_at)}
            </span>
            {!one.this_one && (
              <button
                type="button"
                className="ds-c-button ds-c-button--small"
                disabled={end.isPending}
                onClick={() => end.mutate(one.session)}
              >
                End <span className="ds-u-visibility--screen-reader">the session since {moment(one.started_at)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {end.isError && <FormProblem error={end.error} />}
      {others.isError && <FormProblem error={others.error} />}
      <p className="quiet">A session ends after half an hour without a request, and after twelve hours in any case.</p>
    </section>
  )
}
