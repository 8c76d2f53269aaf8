import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('of a dozen random kills of ingest and run, none loses or doubles a record', () => {
  const done = spawnSync(process.execPath, ['test/kill/kills.mjs', '12', '7'], { encoding: 'utf8' })
  expect(done.stdout).toContain('"lost":0,"doubled":0')
  expect(done.status).toBe(0)
})
