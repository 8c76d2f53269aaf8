import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventHead } from '../../src/register/events.ts'
import { type Holds, listReleases, recordRelease } from '../../src/register/log/releases.ts'
import type { Register, RegisterTransaction } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordAgreement, withdrawAgreement } from '../../src/register/rights/agreements.ts'
import { publish, withdrawPublication } from '../../src/register/rights/disclosure/publications.ts'
import { recordTombstones } from '../../src/register/rights/tombstones.ts'
import { failRun, finishRun, startRun } from '../../src/register/runs.ts'
import { standingOf } from '../../src/register/standing.ts'
import { queryText } from '../../src/register/store/query-text.ts'
import { along, together } from '../../src/register/store/together.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { delivery } from './suite.ts'

const LATER = '2027-01-05T10:00:00Z'
const OF = 'standing'

/** What a read asks of the register before it shows anything, on every store. */
export function standingSentences(open: () => Register): void {
  describe('what stands', () => {
    beforeAll(() => registerPayer(open(), { payer: OF }, LATER))

    const changedBy = async (change: () => Promise<unknown>) => {
      const { state } = await standingOf(open())
      await change()
      return (await standingOf(open())).state !== state
    }

    test('is another state after a run, a delivery or a purge, and the same after a run that failed', async () => {
      const run = { period: '2026', inputs_hash: OF, version: '0', as_of: null, submissions: [] }
      await startRun(open(), { ...run, run_id: 'standing-a', started_at: LATER })
      expect(await changedBy(() => failRun(open(), 'standing-a', LATER, 'interrupted'))).toBe(false)
      await startRun(open(), { ...run, run_id: 'standing-b', started_at: LATER })
      expect(await changedBy(() => finishRun(open(), 'standing-b', LATER, []))).toBe(true)
      expect(await changedBy(() => recordSubmission(open(), delivery('standing-1', OF)))).toBe(true)
      const stone = {
        ...{ kind: 'submission', payer: OF, submission_id: 'standing-0', file_id: null, what: 'received file' },
        ...{
          records: 1,
          bytes: 1,
          sha256: 'ab',
          authority: 'the agreement, 9.1',
          purged_at: LATER,
          purged_by: 'operator',
        },
      }
      expect(await changedBy(() => recordTombstones(open(), [stone]))).toBe(true)
      expect(await changedBy(async () => undefined)).toBe(false)
    })

    test('has the terms of every agreement as they are now', async () => {
      await recordAgreement(
        open(),
        {
          ...{ payer: OF, title: 'Data use', purposes: ['operations'], lines_of_business: ['medicaid'] },
          ...{ start_date: '2026-01-01', on_end: 'destroy', document: 'cabinet 4' },
        },
        LATER,
      )
      const own = async () => (await standingOf(open())).agreements.filter((one) => one.payer === OF)
      const terms = {
        ...{ agreement: `${OF}-2026-01-01`, payer: OF, purposes: ['operations'], lines_of_business: ['medicaid'] },
        ...{ start_date: '2026-01-01', end_date: null, withdrawn_on: null },
      }
      expect(await own()).toEqual([terms])
      await withdrawAgreement(open(), terms.agreement, '2026-06-01')
      expect(await own()).toEqual([{ ...terms, withdrawn_on: '2026-06-01' }])
    })

    test('has the periods that are published, and none that was withdrawn', async () => {
      const given = { period: '2031', run_id: 'standing-b', policy: 'p', figures: [], published_by: 'convener' }
      await publish(open(), given, LATER)
      expect((await standingOf(open())).published).toContain('2031')
      await withdrawPublication(open(), '2031', { because: 'it was wrong', withdrawn_by: 'convener' }, LATER)
      expect((await standingOf(open())).published).not.toContain('2031')
    })

    test('the same text answers each role by its own rules, however often it was asked by another', async () => {
      const agreements = (asked: 'engine' | 'payer' | 'public') => {
        const work: Parameters<Register['engine']>[0] = (tx) =>
          tx.selectFrom('agreement').select('payer').where('payer', '=', OF).execute()
        return asked === 'engine' ? open().engine(work) : open().as({ role: asked, organization_id: OF }, work)
      }
      for (let i = 0; i < 8; i++) {
        expect(await agreements('engine')).toEqual([{ payer: OF }])
        expect(await agreements('payer')).toEqual([{ payer: OF }])
        expect(await agreements('public')).toEqual([])
      }
    })

    test('after more texts than are kept prepared, the first still answer', async () => {
      const ask = (i: number) =>
        open().engine(async (tx) => (await sql<{ n: number }>`select ${sql.lit(i)} + ${1}::int as n`.execute(tx)).rows)
      for (let i = 0; i < 310; i++) expect(await ask(i)).toEqual([{ n: i + 1 }])
      expect(await ask(0)).toEqual([{ n: 1 }])
    })

    test('queries asked together each give their rows, in their order, however often they are asked', async () => {
      const named = (tx: RegisterTransaction, n: number) => tx.selectNoFrom(sql<number>`${n}::int`.as('n'))
      for (let i = 0; i < 3; i++)
        expect(
          await open().engine((tx) =>
            together(
              tx,
              named(tx, i),
              tx.selectFrom('agreement').select('payer').where('payer', '=', OF),
              tx.selectFrom('agreement').select('payer').where('payer', '=', 'nobody'),
              named(tx, i + 10),
            ),
          ),
        ).toEqual([[{ n: i }], [{ payer: OF }], [], [{ n: i + 10 }]])
    })

    test('one that fails fails those asked with it, and keeps nothing of the transaction', async () => {
      const count = async () => (await open().engine((tx) => tx.selectFrom('payer').select('payer').execute())).length
      const before = await count()
      const adds = (tx: RegisterTransaction) =>
        tx
          .insertInto('payer')
          .values({ payer: 'along', payer_name: 'Along', kind: 'payer', registered_at: LATER } as never)
      const divides = (tx: RegisterTransaction, by: number) => tx.selectNoFrom(sql`1 / ${by}::int`.as('n'))
      for (let i = 0; i < 3; i++) {
        await expect(open().engine((tx) => together(tx, adds(tx), divides(tx, 0)))).rejects.toThrow('division by zero')
        await expect(open().engine((tx) => together(tx, divides(tx, 0), adds(tx)))).rejects.toThrow('division by zero')
        const last = open().engine((tx) => tx.executeQuery(along(divides(tx, 0).compile())))
        await expect(last).rejects.toThrow('division by zero')
        const given_up = open().engine(async (tx) => {
          await tx.executeQuery(along(adds(tx).compile()))
          throw new Error('thought better of it')
        })
        await expect(given_up).rejects.toThrow('thought better of it')
        expect(await count()).toBe(before)
      }
    })

    test('of a query whose text is made once each asks with its own values', async () => {
      const text = queryText((tx: RegisterTransaction, { a, b }: { a: string | null; b: number }) =>
        tx.selectNoFrom([sql<string>`${a}::text`.as('a'), sql<number>`${b}::int`.as('b')]),
      )
      const ask = (a: string | null, b: number) =>
        open().engine(async (tx) => (await tx.executeQuery(text(tx, { a, b }).compile())).rows)
      expect(await Promise.all([ask('x', 1), ask(null, 2), ask('', 3)])).toEqual([
        [{ a: 'x', b: 1 }],
        [{ a: null, b: 2 }],
        [{ a: '', b: 3 }],
      ])
    })

    test('of who is let out before its read is written down nothing is written', async () => {
      const stands = async () => [await listReleases(open()), await eventHead(open())]
      const before = await stands()
      const given = {
        ...{ viewer: 'ana', role: 'payer', organization_id: OF, purpose: 'payment', path: '/x', policy: 'p' },
        ...{ withheld: [], released_at: LATER },
      }
      const event = { act: 'read-panel', about: '', detail: {} }
      const people = [{ dataset: 'panel', person_ids: ['p1', 'p2'] }]
      const holds: Holds = async (tx, query) => {
        const [, rows] = await together(tx, tx.selectNoFrom(sql`1`.as('n')), query)
        return { holds: false, rows }
      }
      expect(await recordRelease(open(), given, event, people, { holds })).toBe(false)
      expect(await stands()).toEqual(before)
    })

    test('a read that fails leaves nothing open behind it', async () => {
      const fails = open().engine((tx) => tx.selectFrom('agreement').select(sql`1 / 0`.as('n')).execute())
      await expect(fails).rejects.toThrow('division by zero')
      expect((await standingOf(open())).published).not.toContain('2031')
    })
  })
}
