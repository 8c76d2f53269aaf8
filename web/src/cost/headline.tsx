/** In one figure for each line of business: cost per member and month, what it comes to, and how it changed. */
import type { CostDriver, Spending } from '../api/cost/cost.ts'
import { Figure } from '../design/figures/figure.tsx'
import { Why } from '../design/figures/why.tsx'
import { Badge, type Tone } from '../design/words/badge.tsx'
import { amount, month, percent } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { money, signed, tenth } from './signs.ts'

type Props = { spending: Spending[]; drivers: CostDriver[]; period: string; baseline: string }

export function Headlines({ spending, drivers, period, baseline }: Props) {
  const now = spending.filter((row) => row.period === period && row.line_of_business !== 'all')
  return (
    <section aria-labelledby="headline" className="cost-headlines">
      <h2 id="headline" className="ds-u-visibility--screen-reader">
        Cost per member and month
      </h2>
      {now.map((row) => {
        const before = spending.find(
          (one) => one.period === baseline && one.payer === row.payer && one.line_of_business === row.line_of_business,
        )
        const moved = drivers.find(
          (one) =>
            one.payer === row.payer && one.line_of_business === row.line_of_business && one.practice_id === 'all',
        )
        return <Headline key={`${row.payer} ${row.line_of_business}`} row={row} before={before} moved={moved} />
      })}
    </section>
  )
}

export const COMPLETE: Record<string, { words: string; tone: Tone }> = {
  complete: { words: 'Complete', tone: 'good' },
  partly: { words: 'Partly in', tone: 'note' },
  'too-early': { words: 'Too early', tone: 'bad' },
  unknown: { words: 'Not known how complete', tone: 'quiet' },
}

type One = { row: Spending; before: Spending | undefined; moved: CostDriver | undefined }

function Headline({ row, before, moved }: One) {
  const state = COMPLETE[row.completeness ?? 'unknown'] ?? { words: 'Not known how complete', tone: 'quiet' as const }
  return (
    <article className="card cost-headline">
      <h3>
        {row.payer_name}, {words(row.line_of_business).toLowerCase()}
      </h3>
      <p className="cost-main">
        <Figure
          value={amount(row.total_pmpm_usd)}
          about={`cost per member and month, ${row.payer_name}`}
          explain={row.explain_id}
          held={row.withheld}
          field="total_pmpm_usd"
        />
      </p>
      <p className="quiet">per member and month (PMPM) in {row.period}, paid so far</p>
      <dl className="cost-parts">
        <div>
          <dt>{before?.period ?? 'The year before'}</dt>
          <dd>{amount(before?.total_pmpm_usd)}</dd>
        </div>
        <div>
          <dt>Change of claims</dt>
          <dd>{moved?.change_usd ? signed(moved.change_usd, money) : '–'}</dd>
        </div>
        <div>
          <dt>Growth per person, after truncation</dt>
          <dd>
            {signed(row.growth, tenth)}
            {row.low_share !== null && (
              <span className="cost-interval">
                {' '}
                ({signed(row.low_share, tenth)} to {signed(row.high_share, tenth)})
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>Claims when all are paid</dt>
          <dd>
            {amount(row.completed_pmpm_usd)} <Why id={row.completed_explain_id} about="what claims will come to" />
          </dd>
        </div>
        <div>
          <dt>95% interval of that</dt>
          <dd>{row.low_pmpm_usd === null ? '–' : `${amount(row.low_pmpm_usd)} to ${amount(row.high_pmpm_usd)}`}</dd>
        </div>
      </dl>
      <p>
        <Badge tone={state.tone}>{state.words}</Badge>{' '}
        <span className="quiet">
          {row.paid_share !== null && `${percent(row.paid_share)} of claims paid`}
          {row.paid_through && `, payments through ${month(row.paid_through)}`}
        </span>
      </p>
    </article>
  )
}
