/** What those who take part want to reach together, and how far they are. */
import type { Goal } from '../../api/convening/convening.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { share } from '../words.ts'

export function Goals({ goals }: { goals: Goal[] }) {
  if (goals.length === 0) return null
  return (
    <section className="card" aria-labelledby="goals">
      <h2 id="goals">Shared goals</h2>
      <Table
        caption="Shared goals and how far they are"
        quietCaption
        columns={[
          { key: 'title', label: 'Goal', names: true, cell: (row: Goal) => row.title },
          { key: 'baseline', label: 'At the start', numeric: true, cell: (row) => figure(row.baseline) },
          {
            key: 'now',
            label: 'Now',
            cell: (row) => (
              <>
                {row.now === null ? 'Not known yet' : <b>{share(row.now)}</b>}
                <span className="under">{sentence(row.working)}</span>
              </>
            ),
          },
          {
            key: 'target',
            label: 'Target',
            cell: (row) => `${row.better === 'higher' ? 'at least' : 'at most'} ${share(row.target)}`,
          },
          { key: 'by', label: 'By', cell: (row) => day(row.by_date) },
          { key: 'state', label: 'State', cell: (row) => <Standing goal={row} /> },
        ]}
        rows={goals}
        rowKey={(row) => String(row.goal)}
      />
    </section>
  )
}

const figure = (value: string | null) => (value === null ? '–' : share(value))

function Standing({ goal: { ended_on, because, reached } }: { goal: Goal }) {
  if (ended_on !== null)
    return (
      <>
        <Badge tone="quiet">Given up</Badge>
        {because && <span className="under">{sentence(because)}</span>}
      </>
    )
  if (reached === null) return <Badge tone="quiet">Not known</Badge>
  return reached ? <Badge tone="good">Reached</Badge> : <Badge tone="open">Not yet reached</Badge>
}
