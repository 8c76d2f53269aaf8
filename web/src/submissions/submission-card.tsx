/** All that one sender sent: what became of its records, what was found, and each delivery on its own. */
import type { Submission } from '../api/received/submissions.ts'
import { count, day } from '../design/words/format.ts'
import { plural } from '../design/words/words.ts'
import { Deliveries } from './deliveries.tsx'
import { Findings } from './findings.tsx'
import { OutcomeBar } from './outcome-bar.tsx'
import { sumOf } from './outcomes.ts'
import { harm } from './owed/owed.tsx'

export function SubmissionCard({ deliveries }: { deliveries: Submission[] }) {
  const [first] = deliveries
  if (!first) return null
  const id = `submissions-${first.payer}`
  const findings = deliveries
    .flatMap((one) => one.findings ?? [])
    .toSorted((a, b) => harm(a.severity) - harm(b.severity))
  const newest = deliveries
    .map((one) => one.received_at ?? '')
    .sort()
    .at(-1)
  const layouts = [...new Set(deliveries.map((one) => one.layout).filter(Boolean))]
  return (
    <article className="card" aria-labelledby={id}>
      <header className="submission-head">
        <h2 id={id}>{first.payer_name}</h2>
        <p className="quiet">
          {deliveries.length} {plural(deliveries.length, 'delivery', 'deliveries')}
          {newest && <> · last received {day(newest)}</>}
          {layouts.length > 0 && <> · {layouts.join(', ')}</>}
        </p>
      </header>
      <OutcomeBar outcomes={sumOf(deliveries)} />
      <Deliveries deliveries={deliveries} />
      {findings.length > 0 && (
        <details>
          <summary>
            {count(findings.length)} {plural(findings.length, 'finding')} over all of them
            <span className="ds-u-visibility--screen-reader">, {first.payer_name}</span>
          </summary>
          <Findings findings={findings} payer={first.payer_name} />
        </details>
      )}
    </article>
  )
}
