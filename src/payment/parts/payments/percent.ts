import { Exact } from '../../../money.ts'
import { number, part } from '../../part.ts'

/** A stream of payments raised or lowered by a percentage that performance sets. */
export const percent = part({
  name: 'percent',
  title: 'Percentage adjustment',
  about:
    'A share of what is paid, added to it or taken from it, held between the least and the largest that there may be.',
  unit: 'usd',
  slots: {
    of: number('Adjusted payments', 'What the percentage is of'),
    percent: number('Percentage', 'As a share; below zero it lowers'),
    least: number('Least', 'The least that the percentage may be', { optional: true }),
    most: number('Largest', 'The most that it may be', { optional: true }),
  },
  formula: '{of} × {percent}[, at least {least}][, at most {most}]',
  evaluate: ({ of, percent, least, most }) => of.times(held(percent, least, most)),
  says: ({ percent, least, most }) =>
    held(percent, least, most).eq(percent)
      ? undefined
      : percent.gt(held(percent, least, most))
        ? 'the largest percentage holds'
        : 'the least percentage holds',
})

function held(percent: Exact, least: Exact | null, most: Exact | null): Exact {
  const capped = most ? Exact.min(percent, most) : percent
  return least ? Exact.max(capped, least) : capped
}
