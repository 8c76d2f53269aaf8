import { z } from 'zod'
import { IsoDate, Key, Name, type Parameter } from './parameter.ts'
import { didYouMean } from './read-yaml.ts'
import { DecimalText } from './schedule.ts'

const When = {
  tracks: z.array(Key).min(1).optional().describe('The tracks it holds for; all where none is named'),
  from: IsoDate.optional().describe('First day on which it holds'),
  until: IsoDate.optional().describe('Last day on which it holds'),
  reading: Key.optional().describe('Its name, where the texts say two things of one track and day'),
  status: z.literal('unconfirmed').optional().describe('Inferred, or not checked against a public source'),
}

const said = {
  value: z.union([z.boolean(), DecimalText, z.array(DecimalText)]).optional(),
  parameter: Name.optional().describe('The parameter of this model that holds it; value and source stand there'),
  source: z.string().min(1).optional().describe('The text that says so'),
  ...When,
}

const faultOf = ({ value, parameter, source }: { value?: unknown; parameter?: unknown; source?: unknown }) => {
  if ((value === undefined) === (parameter === undefined)) return 'want a value, or the parameter that holds it'
  if (value !== undefined && source === undefined) return 'no source; want the text that says so'
  return parameter !== undefined && source !== undefined ? 'a source; that of the parameter holds' : undefined
}

const Said = z.strictObject(said).superRefine((one, context) => {
  const message = faultOf(one)
  if (message) context.addIssue({ code: 'custom', message })
})

/** One answer, or several: one for some tracks or days each, or two readings of what texts say. */
const Answered = z
  .strictObject({
    ...said,
    readings: z.array(Said).min(2).optional().describe('Several answers, by track, by day, or as texts are read'),
  })
  .superRefine(({ readings, ...one }, context) => {
    const beside = Object.entries(one).find(([, given]) => given !== undefined)?.[0]
    const message = readings ? (beside ? `${beside} beside readings` : undefined) : faultOf(one)
    if (message) context.addIssue({ code: 'custom', message })
  })
type Answered = z.infer<typeof Answered>

/** What a model says of itself to the elements of alignment that nothing else in its file answers. */
export const ModelProfile = z
  .record(Name, Answered)
  .describe('Element of alignment, and what the model answers to it; what follows from the file is not repeated')
export type ModelProfile = z.infer<typeof ModelProfile>

const Ruled = z.strictObject({ rule: Key, ...When })

type When = Omit<z.infer<typeof Ruled>, 'rule'>

/** The rules of `models/attribution` by which the model's people are attributed. */
export const RulesOfModel = z
  .union([Key, z.array(Ruled).min(1)])
  .describe('A rule of models/attribution that carries out its attribution, or one for some tracks each')

/** One answer of a model file: its value, or the parameter that holds it. */
export type ModelAnswer = When &
  ({ value: string | boolean | string[]; source: string } | { value?: undefined; parameter: string })

export const answersOf = ({ readings, ...one }: Answered): ModelAnswer[] => (readings ?? [one]) as ModelAnswer[]

export const rulesOf = (rules: z.infer<typeof RulesOfModel> | undefined): z.infer<typeof Ruled>[] =>
  typeof rules === 'string' ? [{ rule: rules }] : (rules ?? [])

/** Whether an answer or rule holds for a track on a day. */
export const holds = ({ tracks, from, until }: When, track: string, day: string): boolean =>
  (tracks?.includes(track) ?? true) && (from ?? '') <= day && day <= (until ?? '9999')

type Checked = {
  profile: ModelProfile
  attribution_rule?: z.infer<typeof RulesOfModel> | undefined
  tracks: readonly { track: string }[]
  parameters: Readonly<Record<string, Parameter>>
}

/** Tracks and parameters that the model does not have, and two answers for one track and day without a name each. */
export function profileFaults(model: Checked): { path: string[]; text: string }[] {
  const each = [
    ...Object.entries(model.profile).map(([name, one]) => ({ path: ['profile', name], all: answersOf(one) })),
    { path: ['attribution_rule'], all: rulesOf(model.attribution_rule) },
  ]
  return each.flatMap(({ path, all }) =>
    [...all.flatMap((one) => unknown(one, model)), ...twice(all)].map((text) => ({ path, text })),
  )
}

function unknown(one: When & { parameter?: string | undefined }, { tracks, parameters }: Checked): string[] {
  const known = tracks.map(({ track }) => track)
  const found = (one.tracks ?? [])
    .filter((track) => !known.includes(track))
    .map((track) => `no track ${track}${didYouMean(track, known)}`)
  if (one.parameter === undefined) return found
  const parameter = parameters[one.parameter]
  if (!parameter)
    return [...found, `no parameter ${one.parameter}${didYouMean(one.parameter, Object.keys(parameters))}`]
  return parameter.kind === 'own' ? [...found, `${one.parameter} is an own amount and can be no answer`] : found
}

function twice(all: readonly When[]): string[] {
  return all.flatMap((one, i) => {
    const other = all.slice(i + 1).find((next) => together(one, next) && one.reading === next.reading)
    return other
      ? [one.reading ? `two readings ${one.reading}` : 'two answers for one track and day; want a reading for each']
      : []
  })
}

/** Whether both may hold for one track on one day. */
const together = (a: When, b: When): boolean =>
  (!a.tracks || !b.tracks || a.tracks.some((one) => b.tracks?.includes(one))) &&
  (a.from ?? '') <= (b.until ?? '9999') &&
  (b.from ?? '') <= (a.until ?? '9999')
