import { number, part, share } from '../../part.ts'

/** A score earns its part of the largest amount. Upside only: the least is nothing. */
export const incentive = part({
  name: 'incentive',
  title: 'Incentive',
  about: 'The largest amount times the score. A score of 1 earns all of it; no score takes money away.',
  unit: 'usd',
  slots: {
    base: number('Base', 'What the share is taken of'),
    largest: number('Largest share of base', 'The share that a full score earns'),
    score: number('Score', 'From 0 to 1', share),
  },
  formula: '{base} × {largest} × {score}',
  evaluate: ({ base, largest, score }) => base.times(largest).times(score),
})
