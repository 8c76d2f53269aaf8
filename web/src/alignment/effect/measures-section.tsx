/** What two definitions say of the same people, and in which order costs put practices. */
import type { EffectOfMeasure, OrderOfPractices, PlaceOfPractice } from '../../api/alignment/effect.ts'
import { effectPath } from '../../api/queries.ts'
import { WithheldNote } from '../../design/answers/withheld.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { figure, number, share } from '../figure-column.tsx'
import { stateInWords } from './words.ts'

const beside: Column<EffectOfMeasure | OrderOfPractices> = {
  key: 'pair',
  label: 'Payer',
  names: true,
  cell: (row) => (
    <>
      {row.payer_name}
      <span className="under quiet">beside {row.other_name}</span>
    </>
  ),
}

export function MeasuresSection({ rows }: { rows: EffectOfMeasure[] }) {
  if (rows.length === 0) return null
  const same = rows.filter((row) => row.state === 'one-specification' && row.members === 'all')
  const others = rows.filter((row) => row.state !== 'one-specification')
  return (
    <section className="card" aria-labelledby="effect-measures">
      <div className="section-head">
        <h2 id="effect-measures">Measures: two definitions on the same people</h2>
        <Download path={effectPath('measures')} about="measures in effect" />
      </div>
      <p>
        {same.length} pairs of payers and measures use one definition: there is nothing to compare, which is no
        difference of zero.
      </p>
      {others.length > 0 && (
        <Table
          caption="Two definitions on the same people"
          quietCaption
          columns={MEASURES}
          rows={others}
          rowKey={(row) =>
            `${row.payer} ${row.other} ${row.measure} ${row.other_measure} ${row.concept} ${row.members}`
          }
        />
      )}
      <WithheldNote held={others.map((row) => row.withheld)} />
    </section>
  )
}

const MEASURES: Column<EffectOfMeasure>[] = [
  beside as Column<EffectOfMeasure>,
  {
    key: 'measure',
    label: 'Definitions',
    cell: (row) => (row.concept === '-' ? '–' : `${row.measure} and ${row.other_measure}`),
  },
  { key: 'state', label: 'State', cell: (row) => stateInWords(row.state) },
  number('counted', 'Counted by both'),
  share(
    'agree_share',
    'Same status',
    (row) => `agreement of ${row.measure} and ${row.other_measure}, ${row.payer_name}`,
  ),
  figure('kappa', 'Kappa', String),
  share('rate_share', 'Rate'),
  share('other_rate_share', 'Rate by the other'),
]

export function RanksSection({ rows, places }: { rows: OrderOfPractices[]; places: PlaceOfPractice[] }) {
  if (rows.length + places.length === 0) return null
  return (
    <section className="card" aria-labelledby="effect-ranks">
      <div className="section-head">
        <h2 id="effect-ranks">Cost: in which order practices stand</h2>
        <Download path={effectPath(rows.length > 0 ? 'ranks' : 'places')} about="orders of practices" />
      </div>
      <p className="quiet">By truncated cost per member and month. No order is adjusted for risk.</p>
      {rows.length > 0 && (
        <Table
          caption="Rank correlation of practices' costs"
          quietCaption
          columns={RANKS}
          rows={rows}
          rowKey={(row) => `${row.payer} ${row.other}`}
        />
      )}
      {places.length > 0 && (
        <Table
          caption="Where practices stand"
          quietCaption
          columns={PLACES}
          rows={places}
          rowKey={(row) => `${row.payer} ${row.practice_id}`}
        />
      )}
      <WithheldNote held={[...rows, ...places].map((row) => row.withheld)} />
    </section>
  )
}

const RANKS: Column<OrderOfPractices>[] = [
  beside as Column<OrderOfPractices>,
  { key: 'state', label: 'State', cell: (row) => stateInWords(row.state) },
  number('practices', 'Practices'),
  figure('spearman', 'Rank correlation', String, (row) => `order of ${row.payer_name} and ${row.other_name}`),
  number('same_fifth', 'Same fifth'),
  number('next_fifth', 'Next fifth'),
  number('farther', 'Farther apart'),
]

const PLACES: Column<PlaceOfPractice>[] = [
  { key: 'practice', label: 'Practice', names: true, cell: (row) => row.practice_name ?? row.practice_id },
  { key: 'payer', label: 'Payer', cell: (row) => row.payer_name },
  number(
    'place',
    'Place, lowest cost first',
    (row) => `place of ${row.practice_name ?? row.practice_id}, ${row.payer_name}`,
  ),
  number('practices', 'Of'),
  number('fifth', 'Fifth'),
  number('fifth_all', 'Fifth by everybody’s members'),
]
