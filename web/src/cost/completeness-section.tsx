/** Which months are complete: a grid of marks, each with its word. */
import type { Completeness } from '../api/cost/cost.ts'
import { COST_PATH } from '../api/queries.ts'
import { Download } from '../design/tables/download.tsx'
import { month } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { COMPLETE } from './headline.tsx'

export function CompletenessSection({ rows }: { rows: Completeness[] }) {
  if (rows.length === 0) return null
  const lines = new Map<string, Completeness[]>()
  for (const row of rows) {
    const name =
      row.payer === 'all' ? row.payer_name : `${row.payer_name}, ${words(row.line_of_business).toLowerCase()}`
    lines.set(name, [...(lines.get(name) ?? []), row])
  }
  return (
    <section className="card" aria-labelledby="completeness">
      <div className="section-head">
        <h2 id="completeness">How complete the months are</h2>
        <Download path={`${COST_PATH}?table=completeness`} about="completeness of months" />
      </div>
      <p className="quiet">Claims come in late. Of a month that is not complete every figure is too low.</p>
      {[...lines].map(([name, own]) => (
        <div key={name} className="months-line">
          <h3>{name}</h3>
          <ol className="month-marks">
            {own.map((row) => (
              <li key={row.year_month} className={`month-mark mark-${row.completeness}`}>
                <span aria-hidden="true">{SHORT[row.completeness] ?? '?'}</span>
                <span className="ds-u-visibility--screen-reader">
                  {month(row.year_month)}: {COMPLETE[row.completeness]?.words ?? words(row.completeness)}
                </span>
              </li>
            ))}
          </ol>
          <p className="quiet">
            {month(own[0]?.year_month)} to {month(own.at(-1)?.year_month)}: {inWords(own)}
          </p>
        </div>
      ))}
    </section>
  )
}

const SHORT: Record<string, string> = { complete: '●', partly: '◔', 'too-early': '○', unknown: '?' }

function inWords(own: Completeness[]): string {
  const counts = Object.entries(COMPLETE).flatMap(([key, { words: said }]) => {
    const some = own.filter((row) => row.completeness === key).length
    return some > 0 ? [`${SHORT[key] ?? ''} ${some} ${said.toLowerCase()}`] : []
  })
  return counts.join(', ')
}
