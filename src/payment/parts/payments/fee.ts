import { atLeastZero, number, ONE, part } from '../../part.ts'

/** An amount for every service, event or person; a score may scale it. */
export const fee = part({
  name: 'fee',
  title: 'Fee',
  about: 'An amount for each service, visit, event or person, times a score or factor where it is scaled by one.',
  unit: 'usd',
  slots: {
    amount: number('Amount', 'What is paid for one'),
    count: number('How many', 'Services, visits, events or people', atLeastZero),
    score: number('Score or factor', 'What it is scaled by', { optional: true }),
  },
  formula: '{amount} × {count}[ × {score}]',
  evaluate: ({ amount, count, score }) => amount.times(count).times(score ?? ONE),
})
