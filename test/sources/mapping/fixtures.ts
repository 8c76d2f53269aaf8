import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { regionWith } from '../region-with.ts'

export const FIXTURES = join(import.meta.dirname, 'fixtures')
export const fixture = (...names: string[]) => join(FIXTURES, ...names)

/** A region that has the mappings of these senders. */
export function regionWithMappings(...senders: string[]) {
  const here = regionWith()
  for (const sender of senders)
    cpSync(join(FIXTURES, sender), join(here.region.mappings, sender), {
      recursive: true,
      filter: (path) => !/\.(txt|dat|psv)$/.test(path),
    })
  return here
}
