import { type Exact, exact } from '../../../money.ts'
import { code, flag, number, ONE, part } from '../../part.ts'

/** Where a value stands among its peers, its own included. Ties share their place. */
export const peerRank = part({
  name: 'peer-rank',
  title: 'Rank among peers',
  about:
    'The share of peers that a value is better than, from 0 to 1; those with the same value count half, and so does its own. Who has no peers has no rank.',
  unit: 'share',
  slots: {
    value: number('Value', 'What is compared'),
    stratum: code('Stratum', 'Peers are those of the same stratum, such as a region; all where it is empty', {
      optional: true,
    }),
    lower_is_better: flag('Lower is better', 'Whether the lower value is the better one', { optional: true }),
  },
  formula:
    'the share of peers[ in {stratum}] that {value} is better than, ties half[; the lower the better: {lower_is_better}]',
  peers: true,
  evaluate: ({ value, lower_is_better }, peers) => {
    if (peers.length < 2) return null
    const below = placesBelow(peers, value)
    const same = placesBelow(peers, value, true) - below
    const rank = exact(below).plus(exact(same).div(2)).div(peers.length)
    return lower_is_better ? ONE.minus(rank) : rank
  },
  says: (_, peers) => (peers.length < 2 ? 'there are no peers' : `of ${peers.length}, its own value among them`),
})

/** How many of the sorted peers are below a value, or with `orSame` not above it. */
function placesBelow(peers: readonly Exact[], value: Exact, orSame = false): number {
  let [low, high] = [0, peers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = peers[middle]
    if (one && (orSame ? one.lte(value) : one.lt(value))) low = middle + 1
    else high = middle
  }
  return low
}
