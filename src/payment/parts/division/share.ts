import { Exact } from '../../../money.ts'
import { atLeastZero, number, ONE, part, ZERO } from '../../part.ts'

/** Savings and losses divided between payer and provider, up to a limit on either side. */
export const share = part({
  name: 'share',
  title: 'Shared savings and losses',
  about:
    'The provider gets its share of savings, at most the savings limit, and bears its share of losses, at most the loss limit. The payer has the rest. Without a loss rate the provider bears none.',
  unit: 'usd',
  slots: {
    amount: number('Savings or losses', 'What is divided; losses are negative'),
    savings_rate: number('Sharing rate', "The provider's share of savings", atLeastZero),
    loss_rate: number('Loss rate', "The provider's share of losses; empty in a one-sided model", {
      optional: true,
      ...atLeastZero,
    }),
    savings_limit: number('Savings limit', 'The most that the provider gets', { optional: true, ...atLeastZero }),
    loss_limit: number('Loss limit', 'The most that the provider bears', { optional: true, ...atLeastZero }),
    times: number('Factor', 'What the share of savings is cut by before the limit, such as sequestration', {
      optional: true,
      ...atLeastZero,
    }),
  },
  formula:
    '{amount} × {savings_rate}[ × {times}][, at most {savings_limit}]; of a loss {amount}[ × {loss_rate}][, at most {loss_limit}]',
  evaluate: ({ amount, savings_rate, loss_rate, savings_limit, loss_limit, times }) => {
    if (amount.gte(ZERO)) {
      const earned = amount.times(savings_rate).times(times ?? ONE)
      return savings_limit ? Exact.min(earned, savings_limit) : earned
    }
    if (loss_rate === null) return ZERO
    const borne = amount.times(loss_rate)
    return loss_limit ? Exact.max(borne, loss_limit.neg()) : borne
  },
  says: ({ amount, savings_rate, loss_rate, savings_limit, loss_limit, times }) => {
    if (
      amount.gt(ZERO) &&
      savings_limit &&
      amount
        .times(savings_rate)
        .times(times ?? ONE)
        .gt(savings_limit)
    )
      return 'the savings limit holds'
    if (amount.lt(ZERO) && loss_rate === null) return 'losses are not shared'
    if (
      amount.lt(ZERO) &&
      loss_limit &&
      amount
        .times(loss_rate ?? ZERO)
        .abs()
        .gt(loss_limit)
    )
      return 'the loss limit holds'
    return undefined
  },
})
