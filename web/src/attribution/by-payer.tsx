/** The same for the members of each payer. */
import type { ReactNode } from 'react'
import type { Agreement } from '../api/attribution/attribution.ts'
import { Withheld } from '../design/answers/withheld.tsx'
import { Table } from '../design/tables/table.tsx'
import { amount, count, percent } from '../design/words/format.ts'
import { lineInWords } from './words.ts'

export function ByPayer({ rows, actions }: { rows: Agreement[]; actions: ReactNode }) {
  const number = (key: 'people' | 'same_practice' | 'moved' | 'only_a' | 'only_b', label: string) => ({
    key,
    label,
    numeric: true,
    cell: (row: Agreement) => (row[key] === null ? <Withheld /> : count(row[key])),
  })
  return (
    <section aria-labelledby="payers-heading" className="card">
      <div className="section-head">
        <h2 id="payers-heading">By payer</h2>
        {actions}
      </div>
      <Table
        caption="How far the two rules agree, by payer"
        quietCaption
        columns={[
          { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
          {
            key: 'line',
            label: 'Line of business',
            cell: (row) => (row.line_of_business === null ? '–' : lineInWords(row.line_of_business)),
          },
          number('people', 'People'),
          number('same_practice', 'Same practice'),
          number('moved', 'Another practice'),
          number('only_a', 'Only by the first'),
          number('only_b', 'Only by the second'),
          {
            key: 'agree_share',
            label: 'Agree',
            numeric: true,
            cell: (row) => (row.agree_share === null ? <Withheld /> : percent(row.agree_share, 0)),
          },
          {
            key: 'moved_usd',
            label: 'Cost that moves',
            numeric: true,
            cell: (row) =>
              row.moved_usd === null ? row.moved === 0 ? amount('0') : <Withheld /> : amount(row.moved_usd),
          },
        ]}
        rows={rows}
        rowKey={(row) => `${row.payer} ${row.line_of_business}`}
      />
    </section>
  )
}
