import { describe, expect, test } from 'vitest'
import type { Waiver } from '../../../src/register/feeds/waivers.ts'
import type { FeedRow } from '../../../src/register/schema.ts'
import { addDays, addMonthsToDay, daysBetween } from '../../../src/sources/feeds/calendar.ts'
import { expectedDeliveries } from '../../../src/sources/feeds/expected-deliveries.ts'
import type { Delivery } from '../../../src/sources/feeds/match.ts'
import { serviceLevels } from '../../../src/sources/feeds/service-levels.ts'

const claims: FeedRow = {
  payer: 'summit',
  feed: 'claims',
  about: 'Paid claims of the month',
  tables: ['medical_claim', 'pharmacy_claim'],
  cadence: 'monthly',
  first_period_end: '2026-01-31',
  last_period_end: null,
  due_days: 15,
  resubmit_days: 10,
  recorded_at: '2026-01-01T00:00:00Z',
}
const roster: FeedRow = { ...claims, feed: 'roster', about: 'Attribution list', tables: ['provider_attribution'] }
const came = (submission_id: string, received_on: string, given: Partial<Delivery> = {}): Delivery => ({
  submission_id,
  payer: 'summit',
  received_on,
  received_at: `${received_on}T08:00:00.000Z`,
  status: 'accepted',
  tables: ['medical_claim', 'pharmacy_claim'],
  newest_service_date: null,
  mends: null,
  ...given,
})
const waiver = (given: Partial<Waiver> = {}): Waiver => ({
  waiver: 7,
  payer: 'summit',
  feed: 'claims',
  rule: null,
  reason: 'a new claims system',
  start_date: '2026-01-01',
  end_date: '2026-02-28',
  asked_at: '2026-01-02T00:00:00Z',
  asked_by: 'ana',
  decision: 'granted',
  decided_at: '2026-01-03T00:00:00Z',
  decided_by: 'rui',
  because: 'agreed',
  ...given,
})
const states = (deliveries: Delivery[], today: string, waivers: Waiver[] = [], feeds = [claims]) =>
  expectedDeliveries(feeds, deliveries, waivers, today).map((one) => `${one.feed} ${one.period_end} ${one.says}`)

describe('what was owed and what came of it', () => {
  test('a period is due until its due date, late from the day after, and the next one is already listed', () => {
    expect(states([], '2026-02-15')).toEqual([
      'claims 2026-01-31 due by 2026-02-15',
      'claims 2026-02-28 due by 2026-03-15',
    ])
    expect(states([], '2026-02-16')).toEqual(['claims 2026-01-31 late by 1 day', 'claims 2026-02-28 due by 2026-03-15'])
  })

  test('claims are for the period that holds their newest service date, whenever they come', () => {
    expect(
      states(
        [
          came('s1', '2026-03-12', { newest_service_date: '2026-01-30' }),
          came('s2', '2026-03-14', { newest_service_date: '2026-02-27' }),
        ],
        '2026-03-20',
      ),
    ).toEqual([
      'claims 2026-01-31 received 25 days late',
      'claims 2026-02-28 received on time',
      'claims 2026-03-31 due by 2026-04-15',
    ])
  })

  test('claims that run on into the month they came in are for the last month that had ended', () => {
    const [january] = expectedDeliveries(
      [claims],
      [came('s1', '2026-02-10', { newest_service_date: '2026-02-06' })],
      [],
      '2026-02-20',
    )
    expect(january).toMatchObject({ state: 'received-on-time', submission_ids: ['s1'], received_on: '2026-02-10' })
  })

  test('a roster is for the last period that had ended on the day it came, whatever its services', () => {
    const sent = came('s1', '2026-03-02', { tables: ['provider_attribution'], newest_service_date: '2026-01-05' })
    expect(states([sent], '2026-03-10', [], [roster])).toEqual([
      'roster 2026-01-31 late by 23 days',
      'roster 2026-02-28 received on time',
      'roster 2026-03-31 due by 2026-04-15',
    ])
  })

  test('one delivery meets each feed of which it fills a table, and says which tables it lacks', () => {
    const both = came('s1', '2026-02-10', { tables: ['medical_claim', 'provider_attribution'] })
    expect(states([both], '2026-02-20', [], [claims, roster])).toEqual([
      'claims 2026-01-31 received on time, without pharmacy_claim',
      'claims 2026-02-28 due by 2026-03-15',
      'roster 2026-01-31 received on time',
      'roster 2026-02-28 due by 2026-03-15',
    ])
  })

  test('what is for no table, another payer’s, seen before, or before the first period, meets nothing', () => {
    const none = [
      came('s1', '2026-02-10', { tables: ['lab_result'] }),
      came('s2', '2026-02-10', { payer: 'keystone' }),
      came('s3', '2026-02-10', { status: 'duplicate' }),
      came('s4', '2026-01-20'),
      came('s5', '2026-02-10', { newest_service_date: '2025-12-31' }),
    ]
    expect(states(none, '2026-02-20')[0]).toBe('claims 2026-01-31 late by 5 days')
  })

  test('a delivery that came after the day asked for has not come', () => {
    expect(states([came('s1', '2026-02-10')], '2026-02-09')[0]).toBe('claims 2026-01-31 due by 2026-02-15')
  })
})

describe('refused, held and waived', () => {
  const refused = came('s1', '2026-02-12', { status: 'refused' })

  test('a refused delivery is to be mended within the agreed days, never before the due date', () => {
    expect(states([refused], '2026-02-20')[0]).toBe('claims 2026-01-31 refused: mend by 2026-02-22')
    expect(states([came('s0', '2026-02-02', { status: 'refused' })], '2026-02-03')[0]).toBe(
      'claims 2026-01-31 refused: mend by 2026-02-15',
    )
    expect(states([refused], '2026-02-25')[0]).toBe(
      'claims 2026-01-31 refused: was to be mended by 2026-02-22, late by 3 days',
    )
  })

  test('a refused delivery that nobody could read stands against every feed of its sender', () => {
    const unread = { ...refused, tables: null }
    expect(states([unread], '2026-02-13', [], [claims, roster]).filter((one) => one.includes('refused'))).toEqual([
      'claims 2026-01-31 refused: mend by 2026-02-22',
      'roster 2026-01-31 refused: mend by 2026-02-22',
    ])
  })

  test('what mends it takes its place, and the days that took are counted', () => {
    const [january] = expectedDeliveries(
      [claims],
      [refused, came('s2', '2026-03-02', { mends: 's1' })],
      [],
      '2026-03-05',
    )
    expect(january).toMatchObject({
      state: 'received-late',
      submission_ids: ['s1', 's2'],
      days_late: 15,
      days_to_mend: 18,
      mend_by: null,
    })
  })

  test('held until an agreement is recorded; one that is in use is enough', () => {
    const held = came('s1', '2026-02-10', { status: 'held' })
    expect(states([held], '2026-02-20')[0]).toBe('claims 2026-01-31 held: no agreement in force')
    expect(states([held, came('s2', '2026-02-11')], '2026-02-20')[0]).toBe('claims 2026-01-31 received on time')
  })

  test('only a granted waiver of this feed, in force on the due date, lets a period off', () => {
    expect(states([], '2026-03-01', [waiver()])[0]).toBe('claims 2026-01-31 waived until 2026-02-28')
    for (const other of [
      waiver({ decision: 'asked' }),
      waiver({ decision: 'refused' }),
      waiver({ decision: 'ended' }),
      waiver({ feed: 'roster' }),
      waiver({ feed: null, rule: 'date-order' }),
      waiver({ payer: 'keystone' }),
      waiver({ end_date: '2026-02-14' }),
      waiver({ start_date: '2026-02-16' }),
    ])
      expect(states([], '2026-03-01', [other])[0]).toBe('claims 2026-01-31 late by 14 days')
    expect(states([came('s1', '2026-02-10')], '2026-03-01', [waiver()])[0]).toBe('claims 2026-01-31 received on time')
  })
})

test('service levels: timeliness, completeness and days to mend over what fell due in twelve months', () => {
  const deliveries = [
    came('s1', '2026-02-10'),
    came('s2', '2026-03-20', { newest_service_date: '2026-02-20' }),
    came('s3', '2026-04-10', { status: 'refused' }),
    came('s4', '2026-04-14', { mends: 's3', newest_service_date: '2026-03-31' }),
  ]
  const expected = expectedDeliveries(
    [claims],
    deliveries,
    [waiver({ start_date: '2026-05-15', end_date: '2026-05-15' })],
    '2026-06-20',
  )
  expect(serviceLevels(expected, '2026-06-20')).toEqual([
    {
      payer: 'summit',
      owed: 4,
      received: 3,
      on_time: 2,
      timeliness_share: '0.5000',
      completeness_share: '0.7500',
      refused: 1,
      mended: 1,
      resubmission_days: '4.0',
      waived: 1,
      late_now: 1,
    },
  ])
  expect(serviceLevels(expected, '2027-02-15')[0]).toMatchObject({ owed: 4, received: 2 })
  expect(serviceLevels(expectedDeliveries([claims], [], [], '2026-02-01'), '2026-02-01')[0]).toMatchObject({
    owed: 0,
    timeliness_share: null,
    completeness_share: null,
    resubmission_days: null,
  })
})

test('the calendar keeps ends of months and leap days', () => {
  expect([1, 2, 12, 13, -1].map((months) => addMonthsToDay('2023-12-31', months))).toEqual([
    '2024-01-31',
    '2024-02-29',
    '2024-12-31',
    '2025-01-31',
    '2023-11-30',
  ])
  expect(addMonthsToDay('2026-01-30', 1)).toBe('2026-02-28')
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01')
  expect(daysBetween('2026-02-16', '2026-03-12')).toBe(24)
})

test('a weekly feed that ends owes nothing after its last period', () => {
  const weekly: FeedRow = {
    ...claims,
    cadence: 'weekly',
    first_period_end: '2026-01-04',
    last_period_end: '2026-01-18',
  }
  expect(states([], '2026-06-01', [], [weekly])).toEqual([
    'claims 2026-01-04 late by 133 days',
    'claims 2026-01-11 late by 126 days',
    'claims 2026-01-18 late by 119 days',
  ])
})
