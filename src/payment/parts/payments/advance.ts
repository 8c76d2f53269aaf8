import { Exact } from '../../../money.ts'
import { atLeastZero, number, part, ZERO } from '../../part.ts'

/** Paid ahead and taken back from what is earned, never more than that; the rest is carried on. */
export const advance = part({
  name: 'advance',
  title: 'Advance recouped',
  about:
    'What is taken back of an advance: as much as was earned, at most what is still owed. Where nothing was earned nothing is taken back; what is left is owed on.',
  unit: 'usd',
  slots: {
    earned: number('Earned', 'What it is taken back from; a loss is no earning'),
    owed: number('Still owed', 'The advance less what was taken back before', atLeastZero),
  },
  formula: 'the lesser of {owed} and {earned}, not below 0',
  evaluate: ({ earned, owed }) => Exact.min(Exact.max(earned, ZERO), owed),
  says: ({ earned, owed }) =>
    owed.isZero()
      ? 'nothing is owed'
      : earned.gte(owed)
        ? 'the advance is repaid'
        : earned.lte(ZERO)
          ? 'nothing was earned to take it from; the advance is owed on'
          : 'all that was earned is taken; the rest is owed on',
})
