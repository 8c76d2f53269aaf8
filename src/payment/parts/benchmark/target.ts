import { number, ONE, part, share } from '../../part.ts'

/** A benchmark less the discount that the payer keeps whatever comes. */
export const target = part({
  name: 'target',
  title: 'Target',
  about: 'The benchmark less a discount: what has to be saved before there is anything to share.',
  unit: 'usd',
  slots: {
    benchmark: number('Benchmark', 'What the care was expected to cost'),
    discount: number('Discount', 'Share of the benchmark that the payer keeps', share),
  },
  formula: '{benchmark} × (1 − {discount})',
  evaluate: ({ benchmark, discount }) => benchmark.times(ONE.minus(discount)),
})
