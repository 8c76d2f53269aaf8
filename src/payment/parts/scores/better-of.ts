import { number, part } from '../../part.ts'

/** The best of several scores or rates; what is not known does not count against anybody. */
export const betterOf = part({
  name: 'better-of',
  title: 'Better of',
  about: 'The best of several values. What is not known drops out; where none is known there is no value.',
  unit: 'open',
  slots: { of: number('Values', 'What is compared', { list: true, gaps: true }) },
  formula: 'the better of {of}',
  evaluate: ({ of }) => of.reduce((best, one) => (one !== null && (best === null || one.gt(best)) ? one : best), null),
})
