import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { remind } from '../../../src/convening/remind/sweep.ts'
import { markRead } from '../../../src/register/convening/notify/notifications.ts'
import { recordFeed } from '../../../src/register/feeds/feeds.ts'
import type { Register } from '../../../src/register/open.ts'
import { registerPayer } from '../../../src/register/payers.ts'
import { NOW, seat, withPeople } from '../people.ts'

const REGION = { lake: join(tmpdir(), 'wholepanel-no-lake') }

/** What days bring, in a register: `another` opens the same one once more, as a second server does. */
export function remindSuite(name: string, open: () => Promise<Register>, another?: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let second: Register
    const at = (day: string, on = register) =>
      remind({ register: on, region: REGION, day, now: `${day}T00:05:00.000Z` })
    /** Who was told of what, in the order of telling. */
    const told = () =>
      register.engine(async (tx) => {
        const rows = await tx
          .selectFrom('notification')
          .select(['account', 'kind', 'about', 'read_at'])
          .orderBy('notification')
          .execute()
        return rows.map((one) => `${one.account}: ${one.kind} ${one.about}${one.read_at === null ? '' : ', over'}`)
      })
    const run = (...statements: string[]) =>
      register.engine(async (tx) => {
        await sql`set local search_path = wholepanel`.execute(tx)
        for (const statement of statements) await sql.raw(statement).execute(tx)
      })
    beforeAll(async () => {
      register = await open()
      second = another ? await another() : register
      await withPeople(register)
      await seat(register, 'kay')
      for (const payer of ['summit', 'keystone'])
        await registerPayer(register, { payer, payer_name: payer }, '2026-01-01T00:00:00.000Z')
      const owed = { about: 'Claims', tables: ['medical_claim'], cadence: 'yearly' as const, resubmit_days: 5 }
      await recordFeed(
        register,
        { payer: 'summit', feed: 'claims', first_period_end: '2026-02-28', due_days: 15, ...owed },
        NOW,
      )
      const recorded = `'${NOW}', 'ann'`
      await run(
        ...['tide', 'summit', 'keystone'].map(
          (participant) => `insert into initiative_participant
            values ('tide', '${participant}', '${participant === 'tide' ? 'convener' : 'payer'}', '{}', '2026-01-01',
              null, ${recorded})`,
        ),
        `insert into plan_step (initiative, title, owner, due_date, recorded_at, recorded_by)
           values ('tide', 'Ask', 'pam', '2026-05-31', ${recorded}), ('tide', 'Ask again', 'Nobody', '2026-07-31', ${recorded})`,
        ...['commented', 'voted'].flatMap((key) => [
          `insert into recommendation values ('${key}', 'tide', 'models', 'T', 'reference', 'w',
            '${key === 'voted' ? 'in-vote' : 'in-comment'}', 1, 1, null, null, '${NOW}', ${recorded})`,
          `insert into recommendation_version values ('${key}', 1, 'b', '[]', ${recorded})`,
          `insert into comment_window values ('${key}', 1, 1, '2026-08-01', '2026-08-31')`,
        ]),
        `insert into ballot (recommendation, round, version, method, quorum_share, passes_share, opened_at, opened_by,
           closes_at) values ('voted', 1, 1, 'vote', 0.5, 0.5, '2026-09-05T09:00:00Z', 'ann', '2026-09-15T18:00:00Z')`,
        `insert into ballot_seat select ballot, seat, 'payer', 'kay' from ballot, seat`,
      )
    })
    afterAll(async () => {
      await register?.close()
      if (second !== register) await second?.close()
    })
    beforeEach(() => run('delete from notification', 'delete from message'))
    /** As if nothing had ever been told: the register itself lets nobody forget it. */
    const forget = () => run(`update reminder set mark = '1900-01-01'`)

    test('a delivery that is late is told to its sender and who convenes, and to no other sender', async () => {
      expect(await at('2026-03-15')).toEqual({ told: [], failed: [] })
      expect(await at('2026-03-16')).toEqual({ told: [{ kind: 'delivery-late', people: 3 }], failed: [] })
      expect(await told()).toEqual(
        ['ann', 'pam', 'sol'].map((account) => `${account}: delivery-late delivery:summit.claims`),
      )
    })

    test('the same day again, and the days after, tell nobody; nor does it help to have read it', async () => {
      await forget()
      await at('2026-03-16')
      await register.engine((tx) => markRead(tx, 'pam', 'all', NOW))
      expect((await at('2026-03-16')).told).toEqual([])
      expect((await at('2026-03-20')).told).toEqual([])
      expect(await told()).toHaveLength(3)
    })

    test('two servers at once tell each person once', async () => {
      await forget()
      await Promise.all([at('2026-03-16'), at('2026-03-16', second), at('2026-03-16'), at('2026-03-16', second)])
      expect(await told()).toHaveLength(3)
    })

    test('a later reminder takes the place of the earlier one', async () => {
      await forget()
      await at('2026-03-16')
      await at('2026-03-23')
      const all = await told()
      expect(all.filter((one) => one.startsWith('pam'))).toEqual([
        'pam: delivery-late delivery:summit.claims, over',
        'pam: delivery-late delivery:summit.claims',
      ])
      const { unread } = await register.engine((tx) =>
        tx
          .selectFrom('notification')
          .select(sql<number>`count(*)::int`.as('unread'))
          .where('account', '=', 'pam')
          .where('read_at', 'is', null)
          .executeTakeFirstOrThrow(),
      )
      expect(unread).toBe(1)
    })

    test('after weeks in which nothing ran each is told once, and what was missed not at all', async () => {
      await forget()
      await at('2026-04-20')
      expect((await told()).filter((one) => one.startsWith('pam'))).toHaveLength(1)
    })

    test('a clock that is set back tells nobody, not even what was missed', async () => {
      await forget()
      await at('2026-04-20')
      const before = await told()
      for (const day of ['2026-04-19', '2026-03-25', '2026-03-16', '2026-03-01'])
        expect((await at(day)).told, day).toEqual([])
      expect(await told()).toEqual(before)
    })

    test('a step that is late is told to the one person who is called like its owner, or to who convenes alone', async () => {
      await forget()
      await at('2026-06-01')
      expect((await told()).filter((one) => one.includes('step-late'))).toEqual([
        'ann: step-late plan-step:1',
        'pam: step-late plan-step:1',
      ])
      await run('delete from notification')
      await at('2026-08-01')
      expect((await told()).filter((one) => one.includes('plan-step:2'))).toEqual(['ann: step-late plan-step:2'])
    })

    test('comments that end soon are told to everybody who takes part, and only while they are open', async () => {
      await forget()
      await at('2026-08-28')
      expect((await told()).filter((one) => one.includes('comment-closing'))).toEqual(
        ['ann', 'kay', 'pam', 'sol'].map((account) => `${account}: comment-closing recommendation:commented`),
      )
    })

    test('a vote that ends soon is told to who has not voted, and once it has ended to who convenes', async () => {
      await forget()
      const votes = async (day: string) => {
        await run('delete from notification')
        await at(day)
        return (await told()).filter((one) => one.includes('ballot-'))
      }
      expect(await votes('2026-09-13')).toEqual([])
      expect(await votes('2026-09-14')).toEqual(['kay: ballot-closing ballot:1'])
      expect(await votes('2026-09-16')).toEqual(['ann: ballot-ended ballot:1'])
      await forget()
      await run(`insert into vote select ballot, seat, 'yes', null, '${NOW}', 'kay' from ballot_seat`)
      expect(await votes('2026-09-14')).toEqual([])
    })

    test('a term that ends is told to who sits there and who convenes, until somebody follows', async () => {
      await forget()
      const terms = async (day: string) => {
        await run('delete from notification')
        await at(day)
        return (await told()).filter((one) => one.includes('seat-ending'))
      }
      expect(await terms('2026-11-01')).toEqual(['ann: seat-ending term:1', 'kay: seat-ending term:1'])
      await run(
        `insert into seat_term (seat, account, chair, start_date, end_date, recorded_at, recorded_by)
           select seat, 'pam', false, '2027-01-01', '2027-12-31', '${NOW}', 'ann' from seat`,
      )
      expect(await terms('2026-12-17')).toEqual([])
    })

    test('e-mail is sent as each chose, once a day', async () => {
      await forget()
      await at('2026-03-16')
      const mails = await register.engine((tx) =>
        tx.selectFrom('notification').select(['account', 'mail']).orderBy('account').execute(),
      )
      expect(mails).toEqual([
        { account: 'ann', mail: 'daily' },
        { account: 'pam', mail: 'daily' },
        { account: 'sol', mail: 'never' },
      ])
    })

    test('one source that cannot be read is named, and the others are told', async () => {
      await forget()
      const broken = Object.create(register) as Register
      let asked = 0
      // The first that is asked for are deliveries.
      broken.engine = (work) => {
        asked += 1
        if (asked === 1) throw new Error('no such table')
        return register.engine(work)
      }
      const { told: kinds, failed } = await at('2026-06-01', broken)
      expect(failed.map(({ source }) => source)).toEqual(['deliveries'])
      expect(kinds.map(({ kind }) => kind)).toContain('step-late')
    })
  })
}
