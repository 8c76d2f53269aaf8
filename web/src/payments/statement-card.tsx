/** One payer's statement: its lines, each with the formula in which the values stand. */
import { Link } from '@tanstack/react-router'
import type { Statement, StatementLine, Track } from '../api/cost/payments.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Formula } from '../design/figures/formula.tsx'
import { CameAbout, readTerms } from '../design/figures/steps.tsx'
import { Terms } from '../design/figures/terms.tsx'
import { Why } from '../design/figures/why.tsx'
import { Badge } from '../design/words/badge.tsx'
import { amount } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

type Props = {
  statement: Statement
  place: string
  period: string
  tracks: Track[]
  /** The practice, where the viewer may ask who can see the statement. */
  access: string | null
}

export function StatementCard({ statement, place, period, tracks, access }: Props) {
  const track = tracks.find((one) => one.track === statement.track)
  const id = `statement-${statement.payer}`
  const complete = statement.total_usd !== null
  return (
    <article className="card statement" id={id} aria-labelledby={`${id}-heading`}>
      <header className="statement-head">
        <div>
          <h2 id={`${id}-heading`}>{statement.payer_name}</h2>
          <p className="quiet">
            {place} · {period}
            {statement.track && <> · {track?.label ?? words(statement.track)}</>}
            {access && (
              <>
                {' · '}
                <Link
                  to="/practices/$practice_id/access"
                  params={{ practice_id: access }}
                  search={{ payer: statement.payer }}
                >
                  Who can see this
                </Link>
              </>
            )}
          </p>
        </div>
        <p className="statement-total">
          <Badge tone={complete ? 'good' : 'bad'}>{words(statement.status)}</Badge>
          {complete && <strong>{amount(statement.total_usd)}</strong>}
          <Why id={statement.explain_id} about={`${statement.payer_name} pays this`} />
        </p>
      </header>
      {!complete && statement.reason && (
        <p className="missing-note">
          <b>What is missing:</b> {sentence(statement.reason)}
        </p>
      )}
      <ol className="lines">
        {statement.lines.map((line) => (
          <Line key={line.component} line={line} payer={statement.payer_name} />
        ))}
      </ol>
    </article>
  )
}

function Line({ line, payer }: { line: StatementLine; payer: string }) {
  const terms = line.terms ?? []
  const steps = line.steps ?? []
  const read = readTerms(terms, steps)
  const missing = line.amount_usd === null ? read.filter((term) => term.value === null && !term.withheld) : []
  return (
    <li className="line">
      <div className="line-head">
        <h3>{line.label}</h3>
        <p className="line-amount">
          {line.amount_usd !== null && <span className="figure-value">{amount(line.amount_usd)}</span>}
          {line.amount_usd === null && <span className="missing">no amount yet</span>}{' '}
          <Why id={line.explain_id} about={`${line.label}, ${payer}`} />
        </p>
      </div>
      {line.formula && line.formula !== line.label && (
        <Formula
          formula={line.formula}
          terms={terms}
          result={line.amount_usd === null ? null : amount(line.amount_usd)}
        />
      )}
      {line.says && <p className="step-says">{sentence(line.says)}</p>}
      {missing.length > 0 && <p className="missing-note">Missing: {missing.map((term) => term.label).join('; ')}.</p>}
      <CameAbout about={`${line.label}, ${payer}`} steps={steps} terms={terms} />
      {read.length > 0 && (
        <details className="sources">
          <summary>
            Where each term comes from
            <span className="ds-u-visibility--screen-reader">
              {' '}
              in {line.label}, {payer}
            </span>
          </summary>
          <Terms quietCaption caption={`Terms of ${line.label}, ${payer}`} terms={read} />
        </details>
      )}
    </li>
  )
}
