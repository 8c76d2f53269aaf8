/** Each criterion beside what a practice has, as far as that may be told to the reader. */
import type { Check, CriterionShown } from '../../api/convening/recruitment.ts'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'

export const Criteria = ({ criteria }: { criteria: CriterionShown[] }) => (
  <ul className="recruitment-criteria">
    {criteria.map(({ criterion, wants, has, meets }) => (
      <li key={criterion}>
        {wants}{' '}
        {meets === null ? (
          <Badge tone="quiet">Not told</Badge>
        ) : (
          <Badge tone={meets ? 'good' : 'bad'}>{`${meets ? 'Met' : 'Not met'}: ${has}`}</Badge>
        )}
      </li>
    ))}
  </ul>
)

/** Practices that do not meet the newest criteria, and which of them. */
export function Unmet({ checks, about }: { checks: Check[]; about: string }) {
  const unmet = checks.filter(({ meets }) => !meets)
  if (unmet.length === 0) return null
  const columns: Column<Check>[] = [
    { key: 'name', label: 'Practice', names: true, cell: (row) => row.practice_name },
    { key: 'criteria', label: 'Why not', cell: (row) => <Criteria criteria={row.criteria} /> },
  ]
  return (
    <details className="change-form">
      <summary>Practices that do not meet it: {unmet.length}</summary>
      <p className="quiet">Where a practice stands is told only if the lowest steps of the criteria would find it.</p>
      <Table
        caption={`Practices that do not meet the criteria of ${about}`}
        quietCaption
        columns={columns}
        rows={unmet}
        rowKey={(row) => row.practice_id}
      />
    </details>
  )
}
