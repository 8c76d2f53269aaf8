import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerSuite } from './suite.ts'
import { turnsSuite } from './turns.ts'

registerSuite('the embedded register', () => openPglite())

describe('in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'register-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  turnsSuite('many at once', {
    open: (limit) => openPglite(folder, limit),
    another: async (first: Register) => first,
    ending: ['select count(*) from generate_series(1, 1000000000000)'],
  })
})
