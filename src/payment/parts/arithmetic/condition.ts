import { flag, part } from '../../part.ts'

/** Whether something holds: a flag that later components read. */
export const condition = part({
  name: 'condition',
  title: 'Condition',
  about: 'Whether something holds.',
  unit: 'flag',
  slots: { holds: flag('Condition', 'What has to hold') },
  formula: '{holds}',
  evaluate: ({ holds }) => holds,
})
