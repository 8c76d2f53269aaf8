import type { FastifyInstance } from 'fastify'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { sourceRecords } from '../../src/explain/source-records.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { Region, Settings } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { grantsInForce, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { type ParticipantKind, saveParticipant } from '../../src/register/people/participants.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { standingOf } from '../../src/register/standing.ts'
import { app } from '../../src/server/app.ts'
import type { House } from '../../src/server/house.ts'
import { Live } from '../../src/server/live.ts'
import { KeySource } from '../../src/server/programs/key-source.ts'
import { ReadLimit } from '../../src/server/read-limit.ts'
import { Remembered } from '../../src/server/remembered.ts'
import { Attempts } from '../../src/server/sign-in/attempts.ts'
import { Seal } from '../../src/server/sign-in/seal.ts'
import { Sessions } from '../../src/server/sign-in/sessions.ts'
import { ROWS, smallRegion, VIEWERS } from '../disclosure/small-region.ts'
import type { Rows } from '../disclosure/tables.ts'

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

/** Both payers let their records be used for everything that the initiative does. */
const AGREEMENT = {
  title: 'Test',
  purposes: ['treatment', 'payment', 'operations'],
  start_date: '2020-01-01',
  on_end: 'keep',
  document: 'test',
} as const

/** What every server of a test is made with; `time` is its clock. */
function houseOf(region: Region, register: Register, time: () => number): Omit<House, 'source'> {
  const now = () => new Date(time()).toISOString()
  return {
    region,
    register,
    sessions: new Sessions(register, now, { ...region.settings, host: '127.0.0.1' }),
    remembered: new Remembered(),
    signIn: { seal: new Seal(() => Buffer.alloc(32, 7)), attempts: new Attempts(now), provider: null },
    keys: new KeySource({ loopback: true, clock: time }),
    refusedAssertions: new Attempts(now),
    // The clock stands still while thousands of addresses are tried: all of it is one minute.
    reads: new ReadLimit(1_000_000, now),
    mails: false,
    host: '127.0.0.1',
    version: '0.0.0',
    token: 'lock-token',
    command: null,
    policy: async () => ({ policy: STRICTEST, because: 'a test' }),
    now,
    records: (engine) => sourceRecords(engine, region),
    log: () => undefined,
    say: () => undefined,
    pages: null,
  }
}

async function cookieFor(house: House, account: string): Promise<string> {
  const [grant] = await grantsInForce(house.register, account, house.now().slice(0, 10))
  if (!grant) throw new Error(`${account} has no grant`)
  const key = await house.sessions.startAlone({ account, access_grant: grant.access_grant, method: 'demonstration' })
  return `wholepanel=${key}`
}

/** A server over any region and its register, without a port; `as` gives the headers by which one of the viewers asks. */
export async function houseOver(
  region: Region,
  register: Register,
  viewers: Readonly<Record<string, Viewer>>,
  clock: { now: number },
) {
  await savePeople(register, viewers)
  const made = houseOf(region, register, () => clock.now)
  const house: House = { ...made, source: new Live(region, register, made.policy) }
  const server = await app(house)
  return {
    server,
    source: house.source,
    as: async (account: string) => ({ cookie: await cookieFor(house, account) }),
    close: async () => {
      await server.close()
      await house.source.close()
    },
  }
}

/** A server over the small region, without a port. */
export async function testHouse(
  settings: Partial<Settings> = { demonstration: true },
  rows: Rows = ROWS,
): Promise<TestHouse> {
  const register = await openPglite()
  const reading = await smallRegion(rows)
  await savePeople(register, VIEWERS)
  for (const payer of ['amber', 'birch']) {
    await registerPayer(register, { payer }, '2025-01-01T00:00:00Z')
    await recordAgreement(register, { ...AGREEMENT, payer }, '2025-01-01T00:00:00Z')
  }
  const lines: string[] = []
  const clock = { now: Date.parse('2026-01-03T00:00:00Z') }
  const region = new Region('/tmp/nowhere', Settings.parse({ region: 'Test region', ...settings }))
  const house: House = {
    ...houseOf(region, register, () => clock.now),
    source: { read: async (work) => work(reading, await standingOf(register)), close: async () => undefined },
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
    ...(settings.most_reads_a_minute
      ? { reads: new ReadLimit(settings.most_reads_a_minute, () => new Date(clock.now).toISOString()) }
      : {}),
  }
  const server = await app(house)
  const cookieOf = (who: Viewer): Promise<string> =>
    cookieFor(house, Object.entries(VIEWERS).find(([, one]) => one === who)?.[0] ?? who.person)
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

/** Viewers as accounts with a grant each; who oversees gets a participant too. */
async function savePeople(register: Register, viewers: Readonly<Record<string, Viewer>>): Promise<void> {
  const at = '2025-01-01T00:00:00Z'
  for (const [account, { role, purpose, organization_id, practice_ids }] of Object.entries(viewers)) {
    const alone = role === 'public' || role === 'operator'
    const participant = alone ? null : (organization_id ?? `the-${role}`)
    const kind = role === 'practice' ? 'provider-organization' : (role as ParticipantKind)
    if (participant) await saveParticipant(register, { participant, participant_name: participant, kind }, at)
    await saveAccount(register, { account, name: account, about: 'a person' }, 'operator', at)
    const grant = { account, role, purpose, participant, practice_ids, start_date: '2025-01-01' }
    await saveAccessGrant(register, grant, 'operator', at)
  }
}
