import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { period } from '../../src/period.ts'
import { listArrangements, saveArrangements } from '../../src/register/arrangements.ts'
import { listReleases, recordRelease } from '../../src/register/log/releases.ts'
import { MIGRATIONS } from '../../src/register/migrations/index.ts'
import { migrate } from '../../src/register/migrations/migrate.ts'
import type { Register } from '../../src/register/open.ts'
import { listPayers, registerPayer } from '../../src/register/payers.ts'
import { saveOperatorToken, useOperatorToken } from '../../src/register/people/operator-token.ts'
import { failRun, finishRun, lastFinishedRun, requireFinishedRun, startRun } from '../../src/register/runs.ts'
import type { Schema } from '../../src/register/schema.ts'
import {
  listFindings,
  listSubmissions,
  recordSubmission,
  restateOutcomes,
  submissionFiles,
  submissionOf,
} from '../../src/register/submissions.ts'
import { confirmedSentences } from './confirmed.ts'
import { eventSentences } from './events.ts'
import { owedSentences } from './owed.ts'
import { peopleSentences } from './people.ts'
import { rightsSentences } from './rights.ts'
import { standingSentences } from './standing.ts'

export const NOW = '2026-01-05T10:00:00Z'
const outcomes = (accepted: number, superseded = 0, control = 1) => ({
  received: accepted + superseded + control,
  accepted,
  warned: 0,
  quarantined: 0,
  superseded,
  duplicate: 0,
  control,
})
export const payer = (key: string) => ({ role: 'payer', organization_id: key })
const NEWEST = MIGRATIONS.at(-1)?.version

export const contract = (of: string, organization_id: string, end_date: string | null = null): Arrangement => ({
  arrangement: `${of}-${organization_id}`,
  payer: of,
  organization_id,
  model: 'demo/common-model',
  track: 'basic',
  start_date: '2025-01-01',
  end_date,
  amounts: {
    population_pmpm_usd: { value: '3.100000000000000001', unit: 'usd', source: 'Contract 4.1' },
    incentive_share: { value: '0.1', unit: 'share', source: 'Contract 4.2' },
  },
  facts: [{ fact: 'risk_score', period: '2025', value: '1.02', source: 'Letter of March 1' }],
})
export const delivery = (submission_id: string, of: string) => ({
  submission_id,
  payer: of,
  layout: 'tuva',
  status: 'accepted',
  received_at: NOW,
  content_hash: `hash-${submission_id}`,
  newest_service_date: '2025-12-30',
  because: null,
  files: [
    {
      file_id: `${submission_id}-1`,
      file_name: 'eligibility.csv',
      layout_file: 'eligibility',
      data_source: 'tuva',
      sha256: 'a',
      bytes: 5_000_000_000,
      ...outcomes(8),
    },
    {
      file_id: `${submission_id}-2`,
      file_name: 'medical_claim.csv',
      layout_file: 'medical_claim',
      data_source: 'tuva',
      sha256: 'b',
      bytes: 900,
      ...outcomes(20),
    },
  ],
  findings: [
    {
      file_id: `${submission_id}-2`,
      rule: 'date-order',
      severity: 'warned',
      column: 'claim_end_date',
      records: 3,
      expected: 'the start date or later',
      fix: 'send the claims again with their dates in order',
      first_record: 12,
    },
  ],
})

/** The same sentences hold on every store. */
export function registerSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    /** The connection as migrations have it, given back closed. */
    const asOwner = <Result>(work: (db: Kysely<Schema>) => Promise<Result>) =>
      register.db.connection().execute(async (db) => {
        await sql`reset role`.execute(db)
        try {
          return await work(db)
        } finally {
          await sql`set role wholepanel_closed`.execute(db)
        }
      })
    beforeAll(async () => {
      register = await open()
      for (const key of ['summit', 'keystone'])
        await registerPayer(register, { payer: key, line_of_business: 'commercial' }, NOW)
    })
    afterAll(() => register?.close())

    test('a connection that does not say who asks is refused', async () => {
      await expect(register.db.selectFrom('arrangement').selectAll().execute()).rejects.toMatchObject({ code: '42501' })
      await expect(register.db.selectFrom('payer').selectAll().execute()).rejects.toMatchObject({ code: '42501' })
    })

    test('migrating again changes nothing', async () => {
      const [first, second] = await asOwner(async (db) => [await migrate(db), await migrate(db)])
      expect(first).toEqual({ from: NEWEST, to: NEWEST })
      expect(second).toEqual(first)
    })

    test('a register of a newer version is left alone', async () => {
      await expect(asOwner((db) => migrate(db, MIGRATIONS.slice(0, 1)))).rejects.toMatchObject({
        code: 'state-newer-schema',
        message: expect.stringContaining(`schema ${NEWEST}; want at most 1`),
      })
    })

    test('row-level security is forced on every table', async () => {
      const { rows } = await register.engine((tx) =>
        sql<{ table: string }>`
          select relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where nspname = 'wholepanel' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`.execute(tx),
      )
      expect(rows).toEqual([{ table: 'schema_version' }])
    })

    test('a payer registered again keeps what is not given anew', async () => {
      await registerPayer(register, { payer: 'keystone', payer_name: 'Keystone Mutual', names_in_files: ['KM'] }, NOW)
      await registerPayer(register, { payer: 'convener', kind: 'convener' }, NOW)
      expect(await listPayers(register)).toEqual([
        {
          payer: 'keystone',
          payer_name: 'Keystone Mutual',
          kind: 'payer',
          line_of_business: 'commercial',
          names_in_files: ['KM'],
          registered_at: NOW,
        },
        expect.objectContaining({ payer: 'summit', payer_name: 'summit' }),
      ])
      expect((await listPayers(register, 'senders')).map((row) => row.payer)).toEqual([
        'convener',
        'keystone',
        'summit',
      ])
    })

    test('a key with a colon or capitals is no payer key', () => {
      expect(() => registerPayer(register, { payer: 'Summit:1' }, NOW)).toThrow('an argument is not valid')
    })

    describe('arrangements', () => {
      beforeAll(() =>
        saveArrangements(
          register,
          [
            contract('summit', 'elm-group', '2025-06-30'),
            contract('keystone', 'elm-group'),
            contract('keystone', 'oak'),
          ],
          (_model, parameter) => (parameter === 'incentive_share' ? 'recommended' : 'own'),
        ),
      )

      test('come back with the digits of the contract and plain dates', async () => {
        expect(await listArrangements(register, period('2025'))).toEqual([
          contract('keystone', 'elm-group'),
          contract('keystone', 'oak'),
          contract('summit', 'elm-group', '2025-06-30'),
        ])
      })

      test('that ended before the period are not in force', async () => {
        const keys = (await listArrangements(register, period('2025-Q3'))).map((row) => row.arrangement)
        expect(keys).toEqual(['keystone-elm-group', 'keystone-oak'])
      })

      test('of another payer are nowhere to be seen, even with a plain select', async () => {
        const seen = await register.as(payer('summit'), async (tx) => ({
          contracts: (await sql<{ payer: string }>`select distinct payer from wholepanel.arrangement`.execute(tx)).rows,
          amounts: (await sql<{ payer: string }>`select distinct payer from wholepanel.arrangement_amount`.execute(tx))
            .rows,
        }))
        expect(seen).toEqual({ contracts: [{ payer: 'summit' }], amounts: [{ payer: 'summit' }] })
      })

      test('are seen by the organization that signed them', async () => {
        const oak = { role: 'provider-organization', organization_id: 'oak' }
        expect((await listArrangements(register, undefined, oak)).map((row) => row.arrangement)).toEqual([
          'keystone-oak',
        ])
        const elm = { role: 'practice', organization_id: 'elm-group' }
        expect((await listArrangements(register, undefined, elm)).map((row) => row.payer)).toEqual([
          'keystone',
          'summit',
        ])
      })

      test.each(['convener', 'state', 'public'])('are not seen by the %s', async (role) => {
        expect(await listArrangements(register, undefined, { role, organization_id: null })).toEqual([])
      })

      test('of another payer cannot be written, moved or removed', async () => {
        const forged = { ...contract('keystone', 'birch'), arrangement: 'forged' }
        await expect(saveArrangements(register, [forged], undefined, payer('summit'))).rejects.toMatchObject({
          code: '42501',
        })
        const moved = register.as(payer('summit'), (tx) =>
          tx.updateTable('arrangement').set({ payer: 'keystone' }).where('payer', '=', 'summit').execute(),
        )
        await expect(moved).rejects.toMatchObject({ code: '42501' })
        const removed = await register.as(payer('summit'), (tx) =>
          tx.deleteFrom('arrangement_amount').where('payer', '=', 'keystone').executeTakeFirst(),
        )
        expect(removed.numDeletedRows).toBe(0n)
        expect(await listArrangements(register)).toHaveLength(3)
      })

      test('stay apart when many parties read at once and some fail', async () => {
        const read = async (key: string, i: number) => {
          if (i % 7 === 0) await register.as(payer(key), (tx) => sql`select 1 / 0`.execute(tx)).catch(() => undefined)
          const rows = await listArrangements(register, undefined, payer(key))
          return rows.every((row) => row.payer === key) && rows.length === (key === 'summit' ? 1 : 2)
        }
        const kept = await Promise.all(
          Array.from({ length: 40 }, (_, i) => read(i % 2 === 0 ? 'summit' : 'keystone', i)),
        )
        expect(kept.every(Boolean)).toBe(true)
      })
    })

    describe('submissions', () => {
      beforeAll(async () => {
        await recordSubmission(register, delivery('s1', 'summit'))
        await recordSubmission(register, delivery('k1', 'keystone'))
      })

      test('keep the time to the thousandth of a second', async () => {
        const at = '2026-01-05T10:00:00.050Z'
        await recordSubmission(register, { ...delivery('late', 'summit'), received_at: at })
        expect((await listSubmissions(register)).at(-1)?.received_at).toBe(at)
        await register.engine((tx) => tx.deleteFrom('submission').where('submission_id', '=', 'late').execute())
      })

      test('hold the sums of their files', async () => {
        const [first] = (await listSubmissions(register)).filter((row) => row.submission_id === 's1')
        expect(first).toMatchObject({ ...outcomes(28, 0, 2), received_at: NOW, newest_service_date: '2025-12-30' })
        expect((await submissionFiles(register, 's1')).map((file) => file.bytes)).toEqual([5_000_000_000, 900])
      })

      test('recorded again are replaced, not doubled', async () => {
        await recordSubmission(register, delivery('s1', 'summit'))
        expect(await listFindings(register, 's1')).toHaveLength(1)
        expect((await listSubmissions(register)).map((row) => row.submission_id)).toEqual(['k1', 's1'])
      })

      test('are known again by their content', async () => {
        expect((await submissionOf(register, 'summit', 'hash-s1'))?.submission_id).toBe('s1')
        expect(await submissionOf(register, 'keystone', 'hash-s1')).toBeUndefined()
      })

      test('whose counts do not add up are refused', async () => {
        const short = delivery('short', 'summit')
        const files = short.files.map((file) => ({ ...file, accepted: 1 }))
        await expect(recordSubmission(register, { ...short, files })).rejects.toMatchObject({ code: '23514' })
        expect((await listSubmissions(register)).map((row) => row.submission_id)).toEqual(['k1', 's1'])
      })

      test('say so when later ones supersede their records', async () => {
        await restateOutcomes(register, [{ submission_id: 'k1', file_id: 'k1-2', ...outcomes(15, 5) }])
        const row = (await listSubmissions(register)).find((one) => one.submission_id === 'k1')
        expect(row).toMatchObject({ received: 30, accepted: 23, superseded: 5, control: 2 })
      })

      test('are seen by their payer only, the convener sees counts and no findings', async () => {
        expect((await listSubmissions(register, payer('summit'))).map((row) => row.payer)).toEqual(['summit'])
        expect(await listFindings(register, undefined, payer('summit'))).toHaveLength(1)
        const convener = { role: 'convener', organization_id: null }
        expect(await listSubmissions(register, convener)).toHaveLength(2)
        expect(await listFindings(register, undefined, convener)).toEqual([])
        const practice = { role: 'practice', organization_id: 'elm-group' }
        expect(await listSubmissions(register, practice)).toEqual([])
        expect(await submissionFiles(register, undefined, practice)).toEqual([])
      })
    })

    test('a failed run leaves the last finished one in place', async () => {
      await expect(requireFinishedRun(register, '2025')).rejects.toMatchObject({ code: 'state-no-run' })
      const given = { period: '2025', inputs_hash: 'i', version: '0.1.0', as_of: null, submissions: ['s000001'] }
      const steps = [{ table: 'person', rows: 3, fingerprint: 'f', milliseconds: 5 }]
      await startRun(register, { ...given, run_id: 'first', started_at: '2026-01-05T10:00:00Z' })
      await finishRun(register, 'first', '2026-01-05T10:01:00Z', steps)
      await startRun(register, { ...given, run_id: 'second', started_at: '2026-01-06T10:00:00Z' })
      await failRun(register, 'second', '2026-01-06T10:01:00Z', 'interrupted')
      expect(await lastFinishedRun(register, '2025')).toMatchObject({ run_id: 'first', steps })
      await startRun(register, { ...given, run_id: 'second', started_at: '2026-01-07T10:00:00Z' })
      await finishRun(register, 'second', '2026-01-07T10:01:00Z', [])
      expect((await requireFinishedRun(register)).run_id).toBe('second')
      await expect(finishRun(register, 'none', NOW, [])).rejects.toMatchObject({ code: 'state-no-run' })
    })

    test('a release is written down and no payer reads the list', async () => {
      const given = {
        viewer: 'summit-analyst',
        role: 'payer',
        organization_id: 'summit',
        purpose: 'payment',
        path: '/api/practices/elm/scorecard',
        policy: 'rates-to-payers',
        withheld: ['scorecard.numerator: gives the size away (3)', 'with, comma "and quote"'],
        released_at: NOW,
      }
      await recordRelease(register, given, {
        act: 'read-scorecard',
        about: 'practice:elm',
        detail: { route: 'GET /x' },
      })
      expect(await listReleases(register)).toMatchObject([{ release_id: 1, ...given }])
      const seen = await register.as(payer('summit'), (tx) => tx.selectFrom('release').selectAll().execute())
      expect(seen).toEqual([])
    })

    test('an operator token opens once, and only its hash is kept', async () => {
      const token = await saveOperatorToken(register, NOW)
      const kept = await register.engine((tx) => tx.selectFrom('operator_token').select('token_hash').execute())
      expect(kept).toEqual([{ token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
      expect(await register.engine((tx) => useOperatorToken(tx, `${token}x`, NOW))).toBe(false)
      const both = await Promise.all([
        register.engine((tx) => useOperatorToken(tx, token, NOW)),
        register.engine((tx) => useOperatorToken(tx, token, NOW)),
      ])
      expect(both.sort()).toEqual([false, true])
    })

    owedSentences(() => register)
    rightsSentences(() => register)
    standingSentences(() => register)
    peopleSentences(() => register)
    eventSentences(() => register, asOwner)
    confirmedSentences(() => register)
  })
}
