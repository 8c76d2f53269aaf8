import { number, part } from '../../part.ts'

/** Plain arithmetic, where no other part says the idea. */
export const formula = part({
  name: 'formula',
  title: 'Formula',
  about: 'Plain arithmetic over facts, parameters and earlier results.',
  unit: 'open',
  slots: { value: number('Value', 'What it is worth') },
  formula: '{value}',
  evaluate: ({ value }) => value,
})
