/** How the figures of a page were computed: each rule in its own words, with its sources. */
import type { How as Rule } from '../api/cost/cost.ts'

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
          <ul>
            {rule.sources.map((source) => (
              <li key={source.title}>
                {source.url ? (
                  <a href={source.url} rel="noreferrer">
                    {source.title}
                  </a>
                ) : (
                  source.title
                )}
                , {source.by}
                {source.published && `, ${source.published}`}
                {source.says && `: ${source.says}`}
              </li>
            ))}
          </ul>
          <p className="quiet">
            Rule <code>{rule.rule}</code>
          </p>
        </details>
      ))}
    </section>
  )
}
