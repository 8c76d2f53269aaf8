import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Made = z.strictObject({
  /** Everything a run depends on besides submissions and contracts: version, models, measures, value sets. */
  library: z.string(),
  /** 0 for a run from scratch; one more than that of the run it is built on. */
  generation: z.number().int().min(0),
  built_on: z.string().nullable(),
  /** Content of each submission that was read. */
  submissions: z.record(z.string(), z.string()),
})

/** How a run's folder was made: stands in it as `made.json`. */
export type Made = z.infer<typeof Made>

export function writeMade(folder: string, made: Made): void {
  const file = join(folder, '.made.json')
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  renameSync(file, join(folder, 'made.json'))
}

/** Null where there is none, or none that this version can read: nothing can be built on such a run. */
export function readMade(folder: string): Made | null {
  const file = join(folder, 'made.json')
  if (!existsSync(file)) return null
  const read = Made.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return read.success ? read.data : null
}
