import ical, { type CalendarComponent, type VEvent } from 'node-ical'
import { expect, test } from 'vitest'
import { changesOf, type Said } from '../../src/convening/calendar/changes.ts'
import { type CalendarEntry, inOrder, isWithin } from '../../src/convening/calendar/entry.ts'
import { icsOf } from '../../src/convening/calendar/ics.ts'

const NOW = '2026-01-05T10:00:00.000Z'
const LATER = '2026-01-06T10:00:00.000Z'
const RANGE = { from: '2025-12-01', to: '2026-12-31' }
const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ uid: 'date-1', kind: 'date', title: 'Hearing', starts: '2026-03-01', ends: null, all_day: true },
  ...{ link: '/calendar', late: false, whose: null },
  ...given,
})
const stood = (before: readonly Said[], entries: readonly CalendarEntry[], now = NOW) =>
  changesOf(before, entries, RANGE, now)
const written = (entries: readonly CalendarEntry[], stand = stood([], entries).stand) =>
  icsOf({ name: 'Tide', subscription: '1-x.wholepanel', address: 'https://panel.tide.example', entries, stand })
const eventsOf = (ics: string): VEvent[] =>
  Object.values(ical.sync.parseICS(ics)).filter((one): one is VEvent => (one as CalendarComponent).type === 'VEVENT')
const lineOf = (ics: string, name: string) =>
  ics
    .replace(/\r\n /g, '')
    .split('\r\n')
    .filter((line) => line.startsWith(name))

test('a day is a date without a zone, and its end is the day after', () => {
  const ics = written([entry()])
  expect(lineOf(ics, 'DTSTART')).toEqual(['DTSTART;VALUE=DATE:20260301'])
  expect(lineOf(ics, 'DTEND')).toEqual(['DTEND;VALUE=DATE:20260302'])
  const [event] = eventsOf(ics)
  expect(event).toMatchObject({ datetype: 'date', summary: 'Hearing', status: 'CONFIRMED' })
})

test('a day takes up nobody’s time, a meeting does, and a program looks again each hour', () => {
  expect(lineOf(written([entry()]), 'TRANSP')).toEqual(['TRANSP:TRANSPARENT'])
  const ics = written([entry({ uid: 'meeting-1', starts: '2026-04-01T16:30:00.000Z', all_day: false })])
  expect(lineOf(ics, 'TRANSP')).toEqual([])
  expect(lineOf(ics, 'REFRESH-INTERVAL')).toEqual(['REFRESH-INTERVAL;VALUE=DURATION:PT1H'])
})

test.each(['America/New_York', 'Europe/Berlin', 'Pacific/Auckland'])(
  'a meeting is at the same moment for who reads it in %s, before and after clocks change',
  (zone) => {
    const before = process.env.TZ
    process.env.TZ = zone
    const starts = ['2026-03-06T15:00:00.000Z', '2026-03-30T15:00:00.000Z']
    const ics = written(starts.map((one, at) => entry({ uid: `meeting-${at}`, starts: one, all_day: false })))
    const read = eventsOf(ics).map(({ start }) => new Date(start).toISOString())
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
    expect(read).toEqual(starts)
  },
)

test('a span of days ends the day after its last, and a time is in UTC', () => {
  const ics = written([
    entry({ uid: 'comment-a', ends: '2026-03-31' }),
    entry({ uid: 'vote-b', starts: '2026-04-01T16:30:00.000Z', all_day: false }),
  ])
  expect(lineOf(ics, 'DTSTART')).toEqual(['DTSTART;VALUE=DATE:20260301', 'DTSTART:20260401T163000Z'])
  expect(lineOf(ics, 'DTEND')).toEqual(['DTEND;VALUE=DATE:20260401'])
})

test.each(['America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata'])(
  'days stay the same days where the server stands in %s',
  (zone) => {
    const before = process.env.TZ
    process.env.TZ = zone
    const ics = written([entry()])
    expect(new Date('2026-03-01T00:00:00Z').getTimezoneOffset()).not.toBe(0)
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
    expect(lineOf(ics, 'DTSTART')).toEqual(['DTSTART;VALUE=DATE:20260301'])
    expect(lineOf(ics, 'DTEND')).toEqual(['DTEND;VALUE=DATE:20260302'])
  },
)

test('long and odd text is folded and escaped, and begins no line of its own', () => {
  const title = `Comment; on, "a\\b" 診療所 ${'long '.repeat(40)}\r\nATTACH:https://evil.example`
  const ics = written([entry({ title })])
  for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
  expect(
    ics
      .replace(/\r\n /g, '')
      .split('\r\n')
      .some((line) => line.startsWith('ATTACH')),
  ).toBe(false)
  const [event] = eventsOf(ics)
  expect(String(event?.summary).replace(/\s+/g, ' ')).toBe(title.replace(/\s+/g, ' '))
})

test('what says the same keeps its number, and another day gets the next', () => {
  const first = stood([], [entry()])
  expect(first.write).toMatchObject([{ uid: 'date-1', sequence: 0, modified_at: NOW }])
  const same = stood([...first.stand.values()], [entry()], LATER)
  expect(same.write).toEqual([])
  expect(same.stand.get('date-1')).toMatchObject({ sequence: 0, modified_at: NOW })
  const moved = stood([...first.stand.values()], [entry({ starts: '2026-03-08' })], LATER)
  const ics = written([entry({ starts: '2026-03-08' })], moved.stand)
  const [before] = eventsOf(written([entry()]))
  const [after] = eventsOf(ics)
  expect(after?.uid).toBe(before?.uid)
  expect(Number(before?.sequence)).toBe(0)
  expect(Number(after?.sequence)).toBe(1)
  expect(lineOf(ics, 'LAST-MODIFIED')).toEqual(['LAST-MODIFIED:20260106T100000Z'])
})

test('what is dropped is cancelled for a month, and says nothing of what it was', () => {
  const first = stood([], [entry({ title: 'Quiet hearing', whose: 'Keystone' })])
  const dropped = stood([...first.stand.values()], [], LATER)
  const ics = written([], dropped.stand)
  expect(eventsOf(ics)).toMatchObject([{ status: 'CANCELLED', summary: 'No longer in the calendar' }])
  expect(lineOf(ics, 'SEQUENCE')).toEqual(['SEQUENCE:1'])
  expect(ics).not.toMatch(/Quiet|Keystone/)
  const still = stood([...dropped.stand.values()], [], '2026-02-01T10:00:00.000Z')
  expect(still.stand.size).toBe(1)
  expect(stood([...still.stand.values()], [], '2026-02-06T10:00:00.000Z')).toMatchObject({ forget: ['date-1'] })
})

test('what could not be read is neither dropped nor forgotten', () => {
  const first = stood([], [entry(), entry({ uid: 'date-2' })])
  const part = changesOf([...first.stand.values()], [entry()], RANGE, LATER, false)
  expect(part).toMatchObject({ write: [], forget: [] })
  expect([...part.stand.keys()]).toEqual(['date-1'])
  const whole = stood([...first.stand.values()], [entry(), entry({ uid: 'date-2' })], LATER)
  expect(whole.stand.get('date-2')).toMatchObject({ sequence: 0, dropped_at: null })
})

test('what comes back goes on counting', () => {
  const first = stood([], [entry()])
  const dropped = stood([...first.stand.values()], [], LATER)
  const back = stood([...dropped.stand.values()], [entry()], LATER)
  expect(back.stand.get('date-1')).toMatchObject({ sequence: 2, dropped_at: null })
})

test('what is past is forgotten, not cancelled', () => {
  const first = stood([], [entry({ starts: '2025-11-30', late: true })])
  expect(stood([...first.stand.values()], [], LATER)).toMatchObject({ forget: ['date-1'], write: [] })
})

test('what is late comes first and in every range, then days before times', () => {
  const late = entry({ uid: 'late', starts: '2024-01-01', late: true })
  const day = entry({ uid: 'day' })
  const time = entry({ uid: 'time', starts: '2026-03-01T08:00:00.000Z', all_day: false })
  expect(inOrder([time, day, late]).map((one) => one.uid)).toEqual(['late', 'day', 'time'])
  const march = { from: '2026-03-01', to: '2026-03-31' }
  expect([late, day, time].map((one) => isWithin(one, march))).toEqual([true, true, true])
  const around = entry({ starts: '2026-02-20', ends: '2026-03-01' })
  expect(isWithin(around, march)).toBe(true)
  expect(isWithin(entry({ starts: '2026-02-20', ends: '2026-02-28' }), march)).toBe(false)
})
