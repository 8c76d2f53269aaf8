import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/**
 * One small demonstration region for all whole tests, made by the built program as a user would make it. While you
 * work on one test, WHOLEPANEL_TEST_REGION names a region made before.
 */
export function setup(project: TestProject): () => void {
  const madeBefore = process.env.WHOLEPANEL_TEST_REGION
  if (madeBefore) {
    project.provide('region', madeBefore)
    return () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-region-'))
  const region = join(folder, 'region')
  const made = spawnSync(process.execPath, ['bin/wholepanel.js', 'demo', region, '--people', '2000'], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`wholepanel demo failed with ${made.status}:\n${made.stdout}\n${made.stderr}`)
  project.provide('region', region)
  return () => rmSync(folder, { recursive: true, force: true })
}

declare module 'vitest' {
  export interface ProvidedContext {
    region: string
  }
}
