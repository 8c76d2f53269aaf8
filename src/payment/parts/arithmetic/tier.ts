import { code, part } from '../../part.ts'

/** The tier, group or step that something falls into: a code that tables go by. */
export const tier = part({
  name: 'tier',
  title: 'Tier',
  about:
    'The tier, group or step that something falls into, by a table along a number or by a code. Other tables go by it.',
  unit: 'code',
  slots: { code: code('Tier', 'Which one it is') },
  formula: '{code}',
  evaluate: ({ code }) => code,
})
