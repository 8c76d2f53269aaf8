import { atLeastZero, flag, number, part, ZERO } from '../../part.ts'

/**
 * Savings or losses that are far enough from zero to be more than chance: the minimum savings rate and the minimum loss
 * rate, each a share of the benchmark. From the first dollar once reached, unless the model shares the excess only.
 */
export const minimumRate = part({
  name: 'minimum-rate',
  title: 'Minimum savings and loss rate',
  about:
    'Savings count where they are at least the minimum savings rate of the benchmark, losses where they are at least the minimum loss rate; else the result is zero. Without a minimum loss rate losses do not count.',
  unit: 'usd',
  slots: {
    savings: number('Savings or losses', 'Benchmark less expenditure; losses are negative'),
    benchmark: number('Benchmark', 'What the rates are a share of', atLeastZero),
    least_savings: number('Minimum savings rate', 'Share of the benchmark', atLeastZero),
    least_losses: number('Minimum loss rate', 'Share of the benchmark; empty in a one-sided model', {
      optional: true,
      ...atLeastZero,
    }),
    excess_only: flag('Excess only', 'Whether only what lies beyond the minimum counts', { optional: true }),
  },
  formula:
    '{savings}, where at least {least_savings}[ or, as a loss, {least_losses}] of {benchmark}; else 0[; the excess only where {excess_only}]',
  evaluate: ({ savings, benchmark, least_savings, least_losses, excess_only }) => {
    const least = benchmark.times(savings.lt(ZERO) ? (least_losses ?? ZERO) : least_savings)
    if (savings.lt(ZERO) && least_losses === null) return ZERO
    if (savings.abs().lt(least)) return ZERO
    return excess_only ? savings.minus(savings.lt(ZERO) ? least.neg() : least) : savings
  },
  says: ({ savings, benchmark, least_savings, least_losses }) => {
    if (savings.lt(ZERO) && least_losses === null) return 'losses are not shared'
    const least = benchmark.times(savings.lt(ZERO) ? (least_losses ?? ZERO) : least_savings)
    if (savings.abs().gte(least)) return undefined
    return savings.lt(ZERO)
      ? 'the losses are below the minimum loss rate'
      : 'the savings are below the minimum savings rate'
  },
})
