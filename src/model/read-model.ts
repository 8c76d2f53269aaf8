import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { faultsDetail, WholepanelError } from '../error.ts'
import { type ReadComponent, readComponents } from './check-model.ts'
import { type CommonFacts, type Place, readFacts } from './facts.ts'
import { BasedModelFile, type Fact, WholeModelFile } from './model-file.ts'
import { fitsUnit, type Parameter } from './parameter.ts'
import { profileFaults } from './profile.ts'
import { didYouMean, type FromYaml, readText, readYaml } from './read-yaml.ts'
import { valuesOf } from './schedule.ts'

/** A model with nothing left to merge: what it took from the model it is based on, and what it says itself. */
export type Model = Omit<WholeModelFile, 'components' | 'facts'> & {
  components: ReadComponent[]
  /** Its own facts, and those of the common dictionary that it reads. */
  facts: Record<string, Fact>
  /** `<folder>/<file>`, for example demo/common-model: the key in results, arrangements and explain ids. */
  id: string
  based_on: string | null
  demonstration: boolean
  file: string
  /** Where a part of the file stands, for faults that later rooms find. */
  at: Place
}

/** The library that comes with the product. */
export const LIBRARY = join(import.meta.dirname, '..', '..', 'models')

/** Folders of `models/` that hold rules which a run refers to, each read by its own room, and no payment model. */
const RULE_FOLDERS = ['alignment', 'attribution', 'cost', 'events', 'lists', 'risk', 'layouts']

/** Searched in order: a region puts its own folder first and so adds to, or corrects, the library. */
export type Folders = readonly string[]

/** `common`: the dictionary of facts, for who reads many models and reads it once. */
export function readModel(id: string, folders: Folders = [LIBRARY], common: CommonFacts = readFacts(folders)): Model {
  return follow(id, { folders, common }, []).model
}

/** Every model in the folders, sorted by id. */
export function models(folders: Folders = [LIBRARY]): Model[] {
  const common = readFacts(folders)
  return idsIn(folders).map((id) => readModel(id, folders, common))
}

type Open = { model: Model; perMeasure: Record<string, Parameter>; file: WholeModelFile; at: Place }

/** Where models are, and the facts that all of them may read. */
type From = { folders: Folders; common: CommonFacts }

function follow(id: string, from: From, trail: readonly string[]): Open {
  const file = fileOf(id, from.folders)
  if (trail.includes(id))
    throw new WholepanelError('input-model', { at: file, got: `based on itself: ${[...trail, id].join(' → ')}` })
  const text = readText(file)
  // The file says by this one key which of the two kinds it is, so that its faults are judged by the right schema.
  if (!/^based_on:/m.test(text)) return whole(id, file, readYaml(file, WholeModelFile, 'input-model', text), from)
  const read = readYaml(file, BasedModelFile, 'input-model', text)
  return overlay(id, file, read, follow(read.value.based_on, from, [...trail, id]), from)
}

function whole(id: string, file: string, { value, at }: FromYaml<WholeModelFile>, from: From): Open {
  const { per_measure: perMeasure } = value
  const model = {
    ...value,
    ...read(value, at, from),
    id,
    based_on: null,
    demonstration: false,
    file,
    at,
    parameters: { ...value.parameters, ...ofMeasures(perMeasure, value.measures) },
  }
  checkProfile(model, at)
  return { model, perMeasure, file: value, at }
}

function checkProfile(model: Pick<Model, 'profile' | 'attribution_rule' | 'tracks' | 'parameters'>, at: Place): void {
  const faults = profileFaults(model).map(({ path, text }) => ({ at: at(path), text: `${path.join('.')}: ${text}` }))
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
}

function read(value: WholeModelFile, at: Place, { common }: From): Pick<Model, 'components' | 'facts'> {
  if (value.readiness !== 'card' && value.components.length === 0)
    throw new WholepanelError('input-model', {
      at: at(['readiness']),
      got: 'components is missing; a model without them is a card',
    })
  const facts = { ...common, ...value.facts }
  const components = readComponents({ ...value, facts }, at)
  return { components, facts }
}

/** Takes another model's structure and fills in what it left open; nothing that was published can be changed. */
function overlay(id: string, file: string, { value, at }: FromYaml<BasedModelFile>, base: Open, from: From): Open {
  const { based_on, title, about, sources, demonstration, gives } = value
  const measures = value.measures ?? base.model.measures
  const parameters = { ...base.model.parameters, ...ofMeasures(base.perMeasure, measures) }
  for (const [name, values] of Object.entries(gives)) {
    const open = parameters[name]
    const fault = (got: string) => new WholepanelError('input-model', { at: at(['gives', name]), got })
    if (!open) throw fault(`${based_on} has no parameter ${name}${didYouMean(name, Object.keys(parameters))}`)
    if (open.kind === 'own') throw fault(`${name} is an own amount; only an arrangement can give it`)
    if (!open.required) throw fault(`${name} has a published value in ${based_on}; want a required one`)
    if (values.some((dated) => valuesOf(dated.value).some(({ value }) => !fitsUnit(value, open.unit))))
      throw fault(`${name} is not a decimal number`)
    const { required: _, ...rest } = open
    parameters[name] = { ...rest, values }
  }
  checkProfile({ ...value, tracks: base.model.tracks, parameters }, at)
  const again = Object.keys(value.profile).find((element) => base.model.profile[element])
  if (again)
    throw new WholepanelError('input-model', { at: at(['profile', again]), got: `${based_on} answers ${again} itself` })
  // Its measures are known only here, and with them the names that expressions may read.
  const whole = { ...base.file, measures }
  const { public: _, ...taken } = base.model
  const model: Model = {
    ...taken,
    ...(value.public ? { public: true as const } : {}),
    ...read(whole, base.at, from),
    id,
    based_on,
    title,
    about,
    sources: [...sources, ...base.model.sources],
    demonstration: demonstration ?? false,
    attribution_rule: value.attribution_rule ?? base.model.attribution_rule,
    profile: { ...base.model.profile, ...value.profile },
    measures,
    parameters,
    file,
  }
  return { model, perMeasure: base.perMeasure, file: whole, at: base.at }
}

function ofMeasures(templates: Record<string, Parameter>, measures: readonly string[]): Record<string, Parameter> {
  const pairs = measures.flatMap((measure) =>
    Object.entries(templates).map(([name, template]) => [`${name}/${measure}`, template] as const),
  )
  return Object.fromEntries(pairs)
}

function fileOf(id: string, folders: Folders): string {
  const file = folders.map((folder) => join(folder, `${id}.yaml`)).find((candidate) => existsSync(candidate))
  if (file && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id)) {
    const near = relative(process.cwd(), file)
    return near.startsWith('..') ? file : near
  }
  throw new WholepanelError('input-model', {
    got: `no model ${id}${didYouMean(id, idsIn(folders))}`,
    want: 'one that `wholepanel models` lists',
  })
}

export function idsIn(folders: Folders): string[] {
  const found = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length).split(sep).join('/'))
    .filter((id) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id) && !RULE_FOLDERS.some((rules) => id.startsWith(`${rules}/`)))
  return [...new Set(found)].sort()
}
