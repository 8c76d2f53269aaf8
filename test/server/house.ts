import type { FastifyInstance } from 'fastify'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { sourceRecords } from '../../src/explain/source-records.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { Region, Settings } from '../../src/region.ts'
import { saveDemonstrationPeople } from '../../src/register/demonstration-people.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { app } from '../../src/server/app.ts'
import type { House } from '../../src/server/house.ts'
import { Sessions } from '../../src/server/sessions.ts'
import { smallRegion, VIEWERS } from '../disclosure/small-region.ts'

export type TestHouse = {
  server: FastifyInstance
  house: House
  register: Register
  reading: Reading
  lines: string[]
  clock: { now: number }
  /** Asks as this viewer; null is nobody. */
  get: (who: Viewer | null, url: string) => Promise<Answer>
  close: () => Promise<void>
}
export type Answer = { status: number; body: string; headers: Readonly<Record<string, unknown>> }

/** A server over any region and its register, without a port; `as` gives the headers by which a viewer asks. */
export async function houseOver({ region, register, source }: Pick<House, 'region' | 'register' | 'source'>) {
  const now = Date.parse('2026-01-03T00:00:00Z')
  const house: House = {
    ...{ region, register, source, sessions: new Sessions(() => now), host: '127.0.0.1', version: '0.0.0' },
    ...{
      token: 'lock-token',
      command: null,
      now: () => new Date(now).toISOString(),
      log: () => undefined,
      pages: null,
    },
    records: (engine) => sourceRecords(engine, region),
  }
  const server = await app(house)
  return {
    server,
    as: async (viewer: Viewer) => ({ cookie: house.sessions.start(viewer, undefined).split(';')[0] }),
    close: async () => {
      await server.close()
      await source.close()
    },
  }
}

/** A server over the small region, without a port. */
export async function testHouse(settings: Partial<Settings> = { demonstration: true }): Promise<TestHouse> {
  const register = await openPglite()
  const reading = await smallRegion()
  await saveDemonstrationPeople(
    register,
    Object.entries(VIEWERS).map(([person, one]) => ({
      ...one,
      person,
      practice_ids: [...one.practice_ids],
      organization_name: null,
      about: 'a person',
    })),
  )
  const lines: string[] = []
  const clock = { now: Date.parse('2026-01-03T00:00:00Z') }
  const house: House = {
    region: new Region('/tmp/nowhere', Settings.parse({ region: 'Test region', ...settings })),
    register,
    source: { read: (work) => work(reading), close: async () => undefined },
    sessions: new Sessions(() => clock.now),
    host: '127.0.0.1',
    version: '0.0.0',
    token: 'lock-token',
    command: null,
    now: () => new Date(clock.now).toISOString(),
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
  const get = async (who: Viewer | null, url: string): Promise<Answer> => {
    const cookie = who ? house.sessions.start(who, undefined).split(';')[0] : undefined
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
    get,
    close: async () => {
      await server.close()
      reading.engine.close()
      await register.close()
    },
  }
}
