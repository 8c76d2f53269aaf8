/** For a practice: whose data is in its numbers, and how old it is. */
import type { SourceOfNumbers } from '../api/received/feeds.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Table } from '../design/tables/table.tsx'
import { Badge, type Tone } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'

const STATE: Record<string, { tone: Tone; word: string }> = {
  'in-use': { tone: 'good', word: 'In the numbers' },
  late: { tone: 'open', word: 'Next delivery late' },
  waiting: { tone: 'note', word: 'Newer data waits' },
  held: { tone: 'open', word: 'Held' },
  leaving: { tone: 'open', word: 'Leaving' },
  'not-here': { tone: 'bad', word: 'Not in the numbers' },
}

export function Sources({ sources, today }: { sources: SourceOfNumbers[]; today: string }) {
  const inNumbers = sources.filter((one) => one.in_numbers)
  const oldest = inNumbers
    .flatMap((one) => (one.newest_service_date ? [one] : []))
    .toSorted((a, b) => ((a.newest_service_date ?? '') < (b.newest_service_date ?? '') ? -1 : 1))[0]
  return (
    <section aria-labelledby="sources-heading" className="card">
      <h2 id="sources-heading">
        Your numbers hold data of {inNumbers.length} of {sources.length} senders
      </h2>
      {oldest && (
        <p className="quiet">
          The data of {oldest.payer_name} is the oldest: its newest service is of {day(oldest.newest_service_date)}.
        </p>
      )}
      <Table
        quietCaption
        caption="Whose data is in the numbers, and how old it is"
        columns={[
          { key: 'payer', label: 'Sender', names: true, cell: (row) => row.payer_name },
          {
            key: 'state',
            label: 'State',
            cell: (row) => (
              <>
                <Badge tone={STATE[row.state]?.tone ?? 'quiet'}>{STATE[row.state]?.word ?? row.state}</Badge>
                <span className="under">{sentence(row.says)}</span>
              </>
            ),
          },
          { key: 'newest', label: 'Newest service', cell: (row) => day(row.newest_service_date) },
          { key: 'received', label: 'Received', cell: (row) => day(row.received_at) },
          {
            key: 'next',
            label: 'Next expected',
            cell: (row) => due(row.next_due_date, today),
          },
        ]}
        rows={sources}
        rowKey={(row) => row.payer}
      />
    </section>
  )
}

function due(date: string | null, today: string): string {
  if (date === null) return 'no date agreed'
  return date < today ? `was due ${day(date)}` : `by ${day(date)}`
}
