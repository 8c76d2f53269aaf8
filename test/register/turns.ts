import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listArrangements, saveArrangements } from '../../src/register/arrangements.ts'
import { askWaiver, decideWaiver, listWaivers } from '../../src/register/feeds/waivers.ts'
import type { Register } from '../../src/register/open.ts'
import { listPayers, registerPayer } from '../../src/register/payers.ts'
import { listFindings, listSubmissions, recordSubmission, submissionFiles } from '../../src/register/submissions.ts'
import { contract, delivery, NOW, payer } from './suite.ts'

const PAYERS = ['birch', 'cedar', 'maple', 'rowan']
/** Longer than any statement of these tests, shorter than a test. */
const LIMIT = 2_000

export type Store = {
  open: (limit: number) => Promise<Register>
  /** What a second process of an operator works with: on a server a register of its own, embedded the same one. */
  another: (first: Register) => Promise<Register>
  /** Statements that end the connection they run on, as a server that restarts does. */
  ending: readonly string[]
}

/** What holds when many work at once, statements do not end and connections die, on every store. */
export function turnsSuite(name: string, { open, another, ending }: Store): void {
  describe(name, () => {
    let register: Register
    let second: Register
    beforeAll(async () => {
      register = await open(LIMIT)
      second = await another(register)
      for (const key of PAYERS) await registerPayer(register, { payer: key }, NOW)
    })
    afterAll(async () => {
      if (second !== register) await second?.close()
      await register?.close()
    })

    /** Who the database takes each of a dozen connections for, asked for at once so that the whole pool answers. */
    const seenAs = async () => {
      const asked = Array.from({ length: 12 }, () =>
        register.db.connection().execute(async (db) => {
          const { rows } = await sql<{ role: string; party: string }>`
            select current_user as role, coalesce(current_setting('wholepanel.party', true), '') as party,
                   pg_sleep(0.02)`.execute(db)
          return `${rows[0]?.role} ${rows[0]?.party}`
        }),
      )
      return [...new Set(await Promise.all(asked))]
    }
    const CLOSED = ['wholepanel_closed ']

    test('transactions of many parties that interleave see only their own', async () => {
      const work = async (of: string, round: number) => {
        await saveArrangements(register, [contract(of, `group-${round}`)], undefined, payer(of))
        const seen = await register.as(payer(of), async (tx) => {
          const before = await tx.selectFrom('arrangement').select('payer').execute()
          await sql`select pg_sleep(0.005)`.execute(tx)
          const after = await tx.selectFrom('arrangement_amount').select('payer').execute()
          return [...before, ...after].map((row) => row.payer)
        })
        return seen.length > 0 && seen.every((one) => one === of)
      }
      const kept = await Promise.all(Array.from({ length: 8 }, (_, i) => PAYERS.map((of) => work(of, i))).flat())
      expect(kept).toEqual(kept.map(() => true))
      for (const of of PAYERS) expect(await listArrangements(register, undefined, payer(of))).toHaveLength(8)
      expect(await seenAs()).toEqual(CLOSED)
    })

    test('a delivery that two processes record at once is recorded once, and whole', async () => {
      const both = await Promise.allSettled(
        [register, second, register, second].map((one) => recordSubmission(one, delivery('twice', 'birch'))),
      )
      expect(both.map((one) => one.status)).toContain('fulfilled')
      expect(await listSubmissions(register)).toMatchObject([{ submission_id: 'twice', received: 30 }])
      expect(await submissionFiles(register, 'twice')).toHaveLength(2)
      expect(await listFindings(register, 'twice')).toHaveLength(1)
    })

    test('of two who decide a waiver at once, one decides', async () => {
      const days = { start_date: '2026-01-01', end_date: '2026-01-31', asked_by: 'ana', reason: 'a new system' }
      const { waiver } = await askWaiver(
        register,
        { payer: 'cedar', feed: null, rule: 'x', ...days },
        payer('cedar'),
        NOW,
      )
      const decide = (one: Register, decided_by: string, decision: 'granted' | 'refused') =>
        decideWaiver(
          one,
          waiver,
          { decision, decided_by, because: decided_by },
          { role: 'convener', organization_id: null },
          NOW,
        )
      const both = await Promise.allSettled([decide(register, 'rui', 'granted'), decide(second, 'ada', 'refused')])
      const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.decided_by] : []))
      expect(won).toHaveLength(1)
      expect((await listWaivers(register)).map((one) => one.decided_by)).toEqual(won)
    })

    test('a transaction that is broken off leaves nothing, and its role with it', async () => {
      const broken = register.engine(async (tx) => {
        await tx.deleteFrom('arrangement').where('payer', '=', 'maple').execute()
        throw new Error('broken off')
      })
      await expect(broken).rejects.toThrow('broken off')
      const refused = register.as(payer('rowan'), async (tx) => {
        await tx.deleteFrom('arrangement').where('payer', '=', 'rowan').execute()
        await sql`select 1 / 0`.execute(tx)
      })
      await expect(refused).rejects.toMatchObject({ code: '22012' })
      for (const of of ['maple', 'rowan']) expect(await listArrangements(second, undefined, payer(of))).toHaveLength(8)
      expect(await seenAs()).toEqual(CLOSED)
    })

    test('a statement that does not end is given up, keeps nothing, and stops neither the process nor the others', async () => {
      const ticks: number[] = []
      const clock = setInterval(() => ticks.push(performance.now()), 20)
      const begun = performance.now()
      const endless = register.as(payer('maple'), async (tx) => {
        await tx.deleteFrom('arrangement').where('payer', '=', 'maple').execute()
        await sql`select count(*) from generate_series(1, 1000000000000)`.execute(tx)
      })
      const behind = Array.from({ length: 12 }, () => listPayers(register))
      await expect(endless).rejects.toMatchObject({ code: 'state-register-slow' })
      clearInterval(clock)
      expect(performance.now() - begun).toBeGreaterThan(LIMIT - 50)
      expect(ticks.length).toBeGreaterThan(LIMIT / 20 / 4)
      for (const payers of await Promise.all(behind)) expect(payers).toHaveLength(PAYERS.length)
      expect(await listArrangements(register, undefined, payer('maple'))).toHaveLength(8)
      expect(await seenAs()).toEqual(CLOSED)
    })

    test('a transaction whose connection ends fails as a whole, and the next connection is closed to all', async () => {
      const ended = register.engine(async (tx) => {
        await tx.deleteFrom('arrangement').execute()
        for (const statement of ending)
          await sql
            .raw(statement)
            .execute(tx)
            .catch(() => undefined)
        await tx.deleteFrom('arrangement_amount').execute()
      })
      await expect(ended).rejects.toThrow()
      await expect.poll(() => seenAs().catch(() => []), { timeout: 10_000 }).toEqual(CLOSED)
      await expect(register.db.selectFrom('arrangement').selectAll().execute()).rejects.toMatchObject({ code: '42501' })
      expect(await listArrangements(register)).toHaveLength(8 * PAYERS.length)
    })
  })
}
