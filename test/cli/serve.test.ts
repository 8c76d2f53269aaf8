import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { lockHolder } from '../../src/register/lock.ts'
import { type Spoken, spoken } from './spoken.ts'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'served-'))
  Region.create(cwd, { region: 'Valley' })
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

/** Serves while the work is done, and gives what the command wrote. */
async function serving(line: string, work: (address: string) => Promise<unknown>): Promise<Spoken> {
  const stop = new AbortController()
  const done = spoken(line, { cwd, signal: stop.signal })
  try {
    let address: string | undefined
    while (!address) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      address = lockHolder(Region.open(cwd))?.address
    }
    await work(address)
  } finally {
    stop.abort()
  }
  return done
}
const look = async (address: string) => {
  for (const path of ['/healthz', '/api/practices?search=Jane', '/api/members/1EG4-TE5'])
    await (await fetch(address + path)).text()
}

test('with --access-log each request that was answered is a line on standard output, without address or words', async () => {
  const { out, said, code } = await serving('serve --no-open --port 0 --access-log', look)
  expect(out).toMatch(
    /^2026-01-05T10:00:00Z GET \/api\/practices 401 \d+ ms\n2026-01-05T10:00:00Z GET \(none\) 404 \d+ ms\n$/,
  )
  expect(said).toContain('Valley is served at')
  expect(code).toBe(0)
}, 120_000)

test('without it nothing is written', async () => {
  const { out, said } = await serving('serve --no-open --port 0', look)
  expect(out).toBe('')
  expect(said).not.toContain('/api')
}, 120_000)
