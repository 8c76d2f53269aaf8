import { atLeastZero, number, part } from '../../part.ts'

/** An amount per member and month, more or less by factors: risk, social risk, leakage. */
export const pmpm = part({
  name: 'pmpm',
  title: 'Payment per member per month',
  about: 'An amount for every member and month, times the factors that adjust it. It does not depend on visits.',
  unit: 'usd',
  slots: {
    rate: number('Amount per member per month', 'What is paid for a member and month'),
    months: number('Member months', 'Members, each for every month', atLeastZero),
    times: number('Factors', 'What adjusts it: risk, social risk, leakage', { optional: true, list: true }),
  },
  formula: '{rate} × {months}[ × {times}]',
  evaluate: ({ rate, months, times }) => times.reduce((product, factor) => product.times(factor), rate.times(months)),
})
