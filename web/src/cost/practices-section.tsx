/** Cost per member and month by practice, as the scorecard of each shows it. */
import { Link } from '@tanstack/react-router'
import type { AtPractice } from '../api/cost/cost.ts'
import { COST_PATH } from '../api/queries.ts'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { amount, count, day } from '../design/words/format.ts'

type Props = { practices: AtPractice[]; period: string; path?: string }

/** Of one practice, whose `path` is given, the rows are its payers. */
export function PracticesSection({ practices, period, path }: Props) {
  if (practices.length === 0) return null
  const payers = new Set(practices.map((row) => row.payer)).size > 1
  const columns = path ? [NAMED_PAYER, ...COLUMNS.slice(2)] : COLUMNS
  const earlier = practices.find((row) => row.as_of)
  return (
    <section className="card" aria-labelledby="practices">
      <div className="section-head">
        <h2 id="practices">{path ? `By payer, ${period}` : `By practice, ${period}`}</h2>
        <Download path={path ?? `${COST_PATH}?table=practices`} about="cost per member and month" />
      </div>
      <p className="quiet">
        Per member and month after truncation, all care of a practice’s people wherever they went: the figure that its
        scorecard shows.
      </p>
      <Table
        caption="Cost per member and month"
        quietCaption
        columns={payers || path ? columns : columns.filter(({ key }) => key !== 'payer')}
        rows={practices}
        rowKey={(row) => `${row.practice_id} ${row.payer}`}
      />
      {earlier && (
        <p className="quiet">
          Some figures are of an earlier run, the oldest of {day(earlier.as_of)}: what changed since would give a price
          away.
        </p>
      )}
      <WithheldNote held={practices.map((row) => row.withheld)} />
    </section>
  )
}

const number = (field: 'people' | 'member_months', label: string): Column<AtPractice> => ({
  key: field,
  label,
  numeric: true,
  cell: (row) => (heldBack(row.withheld, field) ? <Withheld /> : count(row[field])),
})

const NAMED_PAYER: Column<AtPractice> = {
  key: 'payer',
  label: 'Payer',
  names: true,
  cell: (row) => row.payer_name,
}

const COLUMNS: Column<AtPractice>[] = [
  {
    key: 'practice',
    label: 'Practice',
    names: true,
    cell: (row) => (
      <Link to="/practices/$practice_id/cost" params={{ practice_id: row.practice_id }}>
        {row.practice_name}
      </Link>
    ),
  },
  { key: 'payer', label: 'Payer', cell: (row) => row.payer_name },
  number('people', 'People'),
  number('member_months', 'Member months'),
  {
    key: 'pmpm',
    label: 'PMPM',
    numeric: true,
    cell: (row) => (
      <Figure
        value={amount(row.pmpm_usd)}
        about={`cost per member and month, ${row.practice_name}, ${row.payer_name}`}
        explain={row.explain_id}
        held={row.withheld}
        field="pmpm_usd"
      />
    ),
  },
]
