/** Who did what, when and for which purpose. What stands here is added to and never changed. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Log } from '../api/people/log.ts'
import type { Role } from '../api/people/sign-in.ts'
import { type LogAsked, logPath, logQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { EventTable } from './event-table.tsx'
import { LogFilters } from './log-filters.tsx'
import { LogHead } from './log-head.tsx'
import './log.css'

export function LogPage() {
  const asked = useSearch({ from: '/log' })
  const navigate = useNavigate({ from: '/log' })
  const role = useQuery(sessionQuery).data?.viewer?.role
  const log = useQuery(logQuery(asked))
  const change = (said: LogAsked) =>
    void navigate({
      search: (was: LogAsked) => ({ ...was, before: undefined, ...said }),
      replace: !('before' in said),
      resetScroll: false,
    })
  const clear = () => void navigate({ search: {}, resetScroll: false })
  return (
    <div className="page">
      <Page
        title="Log"
        lead={
          LEAD[role ?? 'public'] ?? 'What your own people did, when and for which purpose. Refusals stand here too.'
        }
        actions={
          <>
            <Download path={logPath(asked)} about="the acts shown" />
            {role === 'operator' && (
              <a className="ds-c-button ds-c-button--small" href="/api/log/export" download>
                Whole log
              </a>
            )}
          </>
        }
      >
        <section className="log-events" aria-label="What was done">
          <LogFilters asked={asked} change={change} clear={clear} />
          <Answer query={log} what="the log">
            {(found) => <Events log={found} asked={asked} change={change} />}
          </Answer>
        </section>
        {log.data && <LogHead head={log.data.head} whole={role === 'operator'} />}
      </Page>
    </div>
  )
}

const LEAD: Partial<Record<Role, string>> = {
  operator: 'Who did what, when and for which purpose, in the whole region. Refusals stand here too.',
  convener: 'What was done to convene, by whom and when. Refusals stand here too.',
}

type EventsProps = { log: Log; asked: LogAsked; change: (said: LogAsked) => void }

function Events({ log: { events, next }, asked, change }: EventsProps) {
  if (events.length === 0) return <EmptyState heading="Nothing was done that fits." />
  return (
    <>
      <EventTable events={events} />
      {(asked.before !== undefined || next !== null) && (
        <nav className="paging" aria-label="Pages of the log">
          <button
            type="button"
            className="ds-c-button ds-c-button--small"
            disabled={asked.before === undefined}
            onClick={() => change({ before: undefined })}
          >
            Newest
          </button>
          <button
            type="button"
            className="ds-c-button ds-c-button--small"
            disabled={next === null}
            onClick={() => change({ before: next ?? undefined })}
          >
            Older
          </button>
        </nav>
      )}
    </>
  )
}
