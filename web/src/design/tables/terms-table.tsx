/** The terms of a number: what each is, of which kind, where it comes from, and the way on. */
import type { Term } from '../../api/practice/explain.ts'
import { Withheld } from '../answers/withheld.tsx'
import { Why } from '../figures/why.tsx'
import { Badge, type Tone } from '../words/badge.tsx'
import { inUnit } from '../words/format.ts'
import { useNames } from '../words/names.ts'
import { KIND_MEANS, words } from '../words/words.ts'
import { type Column, Table } from './table.tsx'

const TONE: Record<Term['kind'], Tone> = {
  result: 'note',
  structure: 'quiet',
  recommended: 'good',
  own: 'open',
  record: 'quiet',
}

type Props = { caption: string; terms: Term[]; walk?: string[] | undefined; quietCaption?: boolean }

export function TermsTable({ caption, terms, walk, quietCaption }: Props) {
  const names = useNames()
  const columns: Column<Term & { key: string }>[] = [
    { key: 'label', label: 'Term', names: true, cell: (term) => names(term.label) },
    {
      key: 'value',
      label: 'Value',
      numeric: true,
      cell: (term) =>
        term.withheld ? (
          <Withheld />
        ) : term.value === null ? (
          <span className="missing">not known</span>
        ) : term.unit === 'code' ? (
          words(term.value)
        ) : (
          inUnit(term.value, term.unit)
        ),
    },
    {
      key: 'kind',
      label: 'Kind',
      cell: (term) => (
        <Badge tone={TONE[term.kind]} title={KIND_MEANS[term.kind]}>
          {words(term.kind)}
        </Badge>
      ),
    },
    { key: 'source', label: 'Source', cell: (term) => term.source ?? '–' },
    {
      key: 'walk',
      label: 'Why',
      cell: (term) => (
        <Why id={term.explain_id} about={term.label} walk={walk}>
          take apart
        </Why>
      ),
    },
  ]
  const rows = terms.map((term, place) => ({ ...term, key: `${place}:${term.name}` }))
  return (
    <Table
      caption={caption}
      quietCaption={quietCaption ?? false}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
    />
  )
}
