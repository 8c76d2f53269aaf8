import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LIBRARY, models as readModels } from '../../model/read-model.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows } from '../print-table.ts'

/** The models there are: the library's, and those of the region if this is one. */
export async function models(context: Context, output: Output): Promise<number> {
  const own = join(context.held?.region.path ?? resolve(context.cwd, context.region), 'models')
  const isRegion = existsSync(join(own, '..', 'wholepanel.yaml'))
  const rows = readModels(isRegion ? [own, LIBRARY] : [LIBRARY]).map((model) => ({
    id: model.id,
    name: model.title,
    family: model.family,
    readiness: model.readiness,
    tracks: model.tracks.map((track) => track.track),
  }))
  printRows(context, rows, ['id', 'name', 'family', 'readiness', 'tracks'], output)
  return DONE
}
