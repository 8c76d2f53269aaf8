import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import { together } from '../../src/register/store/together.ts'
import type { Session } from '../../src/server/sign-in/sessions.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { fill } from '../register/filled.ts'
import { type TestHouse, testHouse } from './house.ts'

// The first lock is off: every action is permitted to everybody, and every role passes.
vi.mock('../../src/governance/permit.ts', async (original) => {
  const real = await original<typeof import('../../src/governance/permit.ts')>()
  return { ...real, permit: () => real.GRANTED[0], refuseRole: () => undefined }
})

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await fill(house.register)
})
afterAll(() => house.close())

const viewer = (role: Viewer['role'], organization_id: string | null): Viewer => ({
  ...VIEWERS.amber,
  role,
  organization_id,
})
/** Asks as a viewer whom no account and no grant could make: whoever forged a session would be one. */
async function get(who: Viewer, url: string): Promise<{ body: string }> {
  const { sessions } = house.house
  const session = { viewer: who, account: 'elm', access_grant: 1, session_hash: 'forged' } as Session
  vi.spyOn(sessions, 'hashOf').mockReturnValue('forged')
  vi.spyOn(sessions, 'with').mockImplementation(async (tx, _hash, ...queries) => [
    session,
    ...(await together(tx, ...queries)),
  ])
  return house.server.inject({ url })
}
const READS = ['/api/submissions', '/api/feeds', '/api/waivers', '/api/agreements', '/api/feeds?table=thresholds']
/** What tells that rows of a payer were read; names of payers and practices are open to all. */
const told = (payer: string) => {
  const rows = {
    summit: ['s1', 'summit-2025-01-01', 'of summit'],
    keystone: ['k1', 'keystone-2025-01-01', 'of keystone'],
  }
  return rows[payer as keyof typeof rows]
}

test('with every action permitted a payer reads its own of the register, and of no other', async () => {
  const bodies = await Promise.all(READS.map(async (url) => (await get(viewer('payer', 'summit'), url)).body))
  const body = bodies.join('\n')
  for (const own of ['"s1"', 'summit-2025-01-01']) expect(body).toContain(own)
  for (const other of told('keystone')) expect(body).not.toContain(`"${other}"`)
})

test.each<[string, Viewer]>([
  ['a payer that forges a name', viewer('payer', "summit' or '1'='1")],
  ['a payer without a name', viewer('payer', null)],
  ['the public', viewer('public', null)],
  ['a role nobody has', viewer('engine' as Viewer['role'], 'summit')],
])('with every action permitted %s reads nothing of any payer’s', async (_who, who) => {
  for (const url of [...READS, ...['s1', 'k1'].map((id) => `/api/submissions/${id}`)]) {
    const { body } = await get(who, url)
    for (const one of [...told('summit'), ...told('keystone')]) expect(body, url).not.toContain(`"${one}"`)
  }
})

test('with every action permitted a practice that names a payer reads of it only that it sent something', async () => {
  for (const url of READS.slice(1)) {
    const { body } = await get(viewer('practice', 'summit'), url)
    for (const one of [...told('summit'), ...told('keystone')]) expect(body, url).not.toContain(`"${one}"`)
  }
  const rows = JSON.parse((await get(viewer('practice', 'summit'), '/api/submissions')).body) as object[]
  for (const row of rows) expect(row).toMatchObject({ layout: null, received: null, findings: [], files: [] })
})
