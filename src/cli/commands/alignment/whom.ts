import { resolve } from 'node:path'
import { type Elements, readElements } from '../../../alignment/elements/elements.ts'
import { Field } from '../../../alignment/profile/field.ts'
import { payerOf } from '../../../alignment/profile/find-payer.ts'
import { readLibrary } from '../../../alignment/profile/library.ts'
import { dayOfModel, profileOfModel } from '../../../alignment/profile/of-model.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { readProfiles } from '../../../alignment/profile/profile-file.ts'
import { WholepanelError } from '../../../error.ts'
import { openModel } from '../../../model/open-model.ts'
import { IsoDate } from '../../../model/parameter.ts'
import { readModel } from '../../../model/read-model.ts'
import type { Context } from '../../context.ts'
import { foldersOf } from '../payment/models.ts'

/** Whom a command about alignment looks at: a folder of answers, or an initiative of which texts are public. */
export type WhomOptions = { profiles?: string; initiative?: string; reference?: string; day?: string }

export type Whom = {
  title: string
  /** The day for which payers answer. */
  day: string
  elements: Elements
  field: Field
  profiles: readonly Profile[]
  /** Null where nobody named one. */
  reference: Profile | null
  /** Those whom practices have; a common model is none. */
  payers: readonly Profile[]
  /** Where the answers are from, in words. */
  sources: readonly string[]
}

export function whom(context: Context, options: WhomOptions): Whom {
  const folders = foldersOf(context)
  if (options.day !== undefined && !IsoDate.safeParse(options.day).success)
    throw new WholepanelError('input-argument', { at: '--day', got: options.day, want: 'a day: 2025-12-31' })
  const elements = readElements(folders)
  const field = new Field(folders, options.day)
  const shared = { elements, field }
  if (options.profiles !== undefined) {
    const profiles = readProfiles(resolve(context.cwd, options.profiles), readLibrary(folders), options.day)
    const reference = options.reference === undefined ? null : referenceOf({ profiles, field }, options.reference)
    const day = options.day ?? context.now().slice(0, 10)
    const sources = [`The answers in ${options.profiles}`]
    return { ...shared, title: 'Alignment of payers', day, profiles, reference, payers: profiles, sources }
  }
  if (options.initiative === undefined) {
    const known = field.all().map(({ initiative }) => initiative)
    const want = `--profiles with a folder, or --initiative ${known.join(' or ')}`
    throw new WholepanelError('input-argument', { got: 'no payers', want })
  }
  const { title, as_of, profiles, reference, common_model, sources } = field.initiative(options.initiative)
  return {
    ...shared,
    title,
    day: options.day ?? as_of,
    profiles,
    reference: referenceOf({ profiles, field }, options.reference ?? reference),
    payers: common_model ? profiles.filter(({ payer }) => payer !== reference) : profiles,
    sources: Object.values(sources).map((one) => `${one.title}, ${one.by}`),
  }
}

/** The reference, where nothing can be said without one. */
export function requireReference({ reference, profiles }: Whom): Profile {
  return reference ?? payerOf(profiles, undefined, '--reference')
}

type Known = Pick<Whom, 'profiles' | 'field'>

/** A payer among those looked at, or one of any initiative as `initiative:payer`. */
const referenceOf = ({ profiles, field }: Known, named: string): Profile =>
  named.includes(':') ? field.payer(named).profile : payerOf(profiles, named, '--reference')

/**
 * One side of a pair: a model of the library (`cms/mssp`, one track of it as `cms/mssp/enhanced`), a payer of an initiative
 * (`vermont-all-payer:bcbsvt`), an initiative's reference by the initiative's name, or a payer among those looked at.
 */
export function sideNamed(context: Context, named: string, options: WhomOptions): Profile {
  if (named.includes('/')) return modelNamed(context, named, options.day ?? context.now().slice(0, 10))
  if (named.includes(':') || (options.profiles === undefined && options.initiative === undefined))
    return new Field(foldersOf(context), options.day).payer(named).profile
  return payerOf(whom(context, options).profiles, named, '--pair')
}

/** A model on a day, or on the last day on which it was in force, which its name then says. */
export function modelNamed(context: Context, named: string, asked: string): Profile {
  const folders = foldersOf(context)
  const [folder = '', name = '', track = null] = named.split('/')
  const model = openModel(readModel(`${folder}/${name}`, folders))
  const day = dayOfModel(model, asked)
  const profile = profileOfModel(model, { ...readLibrary(folders), track, day })
  return day === asked ? profile : { ...profile, name: `${profile.name}, as of ${day}` }
}
