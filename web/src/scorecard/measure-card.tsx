/** One measure: the rate in words, the picture, and the same numbers as a table. */
import type { ScoredMeasure } from '../api/practice/scorecard.ts'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Why } from '../design/figures/why.tsx'
import { Badge } from '../design/words/badge.tsx'
import { percent, ratePercent } from '../design/words/format.ts'
import { RateChart } from './rate-chart.tsx'
import { RateTable } from './rate-table.tsx'
import { verdict } from './verdict.ts'

type Props = { measure: ScoredMeasure; period: string; baseline: string | null | undefined }

export function MeasureCard({ measure, period, baseline }: Props) {
  const { all } = measure
  const id = `measure-${measure.measure}`
  const stands = verdict(measure)
  const back = heldBack(all.withheld, 'rate_share')
  return (
    <article className="card measure-card" aria-labelledby={id}>
      <header className="measure-head">
        <div>
          <h2 id={id}>{measure.title}</h2>
          {measure.about && <p className="quiet">{measure.about}</p>}
          <p className="measure-marks">
            <Badge tone="quiet">Unaudited</Badge>
            {stands && <Badge tone={stands.tone}>{stands.words}</Badge>}
          </p>
        </div>
        <dl className="measure-numbers">
          <div className="measure-main">
            <dt>All payers, {period}</dt>
            <dd>
              {back ? <Withheld because={back.because} /> : ratePercent(all.rate_share)}{' '}
              <Why id={all.explain_id} about={`${measure.title}, all payers`} />
            </dd>
          </div>
          <div>
            <dt>Target</dt>
            <dd>{measure.target_share === null ? 'none set' : percent(measure.target_share, 0)}</dd>
          </div>
          {measure.baseline && (
            <div>
              <dt>{baseline ?? 'Year before'}</dt>
              <dd>
                {heldBack(measure.baseline.withheld, 'rate_share') ? (
                  <Withheld />
                ) : (
                  ratePercent(measure.baseline.rate_share)
                )}
              </dd>
            </div>
          )}
        </dl>
      </header>
      <RateChart measure={measure} baseline={baseline} />
      <details className="numbers" open={measure.by_payer.length <= 1}>
        <summary>The numbers</summary>
        <RateTable measure={measure} baseline={baseline} />
      </details>
      <WithheldNote held={[all.withheld, ...measure.by_payer.map((one) => one.withheld)]} />
    </article>
  )
}
