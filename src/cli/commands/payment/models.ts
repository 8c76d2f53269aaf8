import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LIBRARY, type Model, readModel, models as readModels } from '../../../model/read-model.ts'
import { factsOf } from '../../../payment/facts-of.ts'
import { modelSchema } from '../../../payment/library/model-schema.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'

/** The models there are: the library's, and those of the region if this is one. */
export async function models(context: Context, output: Output): Promise<number> {
  const rows = readModels(foldersOf(context)).map((model) => ({
    id: model.id,
    name: model.title,
    family: model.family,
    readiness: model.readiness,
    tracks: model.tracks.map((track) => track.track),
  }))
  printRows(context, rows, ['id', 'name', 'family', 'readiness', 'tracks'], output)
  return DONE
}

/**
 * What one model reads: its facts with unit and definition, its parameters with every dated value and its source. An own
 * amount has none: contracts give it.
 */
export async function showModel(context: Context, id: string, output: Output): Promise<number> {
  const model = readModel(id, foldersOf(context))
  const facts = factsOf(model)
  if (output.json) {
    const { title, about, family, readiness, lan_categories, tracks, choices, sources, not_published } = model
    const components = componentsOf(model)
    const shown = {
      id: model.id,
      name: title,
      about,
      family,
      readiness,
      lan_categories,
      tracks,
      choices,
      facts,
      components,
    }
    context.out(`${JSON.stringify({ ...shown, parameters: parameterRows(model), sources, not_published }, null, 2)}\n`)
    return DONE
  }
  const factRows = facts.map(({ name, label, unit, optional, definition }) => ({
    what: 'fact',
    name,
    label,
    unit,
    status: optional ? 'may be blank' : 'needed',
    source: definition,
  }))
  if (!output.csv) context.out(`${model.title}\n${model.about.trim()}\n\n`)
  const rows = [...factRows, ...parameterRows(model).map((row) => ({ what: row.kind, ...row }))]
  printRows(context, rows, ['what', 'name', 'label', 'unit', 'from', 'value', 'status', 'source'], output)
  return DONE
}

const componentsOf = (model: Model) =>
  model.components.map(({ component, part, label, tracks, from, until, pays }) => ({
    component,
    part,
    label,
    tracks: tracks ?? model.tracks.map(({ track }) => track),
    from: from ?? null,
    until: until ?? null,
    pays: pays ?? null,
  }))

/** One row for each dated value; a table is one value, as JSON. */
function parameterRows(model: Model): Row[] {
  return Object.entries(model.parameters).flatMap(([name, { label, kind, unit, by, along, status, values }]): Row[] => {
    const row = { name, label, kind, unit, by: by ?? null, along: along ?? null }
    if (!values) return [{ ...row, from: null, value: null, status: 'required', source: null }]
    return values.map(({ from, value, source }) => ({
      ...row,
      from,
      value: typeof value === 'string' ? value : JSON.stringify(value),
      status: status ?? 'stated',
      source,
    }))
  })
}

/** For editors: a line in the file names where it was written to. */
export async function printModelSchema(context: Context): Promise<number> {
  context.out(`${JSON.stringify(modelSchema(), null, 2)}\n`)
  return DONE
}

/** The region's own models before the library's, where this is a region. */
export const foldersOf = (context: Context): string[] =>
  isRegion(context) ? [join(folderOf(context), 'models'), LIBRARY] : [LIBRARY]

const folderOf = (context: Context): string => context.held?.region.path ?? resolve(context.cwd, context.region)

export const isRegion = (context: Context): boolean => existsSync(join(folderOf(context), 'wholepanel.yaml'))
