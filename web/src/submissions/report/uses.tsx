/** For what the delivery is good enough, purpose by purpose. */
import type { Use } from '../../api/received/submissions.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { heldBack, Withheld } from '../../design/answers/withheld.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { words } from '../../design/words/words.ts'

const GRADE: Record<string, { tone: Tone; word: string }> = {
  fit: { tone: 'good', word: 'Fit for use' },
  'fit-with-care': { tone: 'open', word: 'With care' },
  'not-yet': { tone: 'bad', word: 'Not yet' },
  'not-in-it': { tone: 'quiet', word: 'Not in it' },
}

export function ReportUses({ uses }: { uses: Use[] }) {
  if (uses.length === 0) return null
  return (
    <Table
      caption="Fit for use, by purpose"
      columns={[
        { key: 'purpose', label: 'Purpose', names: true, cell: (row) => words(row.purpose) },
        {
          key: 'grade',
          label: 'Grade',
          cell: (row) => (
            <Badge tone={GRADE[row.grade ?? '']?.tone ?? 'quiet'}>
              {GRADE[row.grade ?? '']?.word ?? words(row.grade)}
            </Badge>
          ),
        },
        {
          key: 'because',
          label: 'Because',
          cell: (row) => {
            const back = heldBack(row.withheld, 'because')
            return back ? <Withheld because={back.because} /> : row.because ? sentence(row.because) : '–'
          },
        },
      ]}
      rows={uses}
      rowKey={(row) => row.purpose ?? ''}
    />
  )
}
