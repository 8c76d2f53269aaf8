/** What each sender sent, and what became of every record. */
import { useQuery } from '@tanstack/react-query'
import type { Submission } from '../api/contract.ts'
import { sessionQuery, submissionsQuery } from '../api/queries.ts'
import { Answer } from '../design/answer.tsx'
import { Download } from '../design/download.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { day } from '../design/format.ts'
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

function Arrivals({ rows }: { rows: Submission[] }) {
  return (
    <Table
      quietCaption
      caption="Submissions by payer"
      columns={[
        { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
        { key: 'received', label: 'Received', cell: (row) => day(row.received_at) },
        { key: 'newest', label: 'Newest service', cell: (row) => day(row.newest_service_date) },
      ]}
      rows={rows}
      rowKey={(row) => row.submission_id}
    />
  )
}
