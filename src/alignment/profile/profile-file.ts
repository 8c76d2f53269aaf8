import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { DatedValues, IsoDate, Key } from '../../model/parameter.ts'
import { didYouMean, type Path, readYaml } from '../../model/read-yaml.ts'
import { DecimalText } from '../../model/schedule.ts'
import { CitedSources } from '../elements/cited.ts'
import { Word } from '../elements/element.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import { type Given, understand } from './answer.ts'
import type { Library } from './library.ts'
import { answersByRule } from './of-rule.ts'
import type { Profile, Reading } from './profile.ts'

const GivenAnswer = z.union([z.boolean(), DecimalText, z.array(DecimalText)])

const ReadingFile = z
  .strictObject({
    value: GivenAnswer.optional(),
    values: DatedValues.optional().describe('A number that changes, from each day on'),
    source: z.string().min(1).optional(),
    status: z.literal('unconfirmed').optional(),
    never_decides: z.array(Word).default([]).describe("Steps that decide for nobody among the payer's own members"),
  })
  .superRefine(({ value, values, source }, context) => {
    if ((value === undefined) === (values === undefined))
      context.addIssue({ code: 'custom', message: 'want a value, or dated values' })
    if (value !== undefined && source === undefined)
      context.addIssue({ code: 'custom', message: 'no source; want the text that says so' })
  })
type ReadingFile = z.infer<typeof ReadingFile>

/** One answer of a file. */
export const AnswerFile = z.union([
  z.strictObject({ readings: z.array(z.strictObject({ ...ReadingFile.shape, reading: Word })).min(2) }),
  ReadingFile,
])

export type AnswerFile = z.output<typeof AnswerFile>

export const Answers = z.record(Word, AnswerFile).default({})

/** A rule by its name, and the text that says that it is used. */
export const RuleAnswer = z.strictObject({ value: z.string().min(1), source: z.string().min(1) })

/** Who answers, and what. */
export const Payer = z.strictObject({
  id: Key,
  name: z.string().min(1),
  lines: z.array(z.string().min(1)).default([]),
  profile: Answers,
})

const ProfileFile = z.strictObject({
  payer: Key,
  name: z.string().min(1),
  lines: z.array(z.string().min(1)).default([]),
  as_of: IsoDate.describe('The day for which it answers'),
  sources: CitedSources.default({}),
  attribution_rule: RuleAnswer.optional().describe(
    'The rule of the library by which it attributes; its answers follow',
  ),
  // Of a questionnaire in which every line is still a comment nothing is left under it.
  profile: Answers.nullable().transform((answers) => answers ?? {}),
})
export type ProfileFile = z.output<typeof ProfileFile>

type Against = Pick<Library, 'elements' | 'rules'>

/** One payer's answers from a file of its own. `day`: another day than the file's, for what changes with time. */
export const readProfile = (file: string, against: Against, day?: string): Profile =>
  readProfileFile(file, against, day).profile

/** The same with the file as it was given. */
export function readProfileFile(
  file: string,
  { elements, rules }: Against,
  asked?: string,
): { given: ProfileFile; profile: Profile } {
  const { value: given, at } = readYaml(file, ProfileFile)
  const { payer: id, attribution_rule, ...rest } = given
  const day = asked ?? given.as_of
  const { profile, faults } = profileOf(elements, { id, ...rest }, day)
  const wrong = placed(faults, (path) => at(['profile', ...path]))
  const rule = attribution_rule && rules.get(attribution_rule.value)
  if (attribution_rule && !rule)
    wrong.push({ at: at(['attribution_rule', 'value']), text: unknownRule(attribution_rule.value, rules) })
  if (wrong.length > 0) throw new WholepanelError('input-model', faultsDetail(wrong))
  const byRule = rule && attribution_rule ? answersByRule(rule, attribution_rule.source, { elements, day }) : []
  return { given, profile: { ...profile, answers: new Map([...byRule, ...profile.answers]) } }
}

export const unknownRule = (rule: string, rules: Library['rules']): string =>
  `no attribution rule ${rule}${didYouMean(rule, [...rules.keys()])}`

/** The payers' files of a folder, by name, sorted; each payer once. */
export function readProfiles(folder: string, against: Against, day?: string): Profile[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new WholepanelError('input-argument', { at: folder, got: 'no folder', want: "a folder of payers' answers" })
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))
  const profiles = files.map((file) => readProfile(file, against, day))
  const ids = profiles.map(({ payer }) => payer)
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i)
  if (twice >= 0)
    throw new WholepanelError('input-model', {
      at: files[twice] ?? folder,
      got: `payer ${ids[twice]} stands in ${files[ids.indexOf(ids[twice] ?? '')]} too`,
      want: 'one file for each payer',
    })
  return profiles
}

export type AnswerFault = { element: string; fault: string }

/** A payer's answers against the elements, and those that no element takes. */
export function profileOf(
  elements: Elements,
  { id, name, lines, profile }: z.output<typeof Payer>,
  day: string,
): { profile: Profile; faults: AnswerFault[] } {
  const answers = new Map<string, readonly Reading[]>()
  const faults: AnswerFault[] = []
  for (const [element, answer] of Object.entries(profile)) {
    const found = readings(elements, element, answer, day)
    if ('fault' in found) faults.push({ element, fault: found.fault })
    else if (found.readings.length > 0) answers.set(element, found.readings)
  }
  return { profile: { payer: id, name, lines, answers }, faults }
}

export const placed = (faults: readonly AnswerFault[], at: (path: Path) => string): { at: string; text: string }[] =>
  faults.map(({ element, fault }) => ({ at: at([element]), text: `${element}: ${fault}` }))

type Read = { readings: Reading[] } | { fault: string }

function readings(elements: Elements, name: string, answer: z.infer<typeof AnswerFile>, day: string): Read {
  const known = elements.elements.map(({ element }) => element)
  if (!known.includes(name)) return { fault: `no such element${didYouMean(name, known)}` }
  const element = elementOf(elements, name)
  const each: (ReadingFile & { reading?: string })[] = 'readings' in answer ? answer.readings : [answer]
  const found: Reading[] = []
  for (const one of each) {
    const given = givenOn(one, day)
    if (given === null) continue
    const understood = understand(element, given.value)
    if ('fault' in understood) return understood
    const { never_decides } = one
    if (never_decides.length > 0 && element.value !== 'ordered-steps')
      return { fault: 'never_decides, and the answer has no steps' }
    found.push({
      reading: one.reading ?? null,
      ...understood,
      source: given.source,
      status: one.status ?? 'stated',
      never_decides,
    })
  }
  return { readings: found }
}

/** What was in force on a day; null where a number was not yet. */
function givenOn({ value, values, source = '' }: ReadingFile, day: string): { value: Given; source: string } | null {
  if (value !== undefined) return { value, source }
  const held = values?.findLast(({ from }) => from <= day)
  return held && typeof held.value === 'string' ? { value: held.value, source: held.source } : null
}
