import { aboveZero, number, part, ZERO } from '../../part.ts'

/** One score out of several, by weight. What has no score drops out, and its weight goes to the others. */
export const composite = part({
  name: 'composite',
  title: 'Composite score',
  about:
    'The mean of several scores by weight. A score that is not known drops out and its weight goes to the others; where none is known there is no score.',
  unit: 'share',
  slots: {
    scores: number('Scores', 'What is put together', { list: true, gaps: true }),
    weights: number('Weights', 'How much each counts, in the same order', { list: true, ...aboveZero }),
  },
  formula: 'the mean of {scores}, each by {weights}',
  evaluate: ({ scores, weights }) => {
    const counted = scores.map((score, i) => ({ score, weight: weights[i] })).filter(({ score }) => score !== null)
    const all = counted.reduce((sum, { weight }) => sum.plus(weight ?? ZERO), ZERO)
    if (all.isZero()) return null
    return counted.reduce((sum, { score, weight }) => sum.plus((score ?? ZERO).times(weight ?? ZERO)), ZERO).div(all)
  },
  says: ({ scores }) => {
    const unknown = scores.filter((score) => score === null).length
    if (scores.length === 0) return 'there is nothing to score: the model names no measures'
    if (unknown === scores.length) return 'no score is known'
    return unknown > 0 ? `${unknown} of ${scores.length} are not known and left out` : undefined
  },
})
