import type { FastifyInstance } from 'fastify'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { Region, Settings } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { grantsInForce, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { type ParticipantKind, saveParticipant } from '../../src/register/people/participants.ts'
import { app } from '../../src/server/app.ts'
import type { House } from '../../src/server/house.ts'
import { KeySource } from '../../src/server/programs/key-source.ts'
import { Attempts } from '../../src/server/sign-in/attempts.ts'
import { Seal } from '../../src/server/sign-in/seal.ts'
import { Sessions } from '../../src/server/sign-in/sessions.ts'
import { smallRegion, VIEWERS } from '../disclosure/small-region.ts'

export type TestHouse = {
  server: FastifyInstance
  house: House
  register: Register
  reading: Reading
  lines: string[]
  clock: { now: number }
  /** The cookie of a new session of this viewer. */
  cookieOf: (who: Viewer) => Promise<string>
  /** Asks as this viewer; null is nobody. */
  get: (who: Viewer | null, url: string) => Promise<Answer>
  close: () => Promise<void>
}
export type Answer = { status: number; body: string; headers: Readonly<Record<string, unknown>> }

/** A server over the small region, without a port. */
export async function testHouse(settings: Partial<Settings> = { demonstration: true }): Promise<TestHouse> {
  const register = await openPglite()
  const reading = await smallRegion()
  await savePeople(register)
  const lines: string[] = []
  const clock = { now: Date.parse('2026-01-03T00:00:00Z') }
  const now = () => new Date(clock.now).toISOString()
  const region = new Region('/tmp/nowhere', Settings.parse({ region: 'Test region', ...settings }))
  const house: House = {
    region,
    register,
    source: { read: (work) => work(reading), close: async () => undefined },
    sessions: new Sessions(register, now, { ...region.settings, host: '127.0.0.1' }),
    signIn: { seal: new Seal(() => Buffer.alloc(32, 7)), attempts: new Attempts(now), provider: null },
    keys: new KeySource({ loopback: true, clock: () => clock.now }),
    host: '127.0.0.1',
    version: '0.0.0',
    token: 'lock-token',
    command: null,
    now,
    records: () => async (references) =>
      references.map((one) => ({
        ...one,
        submission_id: 's',
        file_name: 'f',
        payer: one.file_id.replace('file-', ''),
        layout:
          one.record_number < 9
            ? 'tuva/medical_claim'
            : one.record_number === 9
              ? 'tuva/lab_result'
              : 'tuva/eligibility',
        fields: [
          {
            name: one.record_number < 9 ? 'paid_amount' : 'result',
            value: one.record_number === 1 ? '110.10' : one.record_number === 2 ? '220.20' : '7',
          },
          { name: 'social_security_number', value: '999-99-9999' },
        ],
      })),
    log: (line) => lines.push(line),
    pages: null,
  }
  const server = await app(house)
  const cookieOf = async (who: Viewer): Promise<string> => {
    const account = Object.entries(VIEWERS).find(([, one]) => one === who)?.[0] ?? who.person
    const [grant] = await grantsInForce(register, account, now().slice(0, 10))
    if (!grant) throw new Error(`${account} has no grant`)
    const key = await house.sessions.startAlone({ account, access_grant: grant.access_grant, method: 'demonstration' })
    return `wholepanel=${key}`
  }
  const get = async (who: Viewer | null, url: string): Promise<Answer> => {
    const cookie = who ? await cookieOf(who) : undefined
    const answer = await server.inject({ url, headers: cookie ? { cookie } : {} })
    return { status: answer.statusCode, body: answer.body, headers: answer.headers }
  }
  return {
    server,
    house,
    register,
    reading,
    lines,
    clock,
    cookieOf,
    get,
    close: async () => {
      await server.close()
      reading.engine.close()
      await register.close()
    },
  }
}

/** The viewers of the small region as accounts with a grant each; who oversees gets a participant too. */
async function savePeople(register: Register): Promise<void> {
  const at = '2025-01-01T00:00:00Z'
  for (const [account, { role, purpose, organization_id, practice_ids }] of Object.entries(VIEWERS)) {
    const alone = role === 'public' || role === 'operator'
    const participant = alone ? null : (organization_id ?? `the-${role}`)
    const kind = role === 'practice' ? 'provider-organization' : (role as ParticipantKind)
    if (participant) await saveParticipant(register, { participant, participant_name: participant, kind }, at)
    await saveAccount(register, { account, name: account, about: 'a person' }, 'operator', at)
    const grant = { account, role, purpose, participant, practice_ids, start_date: '2025-01-01' }
    await saveAccessGrant(register, grant, 'operator', at)
  }
}
