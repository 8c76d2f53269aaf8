import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { WholepanelError } from '../error.ts'
import { BasedModelFile, WholeModelFile } from './model-file.ts'
import { fitsUnit, type Parameter } from './parameter.ts'
import { didYouMean, type FromYaml, readText, readYaml } from './read-yaml.ts'

/** A model with nothing left to merge: what it took from the model it is based on, and what it says itself. */
export type Model = Omit<WholeModelFile, 'per_measure'> & {
  /** `<folder>/<file>`, for example demo/common-model: the key in results, arrangements and explain ids. */
  id: string
  based_on: string | null
  demonstration: boolean
  file: string
}

/** The library that comes with the product. */
export const LIBRARY = join(import.meta.dirname, '..', '..', 'models')

/** Folders of `models/` that hold rules which a run refers to, each read by its own room, and no payment model. */
const RULE_FOLDERS = ['attribution', 'cost', 'risk']

/** Searched in order: a region puts its own folder first and so adds to, or corrects, the library. */
export type Folders = readonly string[]

export function readModel(id: string, folders: Folders = [LIBRARY]): Model {
  return follow(id, folders, []).model
}

/** Every model in the folders, sorted by id. */
export function models(folders: Folders = [LIBRARY]): Model[] {
  return idsIn(folders).map((id) => readModel(id, folders))
}

type Place = FromYaml<unknown>['at']
type Open = { model: Model; perMeasure: Record<string, Parameter> }

function follow(id: string, folders: Folders, trail: readonly string[]): Open {
  const file = fileOf(id, folders)
  if (trail.includes(id))
    throw new WholepanelError('input-model', { at: file, got: `based on itself: ${[...trail, id].join(' → ')}` })
  const text = readText(file)
  // The file says by this one key which of the two kinds it is, so that its faults are judged by the right schema.
  if (!/^based_on:/m.test(text)) return whole(id, file, readYaml(file, WholeModelFile, 'input-model', text))
  const read = readYaml(file, BasedModelFile, 'input-model', text)
  return overlay(id, file, read, follow(read.value.based_on, folders, [...trail, id]))
}

function whole(id: string, file: string, { value, at }: FromYaml<WholeModelFile>): Open {
  const { per_measure: perMeasure, ...rest } = value
  checkComponents(rest, at)
  const model = { ...rest, id, based_on: null, demonstration: false, file }
  return {
    model: { ...model, parameters: { ...model.parameters, ...ofMeasures(perMeasure, model.measures) } },
    perMeasure,
  }
}

/** Of the components of a track no two may write the same statement line. */
function checkComponents({ components, tracks }: Pick<WholeModelFile, 'components' | 'tracks'>, at: Place): void {
  const known = tracks.map(({ track }) => track)
  const fault = (i: number, got: string) => {
    throw new WholepanelError('input-model', { at: at(['components', i]), got })
  }
  for (const [i, component] of components.entries()) {
    const unknown = component.tracks?.find((track) => !known.includes(track))
    if (unknown) fault(i, `component of an unknown track ${unknown}${didYouMean(unknown, known)}`)
    const twice = components
      .slice(0, i)
      .find((other) => other.component === component.component && known.some((track) => both(other, component, track)))
    if (twice) fault(i, `component ${component.component} twice in one track`)
  }
}

type Component = WholeModelFile['components'][number]
export const belongsTo = (component: Component, track: string): boolean => component.tracks?.includes(track) ?? true
const both = (a: Component, b: Component, track: string): boolean => belongsTo(a, track) && belongsTo(b, track)

/** Takes another model's structure and fills in what it left open; nothing that was published can be changed. */
function overlay(id: string, file: string, { value, at }: FromYaml<BasedModelFile>, base: Open): Open {
  const { based_on, title, about, sources, demonstration, gives } = value
  const measures = value.measures ?? base.model.measures
  const parameters = { ...base.model.parameters, ...ofMeasures(base.perMeasure, measures) }
  for (const [name, values] of Object.entries(gives)) {
    const open = parameters[name]
    const fault = (got: string) => new WholepanelError('input-model', { at: at(['gives', name]), got })
    if (!open) throw fault(`${based_on} has no parameter ${name}${didYouMean(name, Object.keys(parameters))}`)
    if (open.kind === 'own') throw fault(`${name} is an own amount; only an arrangement can give it`)
    if (!open.required) throw fault(`${name} has a published value in ${based_on}; want a required one`)
    if (values.some((dated) => !fitsUnit(dated.value, open.unit))) throw fault(`${name} is not a decimal number`)
    const { required: _, ...rest } = open
    parameters[name] = { ...rest, values }
  }
  const model: Model = {
    ...base.model,
    id,
    based_on,
    title,
    about,
    sources: [...sources, ...base.model.sources],
    demonstration: demonstration ?? false,
    measures,
    parameters,
    file,
  }
  return { model, perMeasure: base.perMeasure }
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

function idsIn(folders: Folders): string[] {
  const found = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length).split(sep).join('/'))
    .filter((id) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id) && !RULE_FOLDERS.some((rules) => id.startsWith(`${rules}/`)))
  return [...new Set(found)].sort()
}
