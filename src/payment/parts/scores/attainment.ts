import { number, ONE, part, ZERO } from '../../part.ts'

/** How far a rate has come from where credit begins to where it is full. */
export const attainment = part({
  name: 'attainment',
  title: 'Attainment',
  about:
    'The way from the floor to the target, from 0 to 1. It reads the same where lower is better and the target lies below the floor.',
  unit: 'share',
  slots: {
    rate: number('Rate', 'The rate of the period'),
    floor: number('Floor', 'Where credit begins'),
    target: number('Target', 'Where credit is full'),
  },
  formula: '({rate} − {floor}) ÷ ({target} − {floor}), from 0 to 1',
  evaluate: ({ rate, floor, target }) =>
    target.eq(floor) ? null : between(rate.minus(floor).div(target.minus(floor))),
  says: ({ floor, target }) => (target.eq(floor) ? 'floor and target are the same' : undefined),
})

export const between = (value: typeof ZERO): typeof ZERO => (value.lt(ZERO) ? ZERO : value.gt(ONE) ? ONE : value)
