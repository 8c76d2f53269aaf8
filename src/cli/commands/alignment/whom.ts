import { resolve } from 'node:path'
import { type Elements, readElements } from '../../../alignment/elements/elements.ts'
import { ofRun } from '../../../alignment/pathway/of-run.ts'
import { Field } from '../../../alignment/profile/field.ts'
import { payerOf } from '../../../alignment/profile/find-payer.ts'
import { readLibrary } from '../../../alignment/profile/library.ts'
import { dayOfModel, profileOfModel } from '../../../alignment/profile/of-model.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { readProfiles } from '../../../alignment/profile/profile-file.ts'
import { type MembersByCategory, membersByCategory } from '../../../alignment/rubric/of-run.ts'
import { WholepanelError } from '../../../error.ts'
import { openModel } from '../../../model/open-model.ts'
import { IsoDate } from '../../../model/parameter.ts'
import { readModel } from '../../../model/read-model.ts'
import { period as periodOf } from '../../../period.ts'
import { lastFinishedRun } from '../../../register/runs.ts'
import { dayOf, profileIn, regionAlignment } from '../../../run/region-alignment.ts'
import type { Context } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'
import { foldersOf, isRegion } from '../payment/models.ts'
import type { Practices } from './practices.ts'

/** Whom a command about alignment looks at: a folder of answers, an initiative of which texts are public, or else the region. */
export type WhomOptions = {
  profiles?: string
  initiative?: string
  reference?: string
  day?: string
  /** Of a region: only what payers say of themselves, which all who take part may see. */
  stated?: boolean
}

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
  /** Why there is no reference, where one was looked for. */
  because: string | null
  /** Practices as a region's last run knows them, and members by the category of their contract. */
  run: (Practices & { members: readonly MembersByCategory[] }) | null
}

/** `withPractices`: of a region, those of its last run too. */
export function whom(context: Context, options: WhomOptions, withPractices = false): Promise<Whom> {
  const folders = foldersOf(context)
  if (options.day !== undefined && !IsoDate.safeParse(options.day).success)
    throw new WholepanelError('input-argument', { at: '--day', got: options.day, want: 'a day: 2025-12-31' })
  const shared = { elements: readElements(folders), field: new Field(folders, options.day) }
  if (options.profiles !== undefined) return Promise.resolve(ofFolder(context, options, options.profiles, shared))
  if (options.initiative !== undefined) return Promise.resolve(ofInitiative(options, options.initiative, shared))
  if (isRegion(context)) return ofRegion(context, options, shared, withPractices)
  const known = shared.field.all().map(({ initiative }) => initiative)
  const want = `a region, --profiles with a folder, or --initiative ${known.join(' or ')}`
  throw new WholepanelError('input-argument', { got: 'no payers', want })
}

type Shared = Pick<Whom, 'elements' | 'field'>

function ofFolder(context: Context, options: WhomOptions, folder: string, shared: Shared): Whom {
  const { field } = shared
  const profiles = readProfiles(resolve(context.cwd, folder), readLibrary(foldersOf(context)), options.day)
  return {
    ...shared,
    title: 'Alignment of payers',
    day: options.day ?? context.now().slice(0, 10),
    profiles,
    reference: options.reference === undefined ? null : referenceOf({ profiles, field }, options.reference),
    because: null,
    payers: profiles,
    sources: [`The answers in ${folder}`],
    run: null,
  }
}

function ofInitiative(options: WhomOptions, name: string, shared: Shared): Whom {
  const { field } = shared
  const { title, as_of, profiles, reference, common_model, sources } = field.initiative(name)
  return {
    ...shared,
    title,
    day: options.day ?? as_of,
    profiles,
    reference: referenceOf({ profiles, field }, options.reference ?? reference),
    because: null,
    payers: common_model ? profiles.filter(({ payer }) => payer !== reference) : profiles,
    sources: Object.values(sources).map((one) => `${one.title}, ${one.by}`),
    run: null,
  }
}

/** The payers of a region by their contracts and their own word, on the last day of its last run. */
function ofRegion(context: Context, options: WhomOptions, shared: Shared, withPractices: boolean): Promise<Whom> {
  return withRegion(context, 'align', async (open) => {
    const { region, register } = open
    const last = await lastFinishedRun(register)
    const period = last ? periodOf(last.period) : null
    const day = options.day ?? (period ? dayOf(period) : context.now().slice(0, 10))
    const found = await regionAlignment(register, foldersOf(context), day)
    const profiles = found.payers.map((one) => (options.stated ? one.stated.profile : profileIn(found, one)))
    const { reference } = found
    const run =
      withPractices && period
        ? await withLastRun(context, open, {}, async (engine) => ({
            ...(await ofRun(engine, period)),
            says: null,
            members: await membersByCategory(engine, found, period),
          }))
        : null
    await releaseToOperator(context, open, context.typed?.name ?? 'align')
    return {
      ...shared,
      title: region.settings.region,
      day,
      profiles,
      reference:
        options.reference === undefined
          ? reference.profile
          : referenceOf({ profiles, field: shared.field }, options.reference),
      because: reference.state === 'set' ? null : reference.because,
      payers: profiles,
      sources: [
        ...(options.stated
          ? []
          : ['Contracts of the register, without their amounts (for the convener and the state)']),
        'What payers say of themselves',
        ...(last ? [`Run ${last.run_id} of ${last.period}`] : []),
      ],
      run,
    }
  })
}

/** The reference, where nothing can be said without one. */
export function requireReference({ reference, because, profiles }: Whom): Profile {
  if (reference) return reference
  const want = `--reference ${profiles.map(({ payer }) => payer).join(' or ')}`
  throw new WholepanelError('input-argument', { got: because ?? 'no reference', want })
}

type Known = Pick<Whom, 'profiles' | 'field'>

/** A payer among those looked at, or one of any initiative as `initiative:payer`. */
const referenceOf = ({ profiles, field }: Known, named: string): Profile =>
  named.includes(':') ? field.payer(named).profile : payerOf(profiles, named, '--reference')

/**
 * One side of a pair: a model of the library (`cms/mssp`, one track of it as `cms/mssp/enhanced`), a payer of an initiative
 * (`vermont-all-payer:bcbsvt`), an initiative's reference by the initiative's name, or a payer among those looked at.
 */
export async function sideNamed(context: Context, named: string, options: WhomOptions): Promise<Profile> {
  if (named.includes('/')) return modelNamed(context, named, options.day ?? context.now().slice(0, 10))
  const field = new Field(foldersOf(context), options.day)
  const isNamed = options.profiles !== undefined || options.initiative !== undefined
  const ofField = !isNamed && (!isRegion(context) || field.all().some(({ initiative }) => initiative === named))
  if (named.includes(':') || ofField) return field.payer(named).profile
  const { profiles, reference } = await whom(context, options)
  return payerOf(reference ? [...profiles.filter((one) => one !== reference), reference] : profiles, named, '--pair')
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
