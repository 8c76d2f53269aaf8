import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Viewer } from '../../src/governance/viewer.ts'
import { AnswersOf } from '../../src/lake/answers.ts'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { Region } from '../../src/region.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { openPglite } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { run } from '../../src/run/run.ts'
import { submissionOf, writeLake } from '../run/small-lake.ts'
import { houseOver } from '../server/house.ts'
import { type Answer, look } from './observe.ts'
import { contractAmount, DIRECTORY, MONTHS, PAYERS, PRACTICES, sentIn } from './world.ts'

const practice = (key: string): Viewer => ({
  ...{ person: key, name: key, role: 'practice', purpose: 'treatment' },
  ...{ organization_id: `${key}-group`, practice_ids: [key] },
})
const payer = (key: string): Viewer => ({
  ...{ person: key, name: key, role: 'payer', purpose: 'payment', organization_id: key, practice_ids: [] },
})
const overseer = (role: Viewer['role'], purpose: Viewer['purpose']): Viewer => ({
  ...{ person: role, name: role, role, purpose, organization_id: null, practice_ids: [] },
})

/** Who looks, and the operator, who sees what is true. */
export const LOOKERS: Readonly<Record<string, Viewer>> = {
  ...Object.fromEntries(PRACTICES.map((one) => [one, practice(one)])),
  ...Object.fromEntries(PAYERS.map((one) => [one, payer(one)])),
  convener: overseer('convener', 'convening'),
  state: overseer('state', 'oversight'),
  purchaser: { ...overseer('purchaser', 'oversight'), organization_id: 'coalition' },
  public: overseer('public', 'public'),
  operator: overseer('operator', 'oversight'),
}

/** What one practice's people had from one payer at one place: how many services, and what they came to. */
export type Spent = { practice: string; payer: string; biller: string; services: number; cents: number }

export type Year = {
  /** What each of them got: for each month everything that could be had of the run made at its end. */
  got: Readonly<Record<string, readonly Answer[][]>>
  /** What is true at the end of each month, and nobody is told. */
  spent: readonly Spent[][]
}

/** Every third month everything is looked at, in the others the numbers; the operator, who says what is true, needs no more. */
const farIn = (m: number, who: string) => (m % 3 === 2 && who !== 'operator' ? 'everything' : 'numbers')

/** Lives through a year: each month the payers send, a run is made, and everybody takes what there is. */
export async function liveThrough(): Promise<Year> {
  const folder = mkdtempSync(join(tmpdir(), 'attacked-'))
  const region = Region.create(join(folder, 'region'))
  const register = await openPglite()
  const work = new Work(register)
  const spent: Spent[][] = []
  const got: Record<string, Answer[][]> = Object.fromEntries(Object.keys(LOOKERS).map((who) => [who, []]))
  try {
    await introduce(register)
    await send(region, register, DIRECTORY, 'directory', '2025-01-02T08:00:00.000Z')
    const clock = { now: Date.UTC(2025, 1, 3) }
    const { server, source, as, close } = await houseOver(region, register, LOOKERS, clock)
    for (let m = 0; m < MONTHS; m++) {
      const day = new Date(Date.UTC(2025, m + 1, 3, 8)).toISOString()
      await send(region, register, sentIn(m), `m${String(m).padStart(2, '0')}`, day)
      clock.now = Date.parse(day)
      await run(region, period('2025'), { register, now: () => day, signal: new AbortController().signal })
      spent.push(await source.read(({ engine }) => engine.rows<Spent>(SPENT)))
      for (const who of Object.keys(LOOKERS)) {
        const headers = await as(who)
        const ask = (url: string) =>
          work.of(async () => {
            const { statusCode, body } = await server.inject({ url, headers })
            return { status: statusCode, body }
          })
        got[who]?.push(await look(m, ask, farIn(m, who)))
      }
    }
    await close()
    return { got, spent }
  } finally {
    work.stop()
    await register.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Counts what the server does for an answer: every query of the lake and every transaction of the register. One whose
 * answer is kept counts like one that is put to the engine: what is counted must not hang on who asked before.
 */
class Work {
  #done = 0
  readonly #before = { rows: Engine.prototype.rows, one: Engine.prototype.one }
  readonly #kept = { rows: AnswersOf.prototype.rows, one: AnswersOf.prototype.one }

  constructor(register: Register) {
    const count = () => {
      this.#done += 1
    }
    const { rows, one } = this.#before
    const kept = this.#kept
    let isKept = false
    // A kept answer that is not there yet is asked of the engine before anything else happens.
    const once = <Result>(ask: () => Result): Result => {
      count()
      isKept = true
      try {
        return ask()
      } finally {
        isKept = false
      }
    }
    AnswersOf.prototype.rows = function (...given) {
      return once(() => kept.rows.apply(this, given)) as never
    }
    AnswersOf.prototype.one = function (...given) {
      return once(() => kept.one.apply(this, given)) as never
    }
    Engine.prototype.rows = function (...given) {
      if (!isKept) count()
      return rows.apply(this, given) as never
    }
    Engine.prototype.one = function (...given) {
      count()
      return one.apply(this, given) as never
    }
    const { engine } = register
    register.engine = (work) => {
      count()
      return engine.call(register, work) as never
    }
  }

  async of<Result>(work: () => Promise<Result>): Promise<Result & { work: number }> {
    const before = this.#done
    const result = await work()
    return { ...result, work: this.#done - before }
  }

  stop(): void {
    Object.assign(Engine.prototype, this.#before)
    Object.assign(AnswersOf.prototype, this.#kept)
  }
}

const SPENT = sql`
  select a.practice_id as practice, l.payer, coalesce(l.organization_id, l.billing_npi) as biller, count(*) as services,
    cast(sum(l.spend_usd) * 100 as bigint) as cents
  from person_line l join attribution a on a.person_id = l.person_id and a.period = '2025'
  where a.practice_id is not null and l.service_date >= date '2025-01-01' and l.service_date < date '2026-01-01'
  group by 1, 2, 3 order by 1, 2, 3`

type Register = Awaited<ReturnType<typeof openPglite>>

async function introduce(register: Register): Promise<void> {
  const now = '2025-01-01T08:00:00.000Z'
  for (const one of ['convener', ...PAYERS]) {
    await registerPayer(register, { payer: one, payer_name: one, kind: one === 'convener' ? 'convener' : 'payer' }, now)
    await recordAgreement(
      register,
      {
        ...{
          payer: one,
          title: one,
          purposes: ['treatment', 'payment', 'operations', 'oversight', 'public-reporting'],
        },
        ...{ start_date: '2020-01-01', on_end: 'keep', document: one },
      },
      now,
    )
  }
  await saveArrangements(
    register,
    PAYERS.flatMap((one) =>
      PRACTICES.map((at) => ({
        ...{ arrangement: `${one}-${at}`, payer: one, organization_id: `${at}-group`, model: 'demo/common-model' },
        ...{ track: 'ffs-plus', start_date: '2024-01-01', end_date: null },
        amounts: { base_pmpm: { value: contractAmount(one, at), unit: 'usd' as const, source: 'contract' } },
      })),
    ),
  )
}

async function send(
  region: Region,
  register: Register,
  rows: Parameters<typeof writeLake>[1],
  name: string,
  received_at: string,
) {
  const placed = Object.entries(rows).map(([table, held = []]) => [
    table,
    held.map((row) => ({
      ...row,
      submission_id: `${row.payer ?? 'convener'}-${name}`,
      file_id: `${table}-${row.payer ?? 'convener'}-${name}`,
    })),
  ])
  await writeLake(region.lake, Object.fromEntries(placed), () => name)
  const senders = name === 'directory' ? ['convener'] : PAYERS
  for (const sender of senders) await recordSubmission(register, submissionOf(sender, `${sender}-${name}`, received_at))
}
