import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Held } from '../alignment/steps.ts'
import type { Folders } from '../model/read-model.ts'
import type { Period } from '../period.ts'
import { listArrangements } from '../register/arrangements.ts'
import type { Register } from '../register/open.ts'
import type { Rights } from '../rights/rights.ts'
import { terminologyBeside } from '../terminology/value-set.ts'
import type { InUse } from './in-use.ts'

/** The library beside `models/`: what a run reads that no payer sent. */
const ROOT = join(import.meta.dirname, '..', '..')

/** Changes with the program: what a working copy runs may differ under one version. */
const BUILD = join(ROOT, 'dist', '.built')

/** The version of the product that runs, which is part of what a result depends on. */
export const VERSION: string = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version

/**
 * What a run depends on, as one hash: the submissions it reads with their content, every model, measure and value set,
 * the contracts of the period, what payers are held against, by what right which rows may be used, the period and the version. The same hash means the same results.
 */
export async function inputsHash(
  register: Register,
  period: Period,
  folders: Folders,
  { inUse, rights, alignment }: { inUse: readonly InUse[]; rights: Rights; alignment: Held },
): Promise<string> {
  const parts = {
    version: VERSION,
    build: existsSync(BUILD) ? readFileSync(BUILD, 'utf8') : null,
    period,
    submissions: inUse.map(({ payer, submission_id, content_hash }) => [payer, submission_id, content_hash]),
    rights,
    library: libraryOf(folders),
    arrangements: await listArrangements(register, period),
    alignment: { ...alignment, rules: [...(alignment.rules ?? [])] },
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** What a run depends on besides what came and the contracts, as one hash: rows of another library cannot be kept. */
export function libraryHash(period: Period, folders: Folders): string {
  const parts = {
    version: VERSION,
    build: existsSync(BUILD) ? readFileSync(BUILD, 'utf8') : null,
    period,
    library: libraryOf(folders),
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** Models, measures and value sets, each folder apart. */
const libraryOf = (folders: Folders): [string, string][][] =>
  [...folders, join(ROOT, 'measures'), ...terminologyBeside(folders)].map(filesIn)

/** Each file of a folder with the hash of its content. Where the folder stands does not matter. */
function filesIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length), createHash('sha256').update(readFileSync(file)).digest('hex')])
}
