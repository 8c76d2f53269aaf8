import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LIBRARY, readModel, models as readModels } from '../../model/read-model.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows, type Row } from '../say/print-table.ts'

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

/** Each parameter of one model with every dated value and its source. An own amount has none: contracts give it. */
export async function showModel(context: Context, id: string, output: Output): Promise<number> {
  const model = readModel(id, foldersOf(context))
  const rows = Object.entries(model.parameters).flatMap(([parameter, { label, kind, unit, status, values }]): Row[] => {
    const row = { parameter, label, kind, unit }
    if (!values) return [{ ...row, status: 'required' }]
    return values.map((dated) => ({ ...row, status: status ?? 'stated', ...dated }))
  })
  if (!output.json && !output.csv) context.out(`${model.title}\n${model.about.trim()}\n\n`)
  printRows(context, rows, ['parameter', 'label', 'kind', 'unit', 'from', 'value', 'status', 'source'], output)
  return DONE
}

function foldersOf(context: Context): string[] {
  const region = context.held?.region.path ?? resolve(context.cwd, context.region)
  return existsSync(join(region, 'wholepanel.yaml')) ? [join(region, 'models'), LIBRARY] : [LIBRARY]
}
