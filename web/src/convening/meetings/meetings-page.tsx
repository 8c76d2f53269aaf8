/** Meetings of the committees: what is to come, what was; for the steward and for authors also what was held. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { conveningQuery } from '../../api/convening/convening.ts'
import { heldTextsQuery, MEETINGS, type Meeting, meetingsQuery } from '../../api/convening/meetings.ts'
import { refusedWordsQuery } from '../../api/convening/refusals.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { moment } from '../../design/words/format.ts'
import { ActForm } from '../act-form.tsx'
import { ConveningNav } from '../convening-nav.tsx'
import { keepsProcess } from '../who.ts'
import { HeldList, Waiting } from './held-list.tsx'
import { Asked, OwnRefused } from './refused.tsx'
import './meetings.css'

export const STATE: Record<Meeting['state'], { tone: Tone; words: string }> = {
  planned: { tone: 'open', words: 'Planned' },
  held: { tone: 'good', words: 'Was held' },
  cancelled: { tone: 'quiet', words: 'Does not take place' },
}

export function MeetingsPage() {
  const found = useQuery(meetingsQuery)
  const held = useQuery(heldTextsQuery).data ?? []
  const refused = useQuery(refusedWordsQuery).data ?? []
  const viewer = useQuery(sessionQuery).data?.viewer
  return (
    <div className="page convening">
      <ConveningNav />
      <Page
        title="Meetings"
        lead="What is said in the room stays in substance, and who said it does not leave. No text says what one payer pays, charges or plans."
      >
        <Waiting held={held} />
        <Asked refused={refused} />
        <OwnRefused refused={refused} />
        <Answer query={found} what="the meetings">
          {(meetings) => <Both meetings={meetings} />}
        </Answer>
        {viewer && keepsProcess(viewer) && <PlanMeeting />}
        {held.length + refused.length > 0 && <HeldList held={held} refused={refused} />}
      </Page>
    </div>
  )
}

function Both({ meetings }: { meetings: Meeting[] }) {
  const ahead = meetings.filter(({ state }) => state === 'planned').toReversed()
  const past = meetings.filter(({ state }) => state !== 'planned')
  return (
    <>
      <section className="card" aria-labelledby="meetings-ahead">
        <h2 id="meetings-ahead">To come</h2>
        {ahead.length === 0 ? (
          <EmptyState heading="No meeting is planned">The convener plans them for each committee.</EmptyState>
        ) : (
          <Meetings meetings={ahead} caption="Meetings to come, the next first" />
        )}
      </section>
      {past.length > 0 && (
        <section className="card" aria-labelledby="meetings-past">
          <h2 id="meetings-past">Past, and called off</h2>
          <Meetings meetings={past} caption="Meetings that are past, the latest first" />
        </section>
      )}
    </>
  )
}

function Meetings({ meetings, caption }: { meetings: Meeting[]; caption: string }) {
  return (
    <Table
      caption={caption}
      quietCaption
      columns={[
        {
          key: 'title',
          label: 'Meeting',
          names: true,
          cell: (row: Meeting) => (
            <Link to="/convening/meetings/$meeting" params={{ meeting: String(row.meeting) }}>
              {row.title}
            </Link>
          ),
        },
        { key: 'when', label: 'When (your time)', cell: (row) => moment(row.starts_at) },
        { key: 'place', label: 'Where', cell: (row) => row.place },
        { key: 'committee', label: 'Committee', cell: (row) => row.committee_title },
        {
          key: 'state',
          label: 'State',
          cell: (row) => <Badge tone={STATE[row.state].tone}>{STATE[row.state].words}</Badge>,
        },
      ]}
      rows={meetings}
      rowKey={({ meeting }) => String(meeting)}
    />
  )
}

/** One form a committee: who sits there is told. */
function PlanMeeting() {
  const committees = (useQuery(conveningQuery).data ?? []).flatMap((one) => one.committees)
  return committees.map(({ committee, title }) => (
    <ActForm
      key={committee}
      summary={`Plan a meeting of ${title}`}
      says="Who sits on the committee is told."
      fields={[
        { key: 'title', label: 'What it is about' },
        { key: 'starts_at', label: 'Begins (your time)', is: 'datetime-local' },
        { key: 'place', label: 'Where: a room, or the address of a call' },
      ]}
      button="Plan it"
      path={`/api/committees/${encodeURIComponent(committee)}/meetings`}
      body={({ starts_at = '', ...given }) => ({ ...given, starts_at: new Date(starts_at).toISOString() })}
      touched={[MEETINGS]}
    />
  ))
}
