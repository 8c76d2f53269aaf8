/** What each sender sent, and what became of every record. */
import { useQuery } from '@tanstack/react-query'
import type { Submission } from '../api/contract.ts'
import { sessionQuery, submissionsQuery } from '../api/queries.ts'
import { Answer } from '../design/answer.tsx'
import { Download } from '../design/download.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { count, day } from '../design/format.ts'
import { Page } from '../design/page.tsx'
import { Table } from '../design/table.tsx'
import { SubmissionCard } from './submission-card.tsx'
import './submissions.css'

export function SubmissionsPage() {
  const submissions = useQuery(submissionsQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role
  const practice = role === 'practice' || role === 'provider-organization'
  return (
    <div className="page">
      <Page
        title="Submissions"
        lead={
          practice
            ? 'What the payers have sent and how far it reaches.'
            : 'Every record that arrived has exactly one outcome, and the outcomes add up to what was received.'
        }
        actions={<Download path="/api/submissions" about="submissions" />}
      >
        <Answer query={submissions} what="the submissions">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState heading="Nothing has been sent yet.">
                <p>
                  Files come in with <code>wholepanel ingest PAYER FILES</code>.
                </p>
              </EmptyState>
            ) : rows.every((row) => row.received === null) ? (
              <Arrivals rows={rows} />
            ) : (
              bySender(rows).map(([sender, deliveries]) => <SubmissionCard key={sender} deliveries={deliveries} />)
            )
          }
        </Answer>
      </Page>
    </div>
  )
}

/** Senders in the order of their first delivery. */
function bySender(rows: Submission[]): [sender: string, deliveries: Submission[]][] {
  const senders = new Map<string, Submission[]>()
  for (const row of rows) senders.set(row.payer, [...(senders.get(row.payer) ?? []), row])
  return [...senders]
}

/** One row per sender: when it last sent, and how far its claims reach. */
function Arrivals({ rows }: { rows: Submission[] }) {
  const senders = bySender(rows).map(([sender, deliveries]) => ({
    sender,
    name: deliveries[0]?.payer_name ?? sender,
    deliveries: deliveries.length,
    received_at: latest(deliveries.map((one) => one.received_at)),
    newest: latest(deliveries.map((one) => one.newest_service_date)),
  }))
  return (
    <Table
      quietCaption
      caption="What each payer has sent"
      columns={[
        { key: 'payer', label: 'Sender', names: true, cell: (row) => row.name },
        { key: 'newest', label: 'Newest service', cell: (row) => day(row.newest) },
        { key: 'received', label: 'Last received', cell: (row) => day(row.received_at) },
        { key: 'deliveries', label: 'Deliveries', numeric: true, cell: (row) => count(row.deliveries) },
      ]}
      rows={senders}
      rowKey={(row) => row.sender}
    />
  )
}

/** ISO text sorts as time does. */
const latest = (days: (string | null | undefined)[]): string | null =>
  days
    .filter((one) => typeof one === 'string')
    .sort()
    .at(-1) ?? null
