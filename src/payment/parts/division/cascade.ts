import { cents } from '../../../money.ts'
import { aboveZero, atLeastZero, number, part, ZERO } from '../../part.ts'

/**
 * An amount divided among several, down from an ACO to its practices or back to the payers that gave it. Each part is
 * rounded to cents; the one that names what the others got gets the rest, so that the parts are the amount.
 */
export const cascade = part({
  name: 'cascade',
  title: 'Cascade',
  about:
    "One receiver's part of an amount, by its share of all shares, rounded to cents. The last names what the others got and gets the rest.",
  unit: 'usd',
  slots: {
    amount: number('Amount', 'What is divided'),
    share: number('Share', "This receiver's: of 1, of members, of revenue", { optional: true, ...atLeastZero }),
    of: number('All shares', 'What the shares add up to; 1 where it is empty', { optional: true, ...aboveZero }),
    others: number('What the others got', 'For the last: the parts of all the others', { optional: true, list: true }),
  },
  formula: '{amount}[ × {share}][ ÷ {of}][ less {others}]',
  evaluate: ({ amount, share: own, of, others }) => {
    if (others.length > 0) return amount.minus(others.reduce((sum, one) => sum.plus(one), ZERO))
    return own === null ? null : cents(of === null ? amount.times(own) : amount.times(own).div(of))
  },
  says: ({ share: own, others }) => {
    if (others.length > 0) return 'the rest'
    return own === null ? 'no share is named' : undefined
  },
})
