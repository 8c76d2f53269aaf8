import { Exact } from '../../../money.ts'
import { atLeastZero, number, part, share, ZERO } from '../../part.ts'

/**
 * The average cost of an accountable provider's episodes against two thresholds. Below the commendable one it shares
 * gains, above the acceptable one losses, and between the two nothing is paid.
 */
export const episode = part({
  name: 'episode',
  title: 'Episode of care',
  about:
    'The average cost of episodes: below the commendable threshold the provider gets its share of the difference for each episode, counted down to a floor at most; above the acceptable one it bears its share of the excess.',
  unit: 'usd',
  slots: {
    average: number('Average cost', 'Risk-adjusted, of the episodes that count', atLeastZero),
    episodes: number('Episodes', 'How many count', atLeastZero),
    commendable: number('Commendable threshold', 'Below it gains are shared', atLeastZero),
    acceptable: number('Acceptable threshold', 'Above it losses are shared', atLeastZero),
    floor: number('Gain-sharing limit', 'Savings below it are not shared, so that care is not withheld', {
      optional: true,
      ...atLeastZero,
    }),
    gain_rate: number('Share of gains', "The provider's", share),
    loss_rate: number('Share of losses', "The provider's", share),
  },
  formula:
    '({commendable} − {average}[, no less than {floor}]) × {gain_rate} × {episodes}; above {acceptable}: ({acceptable} − {average}) × {loss_rate} × {episodes}; else 0',
  evaluate: ({ average, episodes, commendable, acceptable, floor, gain_rate, loss_rate }) => {
    if (average.gt(acceptable)) return acceptable.minus(average).times(loss_rate).times(episodes)
    const counted = floor ? Exact.max(average, floor) : average
    return Exact.max(ZERO, commendable.minus(counted)).times(gain_rate).times(episodes)
  },
  says: ({ average, commendable, acceptable, floor }) => {
    if (average.gt(acceptable)) return 'above the acceptable threshold'
    if (average.gte(commendable)) return 'between the thresholds'
    return floor && average.lt(floor) ? 'commendable; the gain-sharing limit holds' : 'commendable'
  },
})
