import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { DatedValues, IsoDate, Key } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, type Path, readYaml } from '../../model/read-yaml.ts'
import { DecimalText } from '../../model/schedule.ts'
import { Word } from '../elements/element.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import { type Given, understand } from './answer.ts'
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

const AnswerFile = z.union([
  z.strictObject({ readings: z.array(z.strictObject({ ...ReadingFile.shape, reading: Word })).min(2) }),
  ReadingFile,
])

const PayerFile = z.strictObject({
  id: Key,
  name: z.string().min(1),
  lines: z.array(z.string().min(1)).default([]),
  profile: z.record(Word, AnswerFile).default({}),
})

const InitiativeFile = z
  .strictObject({
    title: z.string().min(1),
    about: z.string().min(1),
    initiative: Key,
    model: z.string().optional().describe('The model of the library that it is closest to'),
    as_of: IsoDate.describe('The day on which its answers are compared'),
    reference: Key.describe('The payer, or the common model, that the others are compared with'),
    sources: z
      .record(
        Word,
        z.strictObject({
          title: z.string().min(1),
          by: z.string().min(1),
          published: z.string().optional(),
          url: z.string().optional(),
          read: z.string().optional().describe('How far it was read'),
        }),
      )
      .default({}),
    payers: z.array(PayerFile).min(1),
    not_read: z.array(z.string()).default([]),
  })
  .superRefine(({ payers, reference }, context) => {
    const ids = payers.map(({ id }) => id)
    const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i)
    if (twice >= 0)
      context.addIssue({ code: 'custom', message: `${ids[twice]} stands twice`, path: ['payers', twice, 'id'] })
    if (!ids.includes(reference))
      context.addIssue({
        code: 'custom',
        message: `no payer ${reference}${didYouMean(reference, ids)}`,
        path: ['reference'],
      })
  })

/** An initiative whose payers' answers are read from texts: one of the library's, or a region's own. */
export type Initiative = Omit<z.infer<typeof InitiativeFile>, 'payers'> & { profiles: Profile[] }

/** Reads a file of profiles against the elements; every answer that no element takes is told with its place. */
export function readInitiative(file: string, elements: Elements): Initiative {
  const { value, at } = readYaml(file, InitiativeFile)
  const faults: { at: string; text: string }[] = []
  const profiles = value.payers.map(({ id, name, lines, profile }, i): Profile => {
    const answers = new Map<string, readonly Reading[]>()
    for (const [element, answer] of Object.entries(profile)) {
      const path: Path = ['payers', i, 'profile', element]
      const found = readings(elements, element, answer, value.as_of)
      if ('fault' in found) faults.push({ at: at(path), text: `${element}: ${found.fault}` })
      else if (found.readings.length > 0) answers.set(element, found.readings)
    }
    return { payer: id, name, lines, answers }
  })
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return { ...value, profiles }
}

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

/** The initiatives of the library and of a region, by name, sorted. */
export function initiatives(elements: Elements, folders: Folders = [LIBRARY]): Initiative[] {
  const files = new Map<string, string>()
  for (const folder of folders.map((one) => join(one, 'alignment', 'initiatives')).filter((one) => existsSync(one)))
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml')))
      if (!files.has(name)) files.set(name, join(folder, name))
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => readInitiative(file, elements))
}
