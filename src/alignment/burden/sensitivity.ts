import { exact } from '../../money.ts'
import { type Burden, scaled } from './coefficients.ts'

export type Trial = {
  /** Which coefficient was changed; null: all of them. */
  coefficient: string | null
  factor: string
  /** What the first step is then; null: none. */
  first: string | null
  changes: boolean
}

export type Sensitivity = { first: string | null; trials: readonly Trial[]; changes: boolean }

/**
 * Whether the first step stays when each coefficient by itself, and all of them together, are smaller and larger by the
 * share that the file of coefficients gives. `firstStep` works the first step out of coefficients.
 */
export function sensitivity(burden: Burden, firstStep: (burden: Burden) => string | null): Sensitivity {
  const first = firstStep(burden)
  const names = burden.coefficients.filter((one) => one.for === 'practice').map(({ coefficient }) => coefficient)
  const factors = [exact(1).minus(burden.vary), exact(1).plus(burden.vary)].map((one) => one.toFixed())
  const trials = [...names, null].flatMap((coefficient) =>
    factors.map((factor): Trial => {
      const then = firstStep(scaled(burden, factor, coefficient ?? undefined))
      return { coefficient, factor, first: then, changes: then !== first }
    }),
  )
  return { first, trials, changes: trials.some(({ changes }) => changes) }
}
