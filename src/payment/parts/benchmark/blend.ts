import type { Exact } from '../../../money.ts'
import { atLeastZero, number, part, share } from '../../part.ts'

/** An own figure drawn toward a regional one, by a weight, and no further than a limit on either side. */
export const blend = part({
  name: 'blend',
  title: 'Blend',
  about:
    'The own figure, moved toward the regional one by its weight. The move is at most the upper limit, and down at most the lower one.',
  unit: 'usd',
  slots: {
    own: number('Own figure', 'Historical, or its own'),
    regional: number('Regional figure', 'What it is drawn toward'),
    weight: number('Weight of the regional figure', 'From 0, none, to 1, all', share),
    most_up: number('Upper limit', 'The most that the move may add', { optional: true, ...atLeastZero }),
    most_down: number('Lower limit', 'The most that the move may take away', { optional: true, ...atLeastZero }),
  },
  formula: '{own} + ({regional} − {own}) × {weight}[, up at most {most_up}][, down at most {most_down}]',
  evaluate: (given) => given.own.plus(held(given, moved(given))),
  says: (given) => {
    const move = moved(given)
    if (held(given, move).eq(move)) return undefined
    return move.gt(0) ? 'the upper limit holds' : 'the lower limit holds'
  },
})

type Limits = { most_up: Exact | null; most_down: Exact | null }

const moved = ({ own, regional, weight }: { own: Exact; regional: Exact; weight: Exact }): Exact =>
  regional.minus(own).times(weight)

const held = ({ most_up, most_down }: Limits, move: Exact): Exact => {
  if (most_up && move.gt(most_up)) return most_up
  return most_down && move.lt(most_down.neg()) ? most_down.neg() : move
}
