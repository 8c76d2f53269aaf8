import { code, number, part, share } from '../../part.ts'

/** The value at a percentile of peers, in a straight line between the two it falls among, as PERCENTILE.INC does. */
export const peerPercentile = part({
  name: 'peer-percentile',
  title: 'Percentile of peers',
  about:
    'The value at a percentile of all peers, in a straight line between the two that it falls among, as spreadsheets do (PERCENTILE.INC). One alone has no percentiles.',
  unit: 'open',
  slots: {
    value: number('Value', 'What each peer has'),
    at: number('Percentile', 'From 0, the least, to 1, the largest', share),
    stratum: code('Stratum', 'Peers are those of the same stratum, such as a region; all where it is empty', {
      optional: true,
    }),
  },
  formula: '{value} at {at} of peers[ in {stratum}]',
  peers: true,
  evaluate: ({ at }, peers) => {
    if (peers.length < 2) return null
    const place = at.times(peers.length - 1)
    const below = peers[place.floor().toNumber()]
    const above = peers[place.ceil().toNumber()]
    if (!below || !above) return null
    return below.plus(above.minus(below).times(place.minus(place.floor())))
  },
  says: (_, peers) => (peers.length < 2 ? 'there are no peers' : `of ${peers.length}, its own value among them`),
})
