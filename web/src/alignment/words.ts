import type { Degree } from '../api/alignment/alignment.ts'

export const DEGREE: Record<Degree, { said: string; means: string }> = {
  exact: { said: 'Exact', means: 'The two answers say the same' },
  directional: { said: 'Directional', means: 'They point the same way and differ in how far' },
  divergent: { said: 'Divergent', means: 'Both answer, and neither of these holds' },
  'not-stated': { said: 'Not stated', means: 'One or both do not answer: nothing can be said' },
}

export const EFFORT: Record<string, string> = {
  easy: 'Easy to change: a text or a list',
  moderate: 'Takes changes to reports, files or services',
  hard: 'Hard to change: contract, actuarial or billing systems',
}
