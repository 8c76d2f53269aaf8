import { Exact } from '../../../money.ts'
import { atLeastZero, number, part, share, ZERO } from '../../part.ts'

/** What somebody else bears of a cost beyond an attachment point: a payer, a pool, a reinsurer. */
export const stopLoss = part({
  name: 'stop-loss',
  title: 'Stop-loss',
  about:
    'Of a cost, what lies beyond the attachment point, by the share that is taken over, at most a limit. Below the attachment point nothing is.',
  unit: 'usd',
  slots: {
    cost: number('Cost', 'Of a person or of all'),
    attachment: number('Attachment point', 'Where somebody else begins to bear it', atLeastZero),
    rate: number('Share taken over', 'Of what lies beyond', share),
    limit: number('Limit', 'The most that is taken over', { optional: true, ...atLeastZero }),
  },
  formula: '({cost} − {attachment}) × {rate}, where above 0[, at most {limit}]',
  evaluate: ({ cost, attachment, rate, limit }) => {
    const over = Exact.max(ZERO, cost.minus(attachment)).times(rate)
    return limit ? Exact.min(over, limit) : over
  },
  says: ({ cost, attachment, rate, limit }) => {
    if (cost.lte(attachment)) return 'the attachment point is not reached'
    return limit && cost.minus(attachment).times(rate).gt(limit) ? 'the limit holds' : undefined
  },
})
