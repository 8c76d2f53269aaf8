/** Says in time that a session is about to end, and keeps it for whoever is still there: nothing typed is lost unwarned. */
import { Alert } from '@cmsgov/design-system'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { heard } from '../api/client.ts'
import type { Session } from '../api/people/sign-in.ts'
import { sessionQuery } from '../api/queries.ts'

const WARN_MINUTES = 3

type Ending = 'not-soon' | 'idle' | 'over'

export function SessionWatch({ session }: { session: Session }) {
  const queries = useQueryClient()
  const [ending, setEnding] = useState<Ending>('not-soon')
  useEffect(() => {
    const timer = setInterval(() => {
      const now = endingOf(session)
      setEnding(now)
      // The server has ended it by now: asking brings the door, and takes what was read off the screen.
      if (minutesIdle() > session.idle_minutes) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    }, 5000)
    return () => clearInterval(timer)
  }, [session, queries])
  const stay = () =>
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }).then(() => setEnding('not-soon'))
  return (
    <div role="alert" className={ending === 'not-soon' ? 'session-watch' : 'session-watch session-watch-on'}>
      {ending === 'idle' && (
        <Alert variation="warn" heading="Your session is about to end">
          <p>Nothing has been asked for a while. In {WARN_MINUTES} minutes you are signed out.</p>
          <button type="button" className="ds-c-button ds-c-button--solid" onClick={stay}>
            Stay signed in
          </button>
        </Alert>
      )}
      {ending === 'over' && (
        <Alert variation="warn" heading="Your session is about to end">
          <p>
            You have been signed in for close to twelve hours, the longest there is. Finish what you are typing, then
            sign in again.
          </p>
        </Alert>
      )}
    </div>
  )
}

const minutesIdle = (): number => (Date.now() - heard.at) / 60_000

function endingOf(session: Session): Ending {
  if (session.ends_at && (Date.parse(session.ends_at) - Date.now()) / 60_000 < 2 * WARN_MINUTES) return 'over'
  return minutesIdle() > session.idle_minutes - WARN_MINUTES ? 'idle' : 'not-soon'
}
