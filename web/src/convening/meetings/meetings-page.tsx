/** Meetings of the committees, the latest first; for the steward and for authors also what was held. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { heldTextsQuery, type Meeting, meetingsQuery } from '../../api/convening/meetings.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { moment } from '../../design/words/format.ts'
import { HeldList } from './held-list.tsx'
import './meetings.css'

const STATE: Record<Meeting['state'], { tone: Tone; words: string }> = {
  planned: { tone: 'open', words: 'Planned' },
  held: { tone: 'good', words: 'Held' },
  cancelled: { tone: 'quiet', words: 'Cancelled' },
}

export function MeetingsPage() {
  const found = useQuery(meetingsQuery)
  const held = useQuery(heldTextsQuery)
  return (
    <div className="page">
      <Page
        title="Meetings"
        lead="What is said in the room stays in substance, and who said it does not leave. No text says what one payer pays, charges or plans."
      >
        {held.data && held.data.length > 0 && <HeldList held={held.data} />}
        <Answer query={found} what="the meetings">
          {(meetings) =>
            meetings.length === 0 ? (
              <EmptyState heading="No meetings yet">The convener plans them for each committee.</EmptyState>
            ) : (
              <section className="card" aria-labelledby="meetings-heading">
                <h2 id="meetings-heading">All meetings</h2>
                <Meetings meetings={meetings} />
              </section>
            )
          }
        </Answer>
      </Page>
    </div>
  )
}

function Meetings({ meetings }: { meetings: Meeting[] }) {
  return (
    <Table
      caption="Meetings, the latest first"
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
        { key: 'committee', label: 'Committee', cell: (row) => row.committee_title },
        { key: 'when', label: 'When', cell: (row) => moment(row.starts_at) },
        { key: 'place', label: 'Where', cell: (row) => row.place },
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
