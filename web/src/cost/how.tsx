/** How the figures of a page were computed: each rule in its own words, with its sources. */
import type { How as Rule } from '../api/cost/cost.ts'
import { SourceList } from './source-list.tsx'

export function How({ rules }: { rules: Rule[] }) {
  return (
    <section className="card" aria-labelledby="how">
      <h2 id="how">How was this computed?</h2>
      <p className="quiet">
        “why?” beside a figure opens its working. These are the rules behind them; a region may have its own in their
        place.
      </p>
      {rules.map((rule) => (
        <details key={rule.rule} className="how-rule">
          <summary>{rule.title}</summary>
          <p>{rule.about}</p>
          <SourceList sources={rule.sources} />
          <p className="quiet">
            Rule <code>{rule.rule}</code>
          </p>
        </details>
      ))}
    </section>
  )
}
