import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from '../model/read-model.ts'
import type { Period } from '../period.ts'
import type { Region } from '../region.ts'
import { listArrangements } from '../register/arrangements.ts'
import type { Register } from '../register/open.ts'
import { listSubmissions } from '../register/submissions.ts'

/** The library beside `models/`: what a run reads that no payer sent. */
const ROOT = join(import.meta.dirname, '..', '..')

/** Changes with the program: what a working copy runs may differ under one version. */
const BUILD = join(ROOT, 'dist', '.built')

/** The version of the product that runs, which is part of what a result depends on. */
export const VERSION: string = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version

/**
 * What a run depends on, as one hash: the submissions in place with their content, every model, measure and value set,
 * the contracts of the period, the period and the version. The same hash means the same results.
 */
export async function inputsHash(
  region: Region,
  register: Register,
  period: Period,
  folders: Folders,
): Promise<string> {
  const content = new Map((await listSubmissions(register)).map((s) => [s.submission_id, s.content_hash]))
  const parts = {
    version: VERSION,
    build: existsSync(BUILD) ? readFileSync(BUILD, 'utf8') : null,
    period,
    submissions: submissionsIn(region.lake).map((path) => [path, content.get(path.split('/')[1] ?? '') ?? null]),
    library: [...folders, join(ROOT, 'measures'), join(ROOT, 'terminology')].map(filesIn),
    arrangements: await listArrangements(register, period),
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** `<payer>/<submission>` of each that is in place. */
function submissionsIn(lake: string): string[] {
  const visible = (folder: string) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort()
  return visible(lake).flatMap((payer) => visible(join(lake, payer)).map((submission) => `${payer}/${submission}`))
}

/** Each file of a folder with the hash of its content. Where the folder stands does not matter. */
function filesIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length), createHash('sha256').update(readFileSync(file)).digest('hex')])
}
