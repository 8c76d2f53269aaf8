/** How a score came about: one row per measure, one column per value of it, from terms named `value/measure`. */
import type { Term } from '../../api/practice/explain.ts'
import { Withheld } from '../answers/withheld.tsx'
import { Why } from '../figures/why.tsx'
import { inUnit } from '../words/format.ts'
import { useMeasures } from '../words/payers.tsx'
import { words } from '../words/words.ts'
import { type Column, Table } from './table.tsx'

type Row = { measure: string; values: Map<string, Term> }

export const isOfMeasure = (term: Term): boolean => term.name.includes('/')

export function ScoreTable({ terms, walk }: { terms: Term[]; walk?: string[] | undefined }) {
  const { title } = useMeasures()
  const rows = new Map<string, Row>()
  const kinds = new Set<string>()
  for (const term of terms.filter(isOfMeasure)) {
    const [kind = '', measure = ''] = term.name.split('/')
    const row = rows.get(measure) ?? { measure, values: new Map<string, Term>() }
    row.values.set(kind, term)
    rows.set(measure, row)
    kinds.add(kind)
  }
  if (rows.size === 0) return null
  const columns: Column<Row>[] = [
    { key: 'measure', label: 'Measure', names: true, cell: (row) => title(row.measure) },
    ...[...kinds].map((kind) => ({
      key: kind,
      label: words(kind),
      numeric: true,
      cell: (row: Row) => <ScoreCell term={row.values.get(kind)} walk={walk} />,
    })),
  ]
  return (
    <Table
      caption="How the score came about"
      columns={columns}
      rows={[...rows.values()]}
      rowKey={(row) => row.measure}
    />
  )
}

function ScoreCell({ term, walk }: { term: Term | undefined; walk?: string[] | undefined }) {
  if (!term) return <>–</>
  if (term.withheld) return <Withheld />
  if (term.value === null) return <span className="missing">not known</span>
  return (
    <span title={term.source ?? undefined}>
      {inUnit(term.value, term.unit)} <Why id={term.explain_id} about={term.label} walk={walk} />
    </span>
  )
}
