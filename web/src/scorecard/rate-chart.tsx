/** The rate over all payers as a large dot with its interval; each payer's small, each with its own, wider one. */
import { useEffect } from 'react'
import type { ScoredMeasure } from '../api/practice/scorecard.ts'
import { useWidth } from '../design/figures/use-width.ts'
import { percent, ratePercent } from '../design/words/format.ts'
import { usePayers } from '../design/words/payers.tsx'
import { drawRates, type RateMark } from './draw-rates.ts'

type Props = { measure: ScoredMeasure; baseline: string | null | undefined }

export function RateChart({ measure, baseline }: Props) {
  const { holder, width } = useWidth()
  const look = usePayers()
  const marks = marksOf(measure, look.color)
  const drawn = JSON.stringify(marks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawn text stands for the marks
  useEffect(() => {
    const element = holder.current
    if (!element || width === 0) return
    const target = measure.target_share === null ? undefined : Number(measure.target_share)
    const before = measure.baseline?.rate_share
    element.replaceChildren(
      drawRates(marks, { width, target, before: before == null ? undefined : Number(before), alt: inWords(measure) }),
    )
  }, [drawn, width])
  if (marks.length === 0) return <p className="quiet">No rate that could be drawn.</p>
  const hasInterval = marks.some((mark) => mark.low !== null)
  return (
    <figure className="rate-chart">
      <div ref={holder} />
      <figcaption>
        {hasInterval && 'Lines are 95% intervals: the fewer people, the wider. '}
        {measure.target_share !== null && `Dashed: target ${percent(measure.target_share, 0)}. `}
        {measure.baseline?.rate_share != null && `Hollow diamond: all payers in ${baseline ?? 'the year before'}.`}
      </figcaption>
    </figure>
  )
}

function marksOf(measure: ScoredMeasure, color: (payer: string) => string): RateMark[] {
  const of = (name: string, rate: ScoredMeasure['all'], paint: string, whole: boolean): RateMark | undefined =>
    rate.rate_share === null
      ? undefined
      : {
          name,
          rate: Number(rate.rate_share),
          low: rate.low_share === null ? null : Number(rate.low_share),
          high: rate.high_share === null ? null : Number(rate.high_share),
          counted: rate.denominator === null ? '' : `${rate.numerator} of ${rate.denominator}`,
          said: ratePercent(rate.rate_share),
          color: paint,
          whole,
        }
  const payers = measure.by_payer.map((one) => of(one.payer_name, one, color(one.payer), false))
  return [of('All payers', measure.all, '#00395e', true), ...payers].filter((mark) => mark !== undefined)
}

function inWords(measure: ScoredMeasure): string {
  const payers = measure.by_payer
    .filter((one) => one.rate_share !== null)
    .map((one) => `${one.payer_name} ${ratePercent(one.rate_share)}`)
  const target = measure.target_share === null ? '' : `, target ${percent(measure.target_share, 0)}`
  return `${measure.title}: all payers ${ratePercent(measure.all.rate_share)}${target}. ${payers.join(', ')}. The table below has every number.`
}
