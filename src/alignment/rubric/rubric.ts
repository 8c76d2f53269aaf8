import { z } from 'zod'
import { IsoDate, Key } from '../../model/parameter.ts'
import { DecimalText } from '../../model/schedule.ts'
import { CitedSources } from '../elements/cited.ts'
import type { Degree } from '../elements/degree.ts'
import { Word } from '../elements/element.ts'

/** Options of an answer that count towards a share of members. */
const Where = z.strictObject({ in: z.array(DecimalText).min(1) })

const Goal = z.strictObject({
  model: z.string().min(1),
  parameter: z.string().min(1),
  years_before: z.number().int().min(1).optional().describe('The goal that held so many years before the day'),
})
export type Goal = z.infer<typeof Goal>

const ASKS = ['is', 'in', 'has', 'some', 'first', 'stated', 'degree', 'share_of_members'] as const

/** What a rubric may ask of an answer; `tests` of elements.yaml says what each means. */
export const Test = z
  .strictObject({
    element: Word.optional(),
    is: z.union([z.boolean(), DecimalText]).optional(),
    in: z.array(DecimalText).min(1).optional(),
    has: z.array(DecimalText).min(1).optional(),
    some: z.array(DecimalText).min(1).optional(),
    first: DecimalText.optional(),
    stated: z.literal(true).optional(),
    degree: z.enum(['exact', 'directional'] satisfies Degree[]).optional(),
    share_of_members: z.strictObject({ where: Where, by: z.literal('lines'), at_least: Goal }).optional(),
  })
  .superRefine((test, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message })
    const asked = ASKS.filter((ask) => test[ask] !== undefined)
    if (asked.length !== 1) fault(`a test asks one thing; want one of ${ASKS.join(', ')}`)
    if ((test.degree === undefined) !== (test.element !== undefined))
      fault(test.degree ? 'a degree is asked of all elements of the criterion; want no element' : 'of which element?')
  })
export type Test = z.infer<typeof Test>

const LevelFile = z.strictObject({
  says: z.string().min(1),
  because: z.string().min(1).optional().describe('Why the level is drawn here'),
  any: z.literal(true).optional().describe('One of the tests is enough'),
  tests: z.array(Test).min(1),
})
export type LevelFile = z.infer<typeof LevelFile>

const Levels = { preferred: LevelFile, acceptable: LevelFile.optional() }

const RubricReading = z.strictObject({
  reading: Word,
  label: z.string().min(1),
  source: z.string().min(1),
  ...Levels,
})

const Criterion = z
  .strictObject({
    criterion: Word,
    label: z.string().min(1),
    elements: z.array(Word).min(1),
    status: z.literal('unconfirmed').optional(),
    preferred: LevelFile.optional(),
    acceptable: LevelFile.optional(),
    acceptable_because: z.string().min(1).optional(),
    readings: z.array(RubricReading).min(2).optional().describe('Where texts draw the levels in two ways'),
    preferred_by: z
      .union([IsoDate, z.literal('yearly')])
      .optional()
      .describe('The last day on which acceptable is enough'),
    preferred_by_because: z.string().min(1).optional(),
    evidence: z.string().min(1),
    source: z.string().min(1),
  })
  .superRefine(({ preferred, acceptable, readings }, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message })
    if ((preferred === undefined) === (readings === undefined)) fault('want what is preferred, or readings of it')
    if (readings && acceptable) fault('acceptable beside readings; each reading has its own')
  })
export type Criterion = z.infer<typeof Criterion>

/** What somebody holds payers to: criteria with levels, evidence and days, as data. */
export const RubricFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  rubric: Key,
  by: z.string().min(1),
  asks: z.literal('payer'),
  reference: z.string().min(1).optional().describe('The model whose degree its tests ask for'),
  from: IsoDate,
  until: IsoDate.optional(),
  sources: CitedSources,
  lines: z
    .record(Key, z.string().min(1))
    .optional()
    .describe('Lines of business, by the word of the model that sets goals'),
  lines_of_run: z
    .record(Key, Key)
    .optional()
    .describe(
      'Which of these lines a line of business of a run is; one that is left out is none of them, or in several',
    ),
  criteria: z.array(Criterion).min(1),
  deadlines: z.string().optional(),
  not_asked: z.array(z.string()).default([]),
  not_read: z.array(z.string()).default([]),
})
export type RubricFile = z.infer<typeof RubricFile>

/** The ways in which a criterion's levels are drawn; one, or each reading of the texts. */
export function drawnLevels({ preferred, acceptable, readings, source }: Criterion): {
  reading: string | null
  source: string
  preferred: LevelFile
  acceptable: LevelFile | undefined
}[] {
  if (readings) return readings.map((one) => ({ ...one, acceptable: one.acceptable }))
  return preferred ? [{ reading: null, source, preferred, acceptable }] : []
}

/** Whether some test of a rubric asks so. */
export const asks = ({ criteria }: Pick<RubricFile, 'criteria'>, which: (test: Test) => boolean): boolean =>
  criteria
    .flatMap(drawnLevels)
    .some(({ preferred, acceptable }) => [...preferred.tests, ...(acceptable?.tests ?? [])].some(which))

export const asksShares = (rubric: Pick<RubricFile, 'criteria'>): boolean =>
  asks(rubric, ({ share_of_members }) => share_of_members !== undefined)
