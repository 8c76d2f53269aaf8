import { atLeastZero, number, part, ZERO } from '../../part.ts'

/** What the base years cost, each by its weight. A year that is not known cannot be left out: there is no baseline. */
export const baseline = part({
  name: 'baseline',
  title: 'Baseline',
  about: 'The mean of base years by weight. Where a year is not known there is no baseline.',
  unit: 'usd',
  slots: {
    years: number('Base years', 'What each base year was worth, in order', { list: true }),
    weights: number('Weights', 'How much each year counts, in the same order', { list: true, ...atLeastZero }),
  },
  formula: 'the mean of {years}, each by {weights}',
  evaluate: ({ years, weights }) => {
    const all = weights.reduce((sum, weight) => sum.plus(weight), ZERO)
    if (all.isZero() || years.length !== weights.length) return null
    return years.reduce((sum, year, i) => sum.plus(year.times(weights[i] ?? ZERO)), ZERO).div(all)
  },
  says: ({ years, weights }) =>
    years.length === weights.length ? undefined : `${years.length} years and ${weights.length} weights`,
})
