import { Exact } from '../../../money.ts'
import { atLeastZero, number, part, share, ZERO } from '../../part.ts'

/** Savings or losses shared band by band, as a marginal tax is: what lies in a band is shared at that band's rate. */
export const corridor = part({
  name: 'corridor',
  title: 'Risk corridor',
  about:
    'Savings or losses divided into bands of the benchmark. What lies in each band is shared at the rate of the band; what lies beyond the last end has the last rate. Losses are shared as savings are.',
  unit: 'usd',
  slots: {
    amount: number('Savings or losses', 'What is divided; losses are negative'),
    benchmark: number('Benchmark', 'What the bands are a share of', atLeastZero),
    ends: number('Upper ends', 'Where each band ends, as a share of the benchmark, in rising order', {
      list: true,
      ...atLeastZero,
    }),
    rates: number('Rates', "The provider's share in each band; one more than there are ends", { list: true, ...share }),
  },
  formula: 'of {amount}, in bands up to {ends} of {benchmark} and beyond: {rates}',
  evaluate: ({ amount, benchmark, ends, rates }) => {
    if (rates.length !== ends.length + 1 || !areRising(ends)) return null
    const kept = bandsOf(amount.abs(), benchmark, ends).reduce(
      (sum, band, i) => sum.plus(band.times(rates[i] ?? ZERO)),
      ZERO,
    )
    return amount.lt(ZERO) ? kept.neg() : kept
  },
  says: ({ amount, benchmark, ends, rates }) => {
    if (!areRising(ends)) return 'the bands are out of order'
    if (rates.length !== ends.length + 1) return `${ends.length} ends and ${rates.length} rates`
    const reached = bandsOf(amount.abs(), benchmark, ends).filter((band) => band.gt(ZERO)).length
    return reached > 1 ? `reaches into band ${reached} of ${rates.length}` : undefined
  },
})

const areRising = (ends: readonly Exact[]): boolean => ends.every((end, i) => i === 0 || end.gt(ends[i - 1] ?? end))

/** What of an amount lies in each band; the last has no end. */
function bandsOf(amount: Exact, benchmark: Exact, ends: readonly Exact[]): Exact[] {
  const starts = [ZERO, ...ends.map((end) => end.times(benchmark))]
  return starts.map((start, i) => {
    const end = starts[i + 1]
    return Exact.max(ZERO, (end ? Exact.min(amount, end) : amount).minus(start))
  })
}
