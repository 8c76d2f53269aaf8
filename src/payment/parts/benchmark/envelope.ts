import { number, part, ZERO } from '../../part.ts'

/** A figure that has to stay between bounds which a policy sets. It pays nothing: it says by how much they are missed. */
export const envelope = part({
  name: 'envelope',
  title: 'Policy bound',
  about:
    'How far a figure lies outside the bounds that a policy sets: zero inside, above zero over the ceiling, below zero under the floor.',
  unit: 'open',
  slots: {
    value: number('Figure', 'What the policy looks at'),
    floor: number('Floor', 'The least it may be', { optional: true }),
    ceiling: number('Ceiling', 'The most it may be', { optional: true }),
  },
  formula: 'how far {value} lies outside[ the floor {floor}][ the ceiling {ceiling}]',
  evaluate: ({ value, floor, ceiling }) => {
    if (floor && value.lt(floor)) return value.minus(floor)
    return ceiling && value.gt(ceiling) ? value.minus(ceiling) : ZERO
  },
  says: ({ value, floor, ceiling }) => {
    if (floor && value.lt(floor)) return 'below the floor'
    return ceiling && value.gt(ceiling) ? 'above the ceiling' : 'complies'
  },
})
