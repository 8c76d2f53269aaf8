import { exact } from '../../money.ts'
import { code, number, part, share } from '../part.ts'

/** The value at a percentile of peers, in a straight line between the two it falls among, as PERCENTILE.INC does. */
export const peerPercentile = part({
  name: 'peer-percentile',
  title: 'Percentile of peers',
  about:
    'The value at a percentile of all peers, in a straight line between the two that it falls among, as spreadsheets do (PERCENTILE.INC).',
  unit: 'open',
  slots: {
    value: number('Value', 'What each peer has'),
    at: number('Percentile', 'From 0, the least, to 1, the largest', share),
    stratum: code('Stratum', 'Peers are those of the same stratum, such as a region; all where it is empty', {
      optional: true,
    }),
  },
  formula: 'the percentile {at} of {value} among peers[ in {stratum}]',
  peers: true,
  evaluate: ({ at }, peers) => {
    const place = at.times(Math.max(peers.length - 1, 0))
    const below = peers[place.floor().toNumber()]
    const above = peers[place.ceil().toNumber()]
    if (!below || !above) return null
    return below.plus(above.minus(below).times(place.minus(exact(place.floor()))))
  },
  says: (_, peers) => (peers.length === 0 ? 'there are no peers' : `of ${peers.length}, its own value among them`),
})
