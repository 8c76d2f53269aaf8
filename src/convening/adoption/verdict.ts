import type { Degree } from '../../alignment/elements/degree.ts'
import type { AdoptionDegree, Stage } from './stages.ts'

/** Whether what a payer said of an element is what its contracts show, by which rule, and in words. */
export const VERDICTS = ['agrees', 'differs', 'not-yet', 'cannot-tell'] as const
export type Verdict = (typeof VERDICTS)[number]
export type Judged = { verdict: Verdict; verdict_rule: string; verdict_because: string }

type Told = {
  /** The newest of what was said: what was done, else what was meant. */
  stage: Stage
  degree: AdoptionDegree
  /** How near its contracts are to what was published. */
  shows: Degree
  /** The measurement year has begun. */
  begun: boolean
}

/** In part, and a contract that comes near, cannot be told apart: nobody reads a degree out of the word. */
export function verdictOf({ stage, degree, shows, begun }: Told): Judged {
  if (shows === 'not-stated')
    return judged('cannot-tell', 'contracts-silent', 'its contracts do not say, so nothing stands against its word')
  if (shows === 'exact')
    return degree === 'full'
      ? judged('agrees', 'full-and-exact', 'it says in full, and its contracts say so')
      : judged('differs', 'less-and-exact', 'its contracts say all that was recommended, and it says less')
  if (degree === 'full')
    return stage === 'intent' && !begun
      ? judged('not-yet', 'full-to-come', 'it means to in full, and its contracts do not say so yet')
      : judged('differs', 'full-and-not-exact', 'it says in full, and its contracts say something else')
  return degree === 'none'
    ? judged('agrees', 'none-and-not-exact', 'it says it does not, and its contracts say something else')
    : judged('cannot-tell', 'in-part', 'it says in part, which contracts cannot show')
}

const judged = (verdict: Verdict, verdict_rule: string, verdict_because: string): Judged => ({
  ...{ verdict, verdict_rule, verdict_because },
})
