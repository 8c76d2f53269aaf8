import { atLeastZero, number, part } from '../../part.ts'

/** An amount of one period brought to another by factors: growth, price, geography, risk. */
export const trend = part({
  name: 'trend',
  title: 'Trend',
  about: 'An amount times the factors that bring it from one period, place or case mix to another.',
  unit: 'usd',
  slots: {
    amount: number('Amount', 'What is brought forward'),
    factors: number('Factors', 'One for each step; 1 changes nothing', { list: true, ...atLeastZero }),
  },
  formula: '{amount} × {factors}',
  evaluate: ({ amount, factors }) => factors.reduce((moved, factor) => moved.times(factor), amount),
})
