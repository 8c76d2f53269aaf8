import { atLeastZero, number, part, ZERO } from '../../part.ts'

/** A budget set in advance: base revenue, moved by factors, and what is added once. */
export const budget = part({
  name: 'budget',
  title: 'Budget',
  about:
    'Base revenue times its factors, then plus what is added or taken away. What is added is not multiplied, so it does not grow from year to year.',
  unit: 'usd',
  slots: {
    base: number('Base revenue', 'What the budget starts from', atLeastZero),
    times: number('Factors', 'Price, population, market share; 1 changes nothing', {
      optional: true,
      list: true,
      ...atLeastZero,
    }),
    plus: number('Additions', 'Amounts added, or taken away where negative', { optional: true, list: true }),
  },
  formula: '{base}[ × {times}][, plus {plus}]',
  evaluate: ({ base, times, plus }) =>
    plus.reduce(
      (sum, one) => sum.plus(one),
      times.reduce((product, factor) => product.times(factor), base),
    ),
  says: ({ base }) => (base.eq(ZERO) ? 'there is no base revenue' : undefined),
})
