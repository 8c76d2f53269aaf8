import { number, ONE, part } from '../../part.ts'
import { between } from './attainment.ts'

/** The part of the gap between a provider's own baseline and the target that was closed. */
export const improvement = part({
  name: 'improvement',
  title: 'Improvement',
  about:
    'The part of the gap between the own baseline and the target that was closed, from 0 to 1. Who began at the target or beyond has no gap: improvement is then full while the target is kept.',
  unit: 'share',
  slots: {
    rate: number('Rate', 'The rate of the period'),
    baseline: number('Baseline rate', 'The own rate of the baseline period'),
    target: number('Target', 'Where the gap is closed'),
  },
  formula: '({rate} − {baseline}) ÷ ({target} − {baseline}), from 0 to 1',
  evaluate: ({ rate, baseline, target }) =>
    target.eq(baseline) ? ONE : between(rate.minus(baseline).div(target.minus(baseline))),
})
