import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { recordFeed } from '../../src/register/feeds/feeds.ts'
import { recordThreshold } from '../../src/register/feeds/thresholds.ts'
import { askWaiver, decideWaiver, listWaivers, type WaiverGiven } from '../../src/register/feeds/waivers.ts'
import type { Register } from '../../src/register/open.ts'
import type { Party } from '../../src/register/party.ts'
import {
  endAgreement,
  listAgreements,
  recordAgreement,
  withdrawAgreement,
} from '../../src/register/rights/agreements.ts'
import { listGroupOptIns, recordGroupOptIn } from '../../src/register/rights/group-opt-ins.ts'
import { listTombstones, recordTombstones } from '../../src/register/rights/tombstones.ts'
import { recordSubmission, submissionUses } from '../../src/register/submissions.ts'

const NOW = '2026-01-05T10:00:00Z'
const SENDERS = ['keystone', 'summit']
const payer = (key: string): Party => ({ role: 'payer', organization_id: key })
const role = (name: string, organization_id: string | null = null): Party => ({ role: name, organization_id })
const OVERSEERS = ['convener', 'state', 'operator'].map((name) => role(name))
/** Whoever is no payer and no overseer, whatever it calls itself. */
const STRANGERS = [
  role('practice', 'elm-group'),
  ...['practice', 'provider-organization', 'public', 'payer:summit', 'engine'].map((name) => role(name, 'summit')),
  ...['', 'Summit', 'summit ', 'payer:summit', '%'].map((key) => payer(key)),
  role('payer'),
]
const OF_A_SENDER = ['agreement', 'group_opt_in', 'feed', 'threshold', 'waiver', 'tombstone'] as const

const agreement = (of: string) => ({
  payer: of,
  title: `Data use agreement of ${of}`,
  purposes: ['operations', 'payment'],
  lines_of_business: ['medicaid', 'commercial'],
  start_date: '2025-01-01',
  on_end: 'destroy' as const,
  document: 'cabinet 4',
})
const stone = (of: string) => ({
  kind: 'submission' as const,
  payer: of,
  submission_id: `${of}-gone`,
  file_id: null,
  what: 'received file',
  records: 5_000_000_000,
  bytes: 9_000_000_000,
  sha256: 'ab',
  authority: 'the agreement, 9.1',
  purged_at: NOW,
  purged_by: 'operator',
})
const asked = (of: string): WaiverGiven => ({
  payer: of,
  feed: null,
  rule: 'date-order',
  reason: `the system of ${of}`,
  start_date: '2026-01-01',
  end_date: '2026-01-31',
  asked_by: 'ana',
})
const counts = { received: 1, accepted: 1, warned: 0, quarantined: 0, superseded: 0, duplicate: 0, control: 0 }
const delivery = (of: string) => ({
  submission_id: `${of}-graded`,
  payer: of,
  layout: 'tuva',
  status: 'accepted',
  received_at: NOW,
  content_hash: `graded-${of}`,
  newest_service_date: null,
  because: null,
  files: [
    {
      ...{ file_id: 'f', file_name: 'f.csv', layout_file: 'eligibility', data_source: 'tuva', sha256: 'a', bytes: 1 },
      ...counts,
    },
  ],
  findings: [],
  uses: [{ purpose: 'attribution', grade: 'fit' as const, because: 'coverage is whole' }],
})

/** Rights, and what is between a sender and the convener, under row-level security; two senders are registered. */
export function rightsSentences(open: () => Register): void {
  describe('between a sender and those who oversee', () => {
    beforeAll(async () => {
      for (const of of SENDERS) {
        await recordAgreement(open(), { ...agreement(of), agreement: `${of}-signed` }, NOW)
        await recordGroupOptIn(
          open(),
          { payer: of, group_id: `group of ${of}`, start_date: '2025-01-01', document: 'a form' },
          NOW,
        )
        const owed = { about: 'Claims', tables: ['pharmacy_claim'], cadence: 'monthly' as const }
        const days = { first_period_end: '2026-01-31', due_days: 20, resubmit_days: 10 }
        await recordFeed(open(), { payer: of, feed: 'pharmacy', ...owed, ...days }, NOW)
        const most = { most_share: '0.05', start_date: '2025-01-01', end_date: null, source: 'a letter' }
        await recordThreshold(open(), { threshold: `of ${of}`, payer: of, rule: 'date-order', ...most })
        await recordTombstones(open(), [stone(of)])
        await askWaiver(open(), asked(of), payer(of), NOW)
        await recordSubmission(open(), delivery(of))
      }
    })

    /** The senders whose rows a plain select shows. A threshold for all is nobody's. */
    const seenBy = (party: Party, table: (typeof OF_A_SENDER)[number]) =>
      open().as(party, async (tx) => {
        const { rows } = await sql<{ payer: string }>`
          select distinct payer from wholepanel.${sql.raw(table)} where payer is not null order by payer`.execute(tx)
        return rows.map((row) => row.payer)
      })

    test.each(OF_A_SENDER)(
      'a payer sees its own rows of %s and of no other payer, even with a plain select',
      async (table) => {
        for (const of of SENDERS) expect(await seenBy(payer(of), table)).toEqual([of])
        expect(await seenBy(payer('unheard-of'), table)).toEqual([])
      },
    )

    test.each(OF_A_SENDER)('those who oversee see %s of every sender', async (table) => {
      for (const party of OVERSEERS) expect(await seenBy(party, table)).toEqual(SENDERS)
    })

    test.each(OF_A_SENDER)('a practice, an organization, the public and made-up names see no %s', async (table) => {
      for (const party of STRANGERS) expect(await seenBy(party, table), JSON.stringify(party)).toEqual([])
    })

    test.each(OF_A_SENDER)('nobody but the engine changes or removes %s', async (table) => {
      const before = await open().engine((tx) => sql`select * from wholepanel.${sql.raw(table)}`.execute(tx))
      for (const party of [payer('summit'), ...OVERSEERS, ...STRANGERS.slice(0, 3)]) {
        const removed = open().as(party, (tx) => sql`delete from wholepanel.${sql.raw(table)}`.execute(tx))
        await expect(removed, party.role).rejects.toMatchObject({ code: '42501' })
        const moved = open().as(party, (tx) =>
          sql`update wholepanel.${sql.raw(table)} set payer = 'summit'`.execute(tx),
        )
        await expect(moved, party.role).rejects.toMatchObject({ code: '42501' })
      }
      const after = await open().engine((tx) => sql`select * from wholepanel.${sql.raw(table)}`.execute(tx))
      expect(after.rows).toEqual(before.rows)
    })

    test('an agreement recorded again replaces what was said; withdrawn and ended it says so, to the day', async () => {
      const given = { ...agreement('summit'), agreement: 'summit-again' }
      await recordAgreement(open(), { ...given, title: 'a draft' }, NOW)
      const row = await recordAgreement(open(), given, NOW)
      expect(row).toMatchObject({ parties: ['summit', 'convener'], lines_of_business: ['commercial', 'medicaid'] })
      const kept = async () =>
        (await listAgreements(open(), payer('summit'))).find((one) => one.agreement === 'summit-again')
      expect(await kept()).toEqual(row)
      await withdrawAgreement(open(), 'summit-again', '2025-09-01')
      await endAgreement(open(), 'summit-again', '2025-12-31')
      expect(await kept()).toEqual({ ...row, withdrawn_on: '2025-09-01', end_date: '2025-12-31' })
      await expect(withdrawAgreement(open(), 'nothing', '2025-09-01')).rejects.toMatchObject({ code: 'input-argument' })
      for (const wrong of [{ payer: 'nobody' }, { purposes: ['resale'] }, { purposes: [] }, { end_date: '2024-01-01' }])
        await expect(recordAgreement(open(), { ...given, ...wrong }, NOW)).rejects.toMatchObject({
          code: 'input-argument',
        })
    })

    test('a group opts in for days; the same first day again replaces the last one', async () => {
      const given = { payer: 'summit', group_id: 'mill', start_date: '2025-02-01', document: 'a form' }
      await recordGroupOptIn(open(), given, NOW)
      await recordGroupOptIn(open(), { ...given, start_date: '2026-02-01' }, NOW)
      await recordGroupOptIn(open(), { ...given, end_date: '2025-08-31' }, NOW)
      const mill = (await listGroupOptIns(open(), payer('summit'))).filter((one) => one.group_id === 'mill')
      expect(mill.map(({ start_date, end_date }) => [start_date, end_date])).toEqual([
        ['2025-02-01', '2025-08-31'],
        ['2026-02-01', null],
      ])
      await expect(recordGroupOptIn(open(), { ...given, end_date: '2025-01-01' }, NOW)).rejects.toMatchObject({
        code: 'input-argument',
      })
    })

    test('a tombstone is written once, with counts beyond 32 bits', async () => {
      await recordTombstones(open(), [stone('summit'), { ...stone('summit'), file_id: 'summit-gone-1' }])
      const mine = await listTombstones(open(), payer('summit'))
      expect(mine.map((one) => [one.file_id, one.records, one.bytes])).toEqual([
        [null, 5_000_000_000, 9_000_000_000],
        ['summit-gone-1', 5_000_000_000, 9_000_000_000],
      ])
    })

    test('what a submission is good for is seen where the submission is', async () => {
      const uses = delivery('summit').uses.map((use) => ({ submission_id: 'summit-graded', ...use }))
      for (const party of [payer('summit'), ...OVERSEERS])
        expect(await submissionUses(open(), 'summit-graded', party), party.role).toEqual(uses)
      for (const party of [payer('keystone'), ...STRANGERS])
        expect(await submissionUses(open(), 'summit-graded', party), JSON.stringify(party)).toEqual([])
      const forged = { submission_id: 'summit-graded', purpose: 'cost', grade: 'fit' as const, because: 'mine' }
      for (const party of [payer('summit'), ...OVERSEERS])
        await expect(
          open().as(party, (tx) => tx.insertInto('submission_use').values(forged).execute()),
        ).rejects.toMatchObject({ code: '42501' })
      await open().engine((tx) => tx.deleteFrom('submission').where('submission_id', '=', 'summit-graded').execute())
      expect(await submissionUses(open(), 'summit-graded')).toEqual([])
      await recordSubmission(open(), delivery('summit'))
    })

    test('a waiver is asked for by its payer and decided by the convener, whoever else tries and however', async () => {
      const [open_] = (await listWaivers(open(), payer('keystone'))).filter((one) => one.decision === 'asked')
      const waiver = open_?.waiver ?? 0
      const decided = { decision: 'granted', because: 'mine', decided_by: 'me', decided_at: NOW } as const
      for (const party of [payer('keystone'), payer('summit'), role('state'), ...STRANGERS]) {
        const { numUpdatedRows } = await open().as(party, (tx) =>
          tx.updateTable('waiver').set(decided).executeTakeFirstOrThrow(),
        )
        expect(numUpdatedRows, JSON.stringify(party)).toBe(0n)
        await expect(decideWaiver(open(), waiver, decided, party, NOW)).rejects.toMatchObject({ code: 'access-denied' })
      }
      for (const party of [payer('summit'), role('convener'), role('state'), ...STRANGERS])
        await expect(askWaiver(open(), asked('keystone'), party, NOW), JSON.stringify(party)).rejects.toMatchObject({
          code: '42501',
        })
      const moved = { reason: 'other', rule: null, payer: 'summit', asked_by: 'rui' }
      for (const [column, value] of Object.entries(moved))
        await expect(
          open().as(role('convener'), (tx) =>
            sql`update wholepanel.waiver set ${sql.ref(column)} = ${value}`.execute(tx),
          ),
          column,
        ).rejects.toMatchObject({ code: '42501' })
      const undecided = open().as(role('convener'), (tx) =>
        tx.updateTable('waiver').set({ decision: 'asked' }).where('waiver', '=', waiver).execute(),
      )
      await expect(undecided).rejects.toMatchObject({ code: '42501' })
      const granted = { decision: 'granted' as const, because: 'agreed', decided_by: 'rui' }
      expect(await decideWaiver(open(), waiver, granted, role('convener'), NOW)).toMatchObject({ waiver, ...granted })
      expect(await listWaivers(open(), payer('keystone'))).toMatchObject([{ waiver, ...granted, decided_at: NOW }])
    })
  })
}
