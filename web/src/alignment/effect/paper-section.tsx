/** Paper and effect together: where payers look alike and do not act alike, and where they differ and it does not matter. */
import type { PaperAndEffect, Verdict } from '../../api/alignment/effect.ts'
import { effectPath } from '../../api/queries.ts'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { DegreeMark } from '../degree-mark.tsx'
import { figureInWords, VERDICT } from './words.ts'

const ORDER: readonly Verdict[] = [
  'alike-and-do-not-act-alike',
  'differ-and-matter',
  'differ-and-do-not-matter',
  'alike-and-act-alike',
]

export function PaperSection({ rows }: { rows: PaperAndEffect[] }) {
  if (rows.length === 0) return null
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict)
  const unsaid = of('cannot-be-said')
  return (
    <section className="card" aria-labelledby="paper-and-effect">
      <div className="section-head">
        <h2 id="paper-and-effect">{headline(of)}</h2>
        <Download path={effectPath('paper')} about="paper and effect" />
      </div>
      <p className="quiet">Each pair in each area of which an effect is measured, on paper and on the same people.</p>
      {ORDER.map((verdict) => (
        <Verdicts key={verdict} verdict={verdict} rows={of(verdict)} />
      ))}
      {unsaid.length > 0 && (
        <details>
          <summary>
            Of {unsaid.length} of {rows.length} nothing can be said
          </summary>
          <ul>
            {[...reasons(unsaid)].map(([because, pairs]) => (
              <li key={because}>
                {pairs}: {because}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function headline(of: (verdict: Verdict) => PaperAndEffect[]): string {
  const [apart, same] = [of('alike-and-do-not-act-alike').length, of('differ-and-do-not-matter').length]
  if (ORDER.every((verdict) => of(verdict).length === 0)) return 'Nothing can be said yet of paper beside effect'
  return `${apart} look alike on paper and do not act alike; ${same} differ and it does not matter`
}

function reasons(rows: PaperAndEffect[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { because } of rows) found.set(because, (found.get(because) ?? 0) + 1)
  return found
}

function Verdicts({ verdict, rows }: { verdict: Verdict; rows: PaperAndEffect[] }) {
  const { said, means } = VERDICT[verdict]
  return (
    <>
      <h3>
        {said} ({rows.length})
      </h3>
      <p className="quiet">{means}</p>
      {rows.length > 0 && (
        <Table
          caption={said}
          quietCaption
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => `${row.payer} ${row.other} ${row.area}`}
        />
      )}
    </>
  )
}

const COLUMNS: Column<PaperAndEffect>[] = [
  {
    key: 'pair',
    label: 'Payer',
    names: true,
    cell: (row) => (
      <>
        {row.payer_name}
        <span className="under quiet">beside {row.other_name}</span>
      </>
    ),
  },
  { key: 'area', label: 'Area', cell: (row) => row.area_label },
  { key: 'degree', label: 'On paper', cell: (row) => <DegreeMark degree={row.degree} /> },
  {
    key: 'value',
    label: 'In effect',
    cell: (row) => (row.figure ? `${figureInWords(row.figure)} ${row.value}; alike from ${row.bound}` : '–'),
  },
]
