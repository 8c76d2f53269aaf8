import { number, part, ZERO } from '../../part.ts'

/** Several amounts or counts put together. One that is not known leaves the sum unknown. */
export const sum = part({
  name: 'sum',
  title: 'Sum',
  about: 'Several values added up. Where one is not known there is no sum.',
  unit: 'open',
  slots: { of: number('Values', 'What is added up', { list: true }) },
  formula: 'the sum of {of}',
  evaluate: ({ of }) => of.reduce((all, one) => all.plus(one), ZERO),
})
