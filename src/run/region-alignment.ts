import { matrix } from '../alignment/degree/matrix.ts'
import { ORDER } from '../alignment/idle/without-idle.ts'
import { type Library, readLibrary } from '../alignment/profile/library.ts'
import { merged } from '../alignment/profile/merge.ts'
import { profileOfPayer } from '../alignment/profile/of-payer.ts'
import { profileOfStatements, type Stated, type Statement } from '../alignment/profile/of-statements.ts'
import { type Profile, readingsOf } from '../alignment/profile/profile.ts'
import { type Reference, readReference } from '../alignment/profile/reference.ts'
import type { Held } from '../alignment/steps.ts'
import { type OpenArrangement, withoutAmounts } from '../model/arrangement.ts'
import { type OpenModel, openModel } from '../model/open-model.ts'
import { type Folders, models as readModels } from '../model/read-model.ts'
import type { Period } from '../period.ts'
import { listAnswers, type ProfileAnswer } from '../register/alignment/profile-answers.ts'
import { listArrangements } from '../register/arrangements.ts'
import type { Register } from '../register/open.ts'
import { listPayers } from '../register/payers.ts'

/** One payer of a region: its contracts without their amounts, and what it says of itself. */
export type RegionPayer = Pick<Profile, 'payer' | 'name' | 'lines'> & {
  arrangements: readonly OpenArrangement[]
  stated: Stated
}

/** What the payers of a region do, as far as it is known on a day, and what they agreed on. */
export type RegionAlignment = {
  day: string
  library: Library
  models: ReadonlyMap<string, OpenModel>
  reference: Reference
  payers: readonly RegionPayer[]
}

/** What payers are compared by: the same for as long as the files stay. */
export type Shelf = { library: Library; models: ReadonlyMap<string, OpenModel> }

export const readShelf = (folders: Folders): Shelf => ({
  library: readLibrary(folders),
  models: new Map(readModels(folders).map((model) => [model.id, openModel(model)])),
})

/** What the register holds of payers' arrangements, once read. Their amounts are left behind here. */
export type Gathered = {
  payers: readonly Pick<Profile, 'payer' | 'name' | 'lines'>[]
  arrangements: readonly OpenArrangement[]
  answers: readonly (Omit<ProfileAnswer, 'answer'> & Statement)[]
}

export async function gather(register: Register): Promise<Gathered> {
  const payers = (await listPayers(register)).map(({ payer, payer_name, line_of_business }) => ({
    payer,
    name: payer_name,
    lines: line_of_business === null ? [] : [line_of_business],
  }))
  return {
    payers,
    arrangements: (await listArrangements(register)).map(withoutAmounts),
    answers: (await listAnswers(register)).map((one) => ({
      ...one,
      answer: one.answer === null ? null : (JSON.parse(one.answer) as unknown),
    })),
  }
}

/** The same on a day. */
export function regionOn(
  { payers, arrangements, answers }: Gathered,
  folders: Folders,
  day: string,
  { library, models }: Shelf,
): RegionAlignment {
  const each = payers.map((payer): RegionPayer => {
    const own = (one: { payer: string }) => one.payer === payer.payer
    const stated = profileOfStatements(payer, answers.filter(own), { ...library, day })
    return { ...payer, arrangements: arrangements.filter(own), stated }
  })
  return { day, library, models, reference: readReference(folders, { ...library, models, day }), payers: each }
}

export const regionAlignment = async (
  register: Register,
  folders: Folders,
  day: string,
  shelf: Shelf = readShelf(folders),
): Promise<RegionAlignment> => regionOn(await gather(register), folders, day, shelf)

/** The days, up to one, on which something that is known of payers begins or ends: the earliest first, the last that one. */
export function daysOfChange({ arrangements, answers }: Gathered, until: string): string[] {
  const days = [
    ...answers.map(({ from_date }) => from_date),
    ...arrangements.flatMap(({ start_date, end_date }) => [
      start_date,
      ...(end_date === null ? [] : [dayAfter(end_date)]),
    ]),
    until,
  ]
  return [...new Set(days)].filter((day) => day <= until).sort()
}

/** What a payer's contracts say. */
export const byContracts = ({ library, models, day }: RegionAlignment, payer: RegionPayer): Profile =>
  profileOfPayer(payer, payer.arrangements, models, { ...library, day })

/** Contracts and the payer's own word in one; where they differ, each is a reading. */
function bothOf(contracts: Profile, stated: Profile): Profile {
  const parts = [
    { name: 'by its contracts', profile: contracts },
    { name: 'by its own word', profile: stated },
  ]
  const answers = [...merged(parts, contracts).answers].map(([element, both]) => {
    const [mine, said] = [contracts.answers.get(element), stated.answers.get(element)]
    return [element, mine && said ? both : (mine ?? said ?? [])] as const
  })
  return { ...contracts, answers: new Map(answers) }
}

/** The payer's profile with everything that is known of it. */
export const profileIn = (region: RegionAlignment, payer: RegionPayer): Profile =>
  bothOf(byContracts(region, payer), payer.stated.profile)

/** What a run holds payers against, `otherwise` by that rule where they agreed on nothing. Its results depend on it. */
export function heldIn(region: RegionAlignment, otherwise: string): Held {
  const { reference, payers, library, day } = region
  const rules = new Map(payers.flatMap(({ payer, stated }) => (stated.rule ? [[payer, stated.rule] as const] : [])))
  const profiles = payers.map((one) => profileIn(region, one))
  const areas = reference.profile ? matrix(library.elements, profiles, reference.profile).areas : []
  const degrees = areas.map(({ payer, area, degree }) => ({ payer, area, degree }))
  const orders = {
    day,
    reference: reference.profile ? readingsOf(reference.profile, ORDER) : [],
    payers: profiles.map((one) => ({ payer: one.payer, readings: readingsOf(one, ORDER) })),
  }
  return { reference: reference.state === 'none' ? otherwise : reference.rule, rules, degrees, orders }
}

/** The day for which a run over a period asks: its last. */
export const dayOf = ({ end }: Pick<Period, 'end'>): string => daysFrom(end, -1)

const dayAfter = (day: string): string => daysFrom(day, 1)

const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
