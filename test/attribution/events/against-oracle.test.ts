import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventRule } from '../../../src/attribution/events/event-rule.ts'
import { exact } from '../../../src/money.ts'
import type { Row } from '../../run/small-lake.ts'
import { eventLake, eventRuleOf, given, sharesIn } from './event-lake.ts'
import { type AskedRole, type AskedRule, type Part, type Seen, sharesBy } from './event-oracle.ts'

const days = ['2024-12-20', '2025-01-02', '2025-01-10', '2025-03-03', '2025-03-05', '2025-03-17', '2025-12-20']
const seen: fc.Arbitrary<Seen> = fc.record({
  practice: fc.constantFrom('elm', 'oak', 'fir'),
  specialty: fc.constantFrom('primary-care', 'surgery'),
  day: fc.constantFrom(...days),
  cents: fc.option(fc.constantFrom(0, 1, 5000, 33_333, -5000)),
  starts: fc.boolean(),
  modifier: fc.option(fc.constantFrom('X1', 'X4')),
  place: fc.constantFrom('11', '21'),
})
const asked: fc.Arbitrary<Omit<AskedRole, 'billionths'>> = fc.record({
  takes: fc.constantFrom('every', 'first'),
  started: fc.boolean(),
  clinicians: fc.constantFrom('any', 'specialists', 'primary-care'),
  modifier: fc.option(fc.constantFrom('X1', 'X4')),
  place: fc.option(fc.constantFrom('11', '21')),
  least: fc.option(fc.constantFrom(25, 50)),
})
const WHOLE = 1_000_000_000
const rule: fc.Arbitrary<AskedRule> = fc
  .record({
    days: fc.constantFrom(1, 8, 15, 60),
    again: fc.constantFrom('belongs', 'begins'),
    unit: fc.constantFrom('clinician', 'practice'),
    counted_by: fc.constantFrom('visits', 'allowed_usd'),
    goes_to: fc.constantFrom('others', 'nobody'),
    roles: fc.array(asked, { minLength: 1, maxLength: 3 }),
    cuts: fc.tuple(fc.constantFrom(0, 333_333_333, 500_000_000), fc.constantFrom(333_333_334, 999_999_999, WHOLE)),
  })
  .map(({ cuts, roles, ...one }) => {
    const ends = [...cuts.slice(0, roles.length - 1), WHOLE].sort((a, b) => a - b)
    const of = (i: number) => (ends[i] ?? 0) - (i === 0 ? 0 : (ends[i - 1] ?? 0))
    return { ...one, roles: roles.map((role, i) => ({ ...role, billionths: of(i) })) }
  })

const inYaml = ({ takes, started, clinicians, modifier, place, least, billionths }: AskedRole): string =>
  [
    `takes: ${takes}, clinicians: ${clinicians}`,
    ...(started ? ['started: true'] : []),
    ...(modifier ? [`modifiers: [${modifier}]`] : []),
    ...(place ? [`places: ["${place}"]`] : []),
    ...(least ? [`least_share: ${given(`0.${least}`)}`] : []),
    `share: ${given(exact(billionths).div(WHOLE).toFixed(9))}`,
  ].join(', ')

/** Undefined where the rule is refused: a role that nobody can have. */
function ruleOf(one: AskedRule): EventRule | undefined {
  try {
    return eventRuleOf({
      event: `services: [colonoscopy], again: ${one.again}, days: ${given(String(one.days), 'count')}`,
      who: `unit: ${one.unit}, counted_by: ${one.counted_by}`,
      roles: one.roles.map(inYaml),
      unfilled: one.goes_to,
    })
  } catch {
    return undefined
  }
}

const inWords = (one: Seen): string =>
  [
    `${one.practice} ${one.day}`,
    ...(one.cents === null ? [] : [`${one.cents < 0 ? '-' : ''}${(Math.abs(one.cents) / 100).toFixed(2)}`]),
    ...(one.specialty === 'primary-care' ? [] : [one.specialty]),
    ...(one.starts ? ['G0121'] : []),
    ...(one.modifier ? [one.modifier] : []),
    `place:${one.place}`,
  ].join(' ')

const scaled = (value: Row[string] | undefined, by: number): bigint | null =>
  value === null || value === undefined ? null : BigInt(exact(String(value)).times(by).toFixed(0))

const partOf = (row: Row): Part => ({
  ...{ start: String(row.event_start), role: Number(String(row.role).slice(1)), held_by: String(row.held_by) },
  ...{ reason: String(row.reason), billionths: scaled(row.share, WHOLE) ?? 0n, cents: scaled(row.share_usd, 100) },
})
const byKey = (a: Part, b: Part): number =>
  a.start === b.start ? a.role - b.role || (a.held_by < b.held_by ? -1 : 1) : a.start < b.start ? -1 : 1

const YEAR = { from: '2025-01-01', until: '2026-01-01' }

async function rowsOf(asked: EventRule, people: Readonly<Record<string, readonly Seen[]>>): Promise<Row[]> {
  const engine = await eventLake(
    Object.fromEntries(Object.entries(people).map(([person, all]) => [person, all.map(inWords)])),
  )
  const rows = await sharesIn(engine, asked)
  engine.close()
  return rows
}

test('any rule shares events as plain JavaScript does, and every event is one whole', async () => {
  await fc.assert(
    fc.asyncProperty(rule, fc.tuple(people(), people()), async (one, [ann, ben]) => {
      const asked = ruleOf(one)
      fc.pre(asked !== undefined)
      if (!asked) return
      const rows = await rowsOf(asked, { ann, ben })
      for (const [person, all] of Object.entries({ ann, ben })) {
        const mine = rows.filter(({ person_id }) => person_id === person)
        expect(mine.map(partOf).sort(byKey)).toEqual(sharesBy(one, all, YEAR).sort(byKey))
        expectWhole(mine)
      }
    }),
    { numRuns: 60 },
  )
}, 300_000)

function people() {
  return fc.array(seen, { minLength: 1, maxLength: 9 })
}

/** The shares and dollars of each event are exactly the event's. */
function expectWhole(rows: readonly Row[]): void {
  for (const start of new Set(rows.map(({ event_start }) => event_start))) {
    const event = rows.filter((row) => row.event_start === start)
    const sum = (column: string) => event.reduce((all, row) => all.plus(String(row[column] ?? 0)), exact(0))
    expect(sum('share').toFixed(9)).toBe('1.000000000')
    expect(sum('share_usd').toFixed(2)).toBe(exact(String(event[0]?.event_allowed_usd ?? 0)).toFixed(2))
  }
}

const TOLD = ['event_start', 'role', 'held_by', 'reason', 'share', 'share_usd', 'event_allowed_usd', 'visits']
const told = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(TOLD.map((column) => row[column]))).sort()

test('the order of claim lines changes nothing, nor does a line that is sent in two halves', async () => {
  await fc.assert(
    fc.asyncProperty(rule, people(), async (one, all) => {
      const asked = ruleOf(one)
      fc.pre(asked !== undefined)
      if (!asked) return
      const whole = all.map((line) => ({ ...line, cents: line.cents === null ? null : line.cents * 2 }))
      const halves = all.flatMap((line) => [line, line])
      const first = told(await rowsOf(asked, { ann: whole }))
      expect(told(await rowsOf(asked, { ann: whole.toReversed() }))).toEqual(first)
      expect(told(await rowsOf(asked, { ann: halves }))).toEqual(first)
    }),
    { numRuns: 15 },
  )
}, 300_000)
