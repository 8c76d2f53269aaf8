/** How far two payers' rules place the same people alike, and at which practices they do not. */
import type { EffectAtPractice, EffectOfAttribution } from '../../api/alignment/effect.ts'
import { effectPath } from '../../api/queries.ts'
import { WithheldNote } from '../../design/answers/withheld.tsx'
import { Figure } from '../../design/figures/figure.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { percent } from '../../design/words/format.ts'
import { number, share } from '../figure-column.tsx'
import { stateInWords } from './words.ts'

const MEMBERS = { all: 'everybody whom both rules see', own: 'the payer’s own members' } as const

export function AttributionSection({ rows }: { rows: EffectOfAttribution[] }) {
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="effect-attribution">
      <div className="section-head">
        <h2 id="effect-attribution">Whose patient: the rules on the same people</h2>
        <Download path={effectPath('attribution')} about="attribution in effect" />
      </div>
      <Table
        caption="How far two attribution rules agree"
        quietCaption
        columns={PAIRS}
        rows={rows}
        rowKey={(row) => `${row.payer} ${row.rule} ${row.other} ${row.other_rule} ${row.members}`}
      />
      <WithheldNote held={rows.map((row) => row.withheld)} />
    </section>
  )
}

const pair = <Of extends EffectOfAttribution | EffectAtPractice>(): Column<Of> => ({
  key: 'pair',
  label: 'Payer and rule',
  names: true,
  cell: (row) => (
    <>
      {row.payer_name}: {row.rule}
      <span className="under quiet">
        beside {row.other_name}: {row.other_rule}
      </span>
    </>
  ),
})

const PAIRS: Column<EffectOfAttribution>[] = [
  pair<EffectOfAttribution>(),
  { key: 'members', label: 'Of', cell: (row) => MEMBERS[row.members] },
  { key: 'state', label: 'State', cell: (row) => stateInWords(row.state) },
  number('people', 'People'),
  number('moved', 'Another practice'),
  {
    key: 'agree_share',
    label: 'Agree',
    numeric: true,
    cell: (row) => (
      <Figure
        value={percent(row.agree_share, 0)}
        about={`agreement of ${row.payer_name} and ${row.other_name}`}
        explain={row.explain_id}
        held={row.withheld}
        field="agree_share"
      />
    ),
  },
  {
    key: 'kappa',
    label: 'Kappa',
    numeric: true,
    cell: (row) => <Figure value={row.kappa ?? '–'} about="kappa" explain={null} held={row.withheld} field="kappa" />,
  },
  share('moved_usd_share', 'Spend that moves'),
]

export function PracticesSection({ rows }: { rows: EffectAtPractice[] }) {
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="effect-practices">
      <div className="section-head">
        <h2 id="effect-practices">Practices whose panel would be another</h2>
        <Download path={effectPath('practices')} about="practices by two rules" />
      </div>
      <Table
        caption="People of practices by two rules"
        quietCaption
        columns={PRACTICES}
        rows={rows.slice(0, SHOWN)}
        rowKey={(row) => `${row.practice_id} ${row.payer} ${row.rule} ${row.other} ${row.other_rule} ${row.members}`}
      />
      {rows.length > SHOWN && (
        <p className="quiet">
          The {SHOWN} with most people of {rows.length}; all of them are in the file.
        </p>
      )}
      <WithheldNote held={rows.map((row) => row.withheld)} />
    </section>
  )
}

const SHOWN = 25

const PRACTICES: Column<EffectAtPractice>[] = [
  { key: 'practice', label: 'Practice', names: true, cell: (row) => row.practice_name ?? row.practice_id },
  {
    ...pair<EffectAtPractice>(),
    names: false,
  },
  { key: 'members', label: 'Of', cell: (row) => MEMBERS[row.members] },
  number('differ', 'By one rule alone'),
  number('by_payer', 'By the payer’s rule'),
  number('by_other', 'By the other’s'),
]
