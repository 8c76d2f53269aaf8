import { number, ONE, part, share, ZERO } from '../../part.ts'

/** A share of an amount is held back, and comes free as far as a score, a count of targets or a yes lets it. */
export const withhold = part({
  name: 'withhold',
  title: 'Withhold',
  about:
    'What is paid of an amount of which a share is held back: the rest at once, and of what was held back the part that is released. What is not released is lost.',
  unit: 'usd',
  slots: {
    amount: number('Amount', 'Of which a share is held back'),
    withheld: number('Share held back', 'From 0 to 1', share),
    released: number('Part released', 'Of what was held back, from 0 to 1; nothing yet where it is empty', {
      optional: true,
      ...share,
    }),
  },
  formula: '{amount} less {withheld} of it[, of which {released} is released]',
  evaluate: ({ amount, withheld, released }) => amount.minus(amount.times(withheld).times(ONE.minus(released ?? ZERO))),
  says: ({ released }) =>
    released === null
      ? 'nothing is released yet'
      : released.eq(ONE)
        ? 'all of what was held back is released'
        : released.isZero()
          ? 'what was held back is lost'
          : undefined,
})
