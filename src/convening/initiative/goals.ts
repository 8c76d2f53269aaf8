import { readMeasures } from '../../quality/read-measures.ts'
import { wrongAt } from '../act.ts'

/** Figures of the lake, beside the rate of a measure, by which a goal may be measured. */
export const GOAL_FIGURES = {
  'aligned-share': 'Elements of the reference that payers answer alike, of those that they answer',
  'stated-share': 'Elements that payers answer at all, of those asked',
} as const
export type GoalFigure = keyof typeof GOAL_FIGURES

const MEASURE = /^measure:(.+)$/

/** The measure whose rate over all payers a goal is measured by; null where it is another figure. */
export const measureOf = (measured_by: string): string | null => MEASURE.exec(measured_by)?.[1] ?? null

/** A goal that nothing measures is a wish: it is refused. */
export function refuseUnmeasured(measured_by: string): void {
  const measures = readMeasures().map(({ measure }) => `measure:${measure}`)
  const known = [...Object.keys(GOAL_FIGURES), ...measures]
  if (!known.includes(measured_by)) throw wrongAt('measured_by', `a goal measured by ${measured_by}`, known.join(', '))
}
