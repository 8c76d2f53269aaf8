import { Exact } from '../../../money.ts'
import { aboveZero, atLeastZero, number, ONE, part, ZERO } from '../../part.ts'

/**
 * Growth of a risk score held between bounds, so that better coding alone does not raise a benchmark. What demographics
 * explain widens the bounds where a model allows for it.
 */
export const riskCap = part({
  name: 'risk-cap',
  title: 'Risk score cap',
  about:
    'The growth of a risk score since a reference year, held between a cap and a floor; growth that demographics explain is allowed on top.',
  unit: 'factor',
  slots: {
    score: number('Risk score', 'Of the period', atLeastZero),
    reference: number('Reference score', 'Of the reference year', aboveZero),
    most_up: number('Cap', 'The most that the score may grow, as a share', { optional: true, ...atLeastZero }),
    most_down: number('Floor', 'The most that it may fall, as a share', { optional: true, ...atLeastZero }),
    explained: number('Growth explained by demographics', 'As a share, added to cap and floor alike', {
      optional: true,
    }),
  },
  formula:
    '{score}, grown since {reference}[ by at most {most_up}][, fallen by at most {most_down}][, after {explained}]',
  evaluate: (given) => given.reference.times(held(given)),
  says: (given) => {
    const growth = given.score.div(given.reference)
    if (growth.eq(held(given))) return undefined
    return growth.gt(held(given)) ? 'the cap holds' : 'the floor holds'
  },
})

type Scores = {
  score: Exact
  reference: Exact
  most_up: Exact | null
  most_down: Exact | null
  explained: Exact | null
}

function held({ score, reference, most_up, most_down, explained }: Scores): Exact {
  const explainedBy = ONE.plus(explained ?? ZERO)
  const growth = score.div(reference)
  const least = most_down ? Exact.max(growth, explainedBy.minus(most_down)) : growth
  return most_up ? Exact.min(least, explainedBy.plus(most_up)) : least
}
