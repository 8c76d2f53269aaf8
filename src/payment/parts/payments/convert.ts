import { atLeastZero, number, ONE, part, share, ZERO } from '../../part.ts'

/** Fee for service turned into a payment ahead: part of what was paid by claim before, for every member and month. */
export const convert = part({
  name: 'convert',
  title: 'Fee for service converted',
  about:
    'A fraction of what claims paid per member and month before, paid ahead, more by an uplift and times what adjusts it. Claims are then paid at the rest: fee-for-service with one less the fraction.',
  unit: 'usd',
  slots: {
    history: number('Paid on claims before', 'Per member and month, for the services that are converted', atLeastZero),
    fraction: number('Fraction converted', 'From 0 to 1', share),
    months: number('Member months', 'Members, each for every month', atLeastZero),
    uplift: number('Uplift', 'By how much it is raised, as a share', { optional: true }),
    times: number('Factors', 'What adjusts it: risk, leakage', { optional: true, list: true }),
  },
  formula: '{history} × {fraction}[ × (1 + {uplift})] × {months}[ × {times}]',
  evaluate: ({ history, fraction, months, uplift, times }) =>
    times.reduce(
      (product, factor) => product.times(factor),
      history
        .times(fraction)
        .times(ONE.plus(uplift ?? ZERO))
        .times(months),
    ),
})
