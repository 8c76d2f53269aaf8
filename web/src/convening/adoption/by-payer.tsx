/** One row an element and one column a payer: what it means to do, what it did, and what its contracts show. */

import { DegreeMark } from '../../alignment/degree-mark.tsx'
import type { Adoption, AdoptionDegree, Standing } from '../../api/convening/adoption.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { Why } from './why.tsx'
import '../../alignment/alignment.css'

export const ADOPTS: Readonly<Record<AdoptionDegree, { tone: Tone; words: string }>> = {
  full: { tone: 'good', words: 'In full' },
  partial: { tone: 'note', words: 'In part' },
  none: { tone: 'bad', words: 'Not adopted' },
}

const SILENT: Readonly<Record<Exclude<Standing, 'said' | 'said-late'>, { tone: Tone; words: string } | null>> = {
  'not-asked-yet': null,
  open: { tone: 'open', words: 'Not said yet' },
  late: { tone: 'bad', words: 'Late' },
}

type Row = { element: string; label: string; becomes: string; of: ReadonlyMap<string, Adoption> }

export function ByPayer({ rows }: { rows: Adoption[] }) {
  const payers = [...new Map(rows.map((row) => [row.payer, row.payer_name]))]
  const columns: Column<Row>[] = [
    {
      key: 'element',
      label: 'What was recommended',
      names: true,
      cell: ({ label, becomes }) => (
        <>
          {label}
          <span className="under">{becomes}</span>
        </>
      ),
    },
    ...payers.map(([payer, name]) => ({
      key: payer,
      label: name,
      cell: ({ of }: Row) => {
        const one = of.get(payer)
        return one ? <Said one={one} /> : '–'
      },
    })),
  ]
  return (
    <div className="convening-adoption">
      <Table
        caption="What each payer adopts, by element"
        quietCaption
        columns={columns}
        rows={elementsOf(rows)}
        rowKey={(row) => row.element}
      />
    </div>
  )
}

const elementsOf = (rows: readonly Adoption[]): Row[] =>
  [...new Map(rows.map((row) => [row.element, row])).values()].map(({ element, label, becomes }) => ({
    ...{ element, label, becomes },
    of: new Map(rows.filter((row) => row.element === element).map((row) => [row.payer, row])),
  }))

function Said({ one }: { one: Adoption }) {
  return (
    <>
      <Stage name="Means to" degree={one.intent} standing={one.intent_standing} because={one.intent_because} />
      <Stage name="Did" degree={one.actual} standing={one.actual_standing} because={one.actual_because} />
      {one.shows !== null && (
        <span className="under">
          Contracts: {one.shows} {one.shows_degree && <DegreeMark degree={one.shows_degree} />}
        </span>
      )}
      {one.shows === null && one.shows_because !== null && (
        <span className="under">Contracts: {one.shows_because}</span>
      )}
      <Why one={one} />
    </>
  )
}

type StageProps = { name: string; degree: AdoptionDegree | null; standing: Standing; because: string | null }

function Stage({ name, degree, standing, because }: StageProps) {
  const shown = degree === null ? SILENT[standing as keyof typeof SILENT] : ADOPTS[degree]
  if (!shown) return null
  return (
    <span className="convening-stage">
      <span className="ds-u-visibility--screen-reader">{name}: </span>
      {name === 'Did' && <span aria-hidden="true">{name} </span>}
      <Badge tone={shown.tone}>{shown.words}</Badge>
      {standing === 'said-late' && <Badge tone="bad">Said late</Badge>}
      {because && <span className="under">{sentence(because)}</span>}
    </span>
  )
}
