import fc from 'fast-check'
import { expect, test } from 'vitest'
import { period } from '../../src/period.ts'
import type { Row } from '../run/small-lake.ts'
import { claims, decisions, engineOf, number, ruleOf, visits, YEAR } from './rule-lake.ts'
import { type Decision, decide, type Made, type Said, type Step, type Visit } from './rule-oracle.ts'

const PEOPLE = ['ann', 'ben', 'cy']
const PRACTICES = ['elm', 'oak', 'fir']
const day = fc
  .record({ month: fc.integer({ min: 0, max: 35 }), of: fc.constantFrom('01', '15', '28') })
  .map(({ month, of }) => `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${of}`)

const visit: fc.Arbitrary<Visit> = fc.record({
  person: fc.constantFrom(...PEOPLE),
  practice: fc.constantFrom(...PRACTICES),
  day,
  cents: fc.option(fc.constantFrom(0, 5000, 5001, 10000)),
  specialty: fc.constantFrom('primary-care', 'primary-care', 'cardiology'),
})
const said: fc.Arbitrary<Said> = fc.record({
  person: fc.constantFrom(...PEOPLE),
  practice: fc.constantFrom(...PRACTICES),
  on: day,
  until: fc.option(day),
})
const claimsStep: fc.Arbitrary<Step> = fc
  .record({
    step: fc.constant('claims' as const),
    clinicians: fc.constantFrom('primary-care', 'specialists', 'any'),
    unit: fc.constantFrom('practice', 'organization', 'aco'),
    window: fc.constantFrom(1, 12, 18, 24),
    order: fc.shuffledSubarray(['visits', 'allowed_usd', 'last_visit', 'first_visit'] as const, { minLength: 1 }),
    wins: fc.constantFrom('plurality', 'plurality', 'majority', 'minimum-share'),
    least: fc.constantFrom(0.25, 0.4, 0.5),
  })
  .map((one) => {
    const counts = one.order[0] === 'visits' || one.order[0] === 'allowed_usd'
    const wins = counts ? one.wins : 'plurality'
    return { ...one, order: [...one.order], wins, least: wins === 'minimum-share' ? one.least : null } as Step
  })
const steps = fc
  .tuple(fc.boolean(), fc.array(claimsStep, { minLength: 1, maxLength: 2 }))
  .map(([first, rest]): Step[] => (first ? [{ step: 'attested' }, ...rest] : rest))
  .filter((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length)

const AHEAD = `{ kind: reconciled, every: quarter, lag: ${number('3', 'months')}, source: s }`
const quarter = (n: number, from: string, until: string, end: string): Made => ({
  list: `2025-Q${n}`,
  from,
  until,
  end,
  stated: from,
})
const YEARLY: Made = { list: '2025', from: '2025-01-01', until: '2026-01-01', end: '2026-01-01', stated: '2026-01-01' }
const LISTS: Record<string, Made[]> = {
  [YEAR]: [YEARLY],
  [AHEAD]: [
    YEARLY,
    quarter(1, '2025-01-01', '2025-04-01', '2024-10-01'),
    quarter(2, '2025-04-01', '2025-07-01', '2025-01-01'),
    quarter(3, '2025-07-01', '2025-10-01', '2025-04-01'),
    quarter(4, '2025-10-01', '2026-01-01', '2025-07-01'),
  ],
}

const inYaml = (step: Step): string =>
  step.step === 'attested'
    ? '  - { step: attested, source: s }\n'
    : claims({
        services: '[ambulatory-visit]',
        clinicians: step.clinicians,
        unit: step.unit,
        window: number(String(step.window), 'months'),
        order: `[${[...step.order, 'practice_id'].join(', ')}]`,
        wins: step.wins,
        ...(step.least === null ? {} : { least_share: number(String(step.least)) }),
      })

const monthsOf = (year: number): Row[] =>
  PEOPLE.flatMap((person_id) =>
    ['01', '04', '07', '10'].map((month) => ({
      ...{ person_id, member_id: person_id, primary_coverage: true },
      ...{ year_month: `${year}${month}`, month_start: `${year}-${month}-01` },
    })),
  )

async function byTheSteps(all: Visit[], words: Said[], rule: Step[], lists: string, year = 2025): Promise<Decision[]> {
  const lines = all.flatMap((one, i) =>
    visits(
      one.person,
      `${one.practice} ${one.day} ${one.cents === null ? '' : (one.cents / 100).toFixed(2)} ${one.specialty}`,
    ).map((row) => ({ ...row, claim_id: `c${i}` })),
  )
  const attestation = words.map((one, i) => ({
    ...{ member_id: one.person, practice_id: one.practice, attested_on: one.on, withdrawn_on: one.until },
    record_number: i + 1,
  }))
  const rows = await decisions(
    ruleOf(rule.map(inYaml).join(''), lists),
    await engineOf(lines, { attestation }, monthsOf(year)),
    period(String(year)),
  )
  return rows.map((row) => ({
    list: String(row.list),
    person: String(row.person_id),
    practice: row.practice_id === null ? null : String(row.practice_id),
    step: row.step === null ? null : Number(row.step),
    visits: row.visits === null || row.visits === undefined ? null : Number(row.visits),
  }))
}

test('any rule decides as plain JavaScript does, whatever the visits and the order of their lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(visit, { maxLength: 14 }),
      fc.array(said, { maxLength: 3 }),
      steps,
      fc.constantFrom(YEAR, AHEAD),
      async (all, words, rule, lists) => {
        const expected = decide(PEOPLE, all, words, rule, LISTS[lists] ?? [])
        expect(await byTheSteps(all, words, rule, lists)).toEqual(expected)
        expect(await byTheSteps(all.toReversed(), words.toReversed(), rule, lists)).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
}, 240_000)

test('a visit of several lines stays one visit, and all dates a year later give the same a year later', async () => {
  const rule: Step[] = [
    {
      step: 'claims',
      clinicians: 'any',
      unit: 'aco',
      window: 24,
      order: ['visits', 'allowed_usd'],
      wins: 'plurality',
      least: null,
    },
  ]
  const all: Visit[] = ['2024-02-01', '2024-03-01', '2025-03-01'].map((on, i) => ({
    ...{ person: 'ann', practice: i === 1 ? 'fir' : 'elm', day: on, cents: 5000, specialty: 'primary-care' },
  }))
  const whole = await byTheSteps(all, [], rule, YEAR)
  const split = all.flatMap((one) => [
    { ...one, cents: 2000 },
    { ...one, cents: 3000 },
  ])
  expect(await byTheSteps(split, [], rule, YEAR)).toEqual(whole)
  const later = all.map((one) => ({ ...one, day: `${Number(one.day.slice(0, 4)) + 1}${one.day.slice(4)}` }))
  const after = await byTheSteps(later, [], rule, YEAR, 2026)
  expect(after.map((one) => ({ ...one, list: '2025' }))).toEqual(whole)
  expect(whole.find(({ person }) => person === 'ann')).toMatchObject({ practice: 'elm', visits: 2 })
})
