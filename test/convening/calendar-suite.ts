import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Act } from '../../src/convening/act.ts'
import { changesOf } from '../../src/convening/calendar/changes.ts'
import { changeDate, type DateGiven, dropDate, keepDate } from '../../src/convening/calendar/dates.ts'
import type { CalendarEntry } from '../../src/convening/calendar/entry.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { listDates } from '../../src/register/convening/calendar/dates.ts'
import {
  endFeed,
  feedByToken,
  feedOf,
  renewFeed,
  saidIn,
  writeSaid,
} from '../../src/register/convening/calendar/feeds.ts'
import type { Register } from '../../src/register/open.ts'
import { NOW, withPeople } from './people.ts'

const ANN: Viewer = {
  ...{ person: 'ann', name: 'Ann', role: 'convener', purpose: 'convening', organization_id: 'tide', practice_ids: [] },
}
const RANGE = { from: '2026-01-01', to: '2027-12-31' }
const given = (more: Partial<DateGiven> = {}): DateGiven => ({
  ...{ title: 'Hearing', about: '', day: '2026-02-01', end_date: null, source_url: null, audience: 'all', ...more },
})
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ uid: 'date-1', kind: 'date', title: 'Hearing', starts: '2026-02-01', ends: null, all_day: true },
  ...{ link: '/calendar', late: false, whose: null, ...more },
})

/** Dates that the convener keeps, and what each subscription has said, asked of a register. */
export function calendarSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    const act = (by: Viewer = ANN): Act => ({ register, by, now: NOW })
    const shown = async (role: string, organization_id: string | null) =>
      (await listDates(register, { role, organization_id })).map(({ title }) => title)
    const told = () =>
      register.engine(async (tx) => {
        const rows = await tx.selectFrom('notification').select('account').orderBy('account').execute()
        return rows.map(({ account }) => account)
      })
    const grantOf = (account: string) =>
      register.engine((tx) =>
        tx.selectFrom('access_grant').select('access_grant').where('account', '=', account).executeTakeFirstOrThrow(),
      )
    beforeAll(async () => {
      register = await open()
      await withPeople(register)
    })
    afterAll(() => register?.close())
    beforeEach(() =>
      register.engine(async (tx) => {
        for (const table of ['calendar_feed_entry', 'calendar_feed', 'calendar_date', 'notification'] as const)
          await tx.deleteFrom(table).execute()
      }),
    )

    test('a date is read and told by those whom it is for, and the public reads none', async () => {
      await keepDate(act(), given({ title: 'For payers', audience: 'payer' }))
      await keepDate(act(), given({ title: 'For all', day: '2026-01-20' }))
      expect(await told()).toEqual(['kay', 'kay', 'pam', 'pam', 'sol', 'sol'])
      expect(await shown('payer', 'summit')).toEqual(['For all', 'For payers'])
      expect(await shown('practice', 'elm')).toEqual(['For all'])
      expect(await shown('public', null)).toEqual([])
      expect(await shown('convener', null)).toEqual(['For all', 'For payers'])
    })

    test('days come back as days, and who does not keep the calendar changes none', async () => {
      const { calendar_date } = await keepDate(act(), given({ end_date: '2026-02-03' }))
      const [kept] = await listDates(register, ANN)
      expect(kept).toMatchObject({
        day: '2026-02-01',
        end_date: '2026-02-03',
        recorded_at: '2026-01-05T10:00:00Z',
        changed_at: null,
      })
      const pam: Viewer = { ...ANN, person: 'pam', role: 'payer', organization_id: 'summit' }
      await expect(keepDate(act(pam), given())).rejects.toMatchObject({ code: '42501' })
      await expect(changeDate(act(pam), calendar_date, given({ title: 'Other' }))).rejects.toMatchObject({
        code: 'access-denied',
      })
      expect(await shown('convener', null)).toEqual(['Hearing'])
    })

    test('a date that is dropped is read by nobody and is changed no more, also by two at once', async () => {
      const { calendar_date } = await keepDate(act(), given())
      const both = await Promise.allSettled([dropDate(act(), calendar_date), dropDate(act(), calendar_date)])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await expect(changeDate(act(), calendar_date, given())).rejects.toMatchObject({ code: 'access-denied' })
      expect(await shown('convener', null)).toEqual([])
    })

    test('a person has one address: another ends the one before and keeps what it said', async () => {
      const { access_grant } = await grantOf('pam')
      const renew = () => register.engine((tx) => renewFeed(tx, 'pam', access_grant, NOW))
      const opened = (token: string) => register.engine((tx) => feedByToken(tx, token))
      const first = await renew()
      const feed = await opened(first)
      if (!feed) throw new Error('no feed')
      const { write, forget } = changesOf([], [entry()], RANGE, NOW)
      await register.engine((tx) => writeSaid(tx, feed.calendar_feed, { write, forget }, NOW))
      const second = await renew()
      expect(await opened(first)).toBeUndefined()
      expect((await opened(second))?.calendar_feed).toBe(feed.calendar_feed)
      const said = await register.engine((tx) => saidIn(tx, feed.calendar_feed))
      expect(said).toMatchObject([
        { uid: 'date-1', starts: '2026-02-01', sequence: 0, modified_at: '2026-01-05T10:00:00Z', dropped_at: null },
      ])
      expect(await register.engine((tx) => endFeed(tx, 'pam', NOW))).toBe(true)
      expect(await register.engine((tx) => endFeed(tx, 'pam', NOW))).toBe(false)
      expect(await opened(second)).toBeUndefined()
      expect(await register.engine((tx) => feedOf(tx, 'pam'))).toBeUndefined()
    })

    test('what is said is counted on over changes, also where two programs read the address at once', async () => {
      const { access_grant } = await grantOf('pam')
      const token = await register.engine((tx) => renewFeed(tx, 'pam', access_grant, NOW))
      const calendar_feed = (await register.engine((tx) => feedByToken(tx, token)))?.calendar_feed ?? 0
      const read = (entries: CalendarEntry[], at: string) =>
        register.engine(async (tx) => {
          const changes = changesOf(await saidIn(tx, calendar_feed), entries, RANGE, at)
          await writeSaid(tx, calendar_feed, changes, at)
          return [...changes.stand.values()].map(({ uid, sequence, dropped_at }) => [uid, sequence, dropped_at])
        })
      const later = '2026-01-06T10:00:00.000Z'
      expect(await read([entry()], NOW)).toEqual([['date-1', 0, null]])
      const moved = entry({ starts: '2026-03-01' })
      const both = await Promise.all([read([moved], later), read([moved], later)])
      expect(both).toEqual([[['date-1', 1, null]], [['date-1', 1, null]]])
      expect(await read([], later)).toEqual([['date-1', 2, later]])
      expect(await read([moved], later)).toEqual([['date-1', 3, null]])
    })
  })
}
