import { exact } from '../../../money.ts'
import { atLeastZero, flag, number, part, ZERO } from '../../part.ts'

/** Conditions that have to be met before anything is paid: all of them, or at least so many. */
export const gate = part({
  name: 'gate',
  title: 'Gate',
  about: 'A value that counts only where all conditions hold, or at least so many of them; else it is nothing.',
  unit: 'open',
  slots: {
    value: number('Value', 'What passes the gate'),
    conditions: flag('Conditions', 'What has to hold', { list: true }),
    least: number('How many', 'How many of them have to hold; all where it is empty', {
      optional: true,
      ...atLeastZero,
    }),
  },
  formula: '{value}, where[ at least {least} of] {conditions}; else 0',
  evaluate: ({ value, conditions, least }) => (opens(conditions, least) ? value : ZERO),
  says: ({ conditions, least }) => {
    const held = conditions.filter(Boolean).length
    return opens(conditions, least)
      ? undefined
      : `${held} of ${conditions.length} conditions hold, ${least?.toFixed() ?? 'all'} have to`
  },
})

const opens = (conditions: readonly boolean[], least: ReturnType<typeof exact> | null): boolean =>
  exact(conditions.filter(Boolean).length).gte(least ?? conditions.length)
