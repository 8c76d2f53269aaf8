import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPglite, type Register } from '../../src/register/open.ts'

export type MadeFolders = {
  /** An empty embedded register in a folder of this name, in the place of what was there. */
  empty: (name: string) => Promise<Register>
  path: (name: string) => string
  remove: () => void
}

/** Empty registers in folders. PGlite takes seconds to make one, so that one is made and copied. */
export function madeFolders(limit?: number): MadeFolders {
  const folder = mkdtempSync(join(tmpdir(), 'register-'))
  const path = (name: string) => join(folder, name)
  let made: Promise<void> | undefined
  const make = async () => (await openPglite(path('made'))).close()
  return {
    empty: async (name) => {
      made ??= make()
      await made
      rmSync(path(name), { recursive: true, force: true })
      cpSync(path('made'), path(name), { recursive: true })
      return openPglite(path(name), limit)
    },
    path,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
