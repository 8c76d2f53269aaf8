/** A coach’s first page: the practices it coaches, the worst first, and who asked. To who convenes: numbers alone. */
import { useQuery } from '@tanstack/react-query'
import {
  COACHING_PATH,
  type CoachingCounts,
  type CoachingOverview,
  coachingQuery,
} from '../../api/convening/coaching.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { count } from '../../design/words/format.ts'
import { CoachedPractices } from './coached-practices.tsx'
import { RequestEntry } from './request-entry.tsx'
import '../../people/people.css'
import './coaching.css'

export function CoachingPage() {
  const query = useQuery(coachingQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role
  const coach = role === 'coach'
  return (
    <div className="page">
      <Page
        title="Coaching"
        lead={
          coach
            ? 'Practices that let you in, the one farthest behind first, and practices that ask for help.'
            : role === 'convener' || role === 'operator'
              ? 'How many practices asked for help and are coached. Plans, visits and notes stay between practice and coach.'
              : 'What your practices asked for. On the page of a practice it asks for help and lets a coach in.'
        }
        actions={coach && <Download path={COACHING_PATH} about="requests" />}
      >
        <Answer query={query} what="coaching">
          {(found) => (found.counts ? <Counts counts={found.counts} /> : <Asked found={found} coach={coach} />)}
        </Answer>
      </Page>
    </div>
  )
}

/** To a coach who asks for help and whom it coaches; to who works for practices what these asked for. */
function Asked({ found: { requests, plans }, coach }: { found: CoachingOverview; coach: boolean }) {
  const open = requests.filter(({ state }) => state !== 'closed')
  const closed = requests.filter(({ state }) => state === 'closed')
  return (
    <>
      {coach && <CoachedPractices plans={plans} />}
      <section className="card" aria-labelledby="coaching-asked">
        <h2 id="coaching-asked">Asked for help</h2>
        {open.length === 0 ? (
          <EmptyState heading="No practice is asking now." />
        ) : (
          <ul className="entries">
            {open.map((one) => (
              <li key={one.coaching_request}>
                <RequestEntry request={one} asCoach={coach} />
              </li>
            ))}
          </ul>
        )}
        {closed.length > 0 && (
          <details>
            <summary>Closed ({closed.length})</summary>
            <ul className="entries">
              {closed.map((one) => (
                <li key={one.coaching_request}>
                  <RequestEntry request={one} asCoach={coach} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    </>
  )
}

const COUNTED: readonly [keyof CoachingCounts, string][] = [
  ['practices_asked', 'Practices that asked for help'],
  ['practices_taken_up', 'Requests that a coach took up and that are open'],
  ['practices_coached', 'Practices that let a coach in today'],
  ['requests_closed', 'Requests closed'],
  ['helped', 'Closed with “it helped”'],
  ['tasks_open', 'Tasks open'],
  ['tasks_late', 'Of these, late'],
  ['tasks_done', 'Tasks done'],
  ['tasks_dropped', 'Tasks dropped'],
]

function Counts({ counts }: { counts: CoachingCounts }) {
  return (
    <section className="card" aria-labelledby="coaching-counts">
      <h2 id="coaching-counts">In numbers</h2>
      <Table
        caption="Coaching in numbers"
        quietCaption
        columns={[
          { key: 'what', label: 'What', names: true, cell: ([, label]) => label },
          { key: 'number', label: 'Number', numeric: true, cell: ([name]) => count(counts[name]) },
        ]}
        rows={COUNTED}
        rowKey={([name]) => name}
      />
    </section>
  )
}
