/** What each practice gains and loses by going from the first rule to the second, those with most movement first. */
import type { ReactNode } from 'react'
import type { AtPractice, Comparison } from '../api/attribution/attribution.ts'
import { Withheld } from '../design/answers/withheld.tsx'
import { Table } from '../design/tables/table.tsx'
import { count } from '../design/words/format.ts'
import { lineInWords } from './words.ts'

type Props = { found: Comparison; first: string; second: string; actions: ReactNode }

export function ByPractice({ found, first, second, actions }: Props) {
  const payers = new Set(found.practices.map((row) => row.payer))
  const all = payers.has('all')
  const lines = new Set(found.practices.map((row) => row.line_of_business))
  const rows = found.practices.filter((row) => !all || row.payer === 'all').sort((x, y) => movement(y) - movement(x))
  if (rows.length === 0) return null
  const number = (key: 'people_a' | 'people_b' | 'gained' | 'lost', label: string) => ({
    key,
    label,
    numeric: true,
    cell: (row: AtPractice) => (row[key] === null ? <Withheld /> : count(row[key])),
  })
  return (
    <section aria-labelledby="by-practice-heading" className="card">
      <div className="section-head">
        <h2 id="by-practice-heading">By practice</h2>
        {actions}
      </div>
      <p className="quiet">
        From “{first}” to “{second}”: who comes to a practice, and who leaves it.
      </p>
      <Table
        caption="What each practice gains and loses"
        quietCaption
        columns={[
          { key: 'practice', label: 'Practice', names: true, cell: (row) => row.practice_name ?? row.practice_id },
          ...(all || (payers.size === 1 && lines.size === 1) ? [] : [{ key: 'payer', label: 'Payer', cell: ofPayer }]),
          number('people_a', 'By the first'),
          number('people_b', 'By the second'),
          number('gained', 'Come'),
          number('lost', 'Leave'),
        ]}
        rows={rows}
        rowKey={(row) => `${row.practice_id} ${row.payer} ${row.line_of_business}`}
      />
    </section>
  )
}

const ofPayer = ({ payer_name, line_of_business }: AtPractice) => (
  <>
    {payer_name}
    {line_of_business !== null && <span className="under">{lineInWords(line_of_business)}</span>}
  </>
)

const movement = (row: AtPractice): number => (row.gained ?? 0) + (row.lost ?? 0)
