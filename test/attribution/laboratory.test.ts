import { expect, test } from 'vitest'
import type { Row } from '../run/small-lake.ts'
import { claims, decided, decisions, engineOf, number, ruleOf, visits, YEAR } from './rule-lake.ts'

test('plurality: the practice, its clinician seen last, its share and the number of candidates', async () => {
  const row = await decided(claims(), 'elm 2025-02-01 10', 'elm 2025-03-01 20', 'oak 2025-04-01 500')
  expect(row).toMatchObject({ practice_id: 'elm', organization_id: 'river', npi: 'dr-elm-primary-care', step: 1 })
  expect(row).toMatchObject({
    reason: 'plurality',
    visits: 2,
    allowed_usd: '30.00',
    share: '0.666666667',
    candidates: 2,
  })
  expect(row).toMatchObject({ list: '2025', kind: 'retrospective', known_on: '2026-01-01', rule: 'ours' })
})

test('allowed dollars may count instead of visits, and an unknown amount comes last', async () => {
  const step = claims({ order: '[allowed_usd, last_visit, practice_id]' })
  expect(await decided(step, 'elm 2025-02-01 10', 'elm 2025-03-01 20', 'oak 2025-04-01 31')).toMatchObject({
    practice_id: 'oak',
  })
  expect(await decided(step, 'elm 2025-02-01', 'elm 2025-03-01', 'oak 2025-01-01 1')).toMatchObject({
    practice_id: 'oak',
  })
})

test('a majority is more than half: two of four are none, and the person has no practice for that reason', async () => {
  const step = claims({ wins: 'majority' })
  const half = ['elm 2025-02-01', 'elm 2025-03-01', 'oak 2025-04-01', 'fir 2025-05-01']
  expect(await decided(step, ...half)).toMatchObject({ practice_id: null, reason: 'below-share', step: null })
  expect(await decided(step, ...half, 'elm 2025-06-01')).toMatchObject({ practice_id: 'elm', reason: 'majority' })
})

test('a minimum share is reached by exactly that share; the next step is asked where it is not', async () => {
  const steps =
    claims({ wins: 'minimum-share', least_share: number('0.4') }) + claims({ window: number('1', 'months') })
  const two = ['elm 2025-02-01', 'elm 2025-03-01', 'oak 2025-04-01', 'oak 2025-05-01', 'fir 2025-06-01']
  expect(await decided(steps, ...two)).toMatchObject({
    practice_id: 'oak',
    reason: 'minimum-share',
    share: '0.400000000',
  })
  const three = ['elm 2025-02-01', 'oak 2025-04-01', 'fir 2025-12-02']
  expect(await decided(steps, ...three)).toMatchObject({ practice_id: 'fir', reason: 'plurality', step: 2 })
})

test('an ACO competes as one, and within it the practice with more is the one', async () => {
  const seen = [
    'elm 2025-02-01',
    'oak 2025-03-01',
    'oak 2025-04-01',
    ...['05', '06', '07'].map((m) => `fir 2025-${m}-01`),
  ]
  expect(await decided(claims(), ...seen)).toMatchObject({ practice_id: 'fir' })
  expect(await decided(claims({ unit: 'aco' }), ...seen)).toMatchObject({ practice_id: 'fir', share: '0.500000000' })
  expect(await decided(claims({ unit: 'aco' }), ...seen, 'elm 2025-01-01')).toMatchObject({
    practice_id: 'oak',
    visits: 2,
    share: '0.571428571',
  })
})

test('specialists decide where nobody in primary care was seen', async () => {
  const steps =
    claims({ services: '[ambulatory-visit]' }) + claims({ services: '[ambulatory-visit]', clinicians: 'specialists' })
  const oncology = ['oak 2025-03-01 1 oncology', 'oak 2025-04-01 1 oncology']
  expect(await decided(steps, ...oncology)).toMatchObject({ practice_id: 'oak', step: 2 })
  expect(await decided(steps, ...oncology, 'elm 2025-01-01')).toMatchObject({ practice_id: 'elm', step: 1 })
  expect(
    await decided(claims({ services: '[ambulatory-visit]', clinicians: '[cardiology]' }), ...oncology),
  ).toMatchObject({
    practice_id: null,
    reason: 'no-service',
  })
})

test('a step may wait for a share of primary care among all services', async () => {
  const services = { services: '[ambulatory-visit]', order: '[allowed_usd, practice_id]' }
  const steps =
    claims({ ...services, when: `{ clinicians: primary-care, least_share: ${number('0.1')} }` }) +
    claims({ ...services, clinicians: 'specialists' })
  const oncology = 'oak 2025-03-01 90 oncology'
  expect(await decided(steps, oncology, 'elm 2025-01-01 10')).toMatchObject({ practice_id: 'elm', step: 1 })
  expect(await decided(steps, oncology, 'elm 2025-01-01 9')).toMatchObject({ practice_id: 'oak', step: 2 })
})

test('the last months may weigh more than those before', async () => {
  const recent = `{ months: ${number('12', 'months')}, weight: ${number('0.666667')}, earlier_weight: ${number('0.333333')} }`
  const step = claims({ order: '[allowed_usd, practice_id]', recent })
  expect(await decided(step, 'elm 2024-12-31 190', 'oak 2025-01-01 100')).toMatchObject({ practice_id: 'oak' })
  expect(await decided(step, 'elm 2024-12-31 210', 'oak 2025-01-01 100')).toMatchObject({ practice_id: 'elm' })
})

test('lists made ahead look at months that end before them, and a final one at its own', async () => {
  const rule = ruleOf(
    claims({ window: number('12', 'months') }),
    `{ kind: reconciled, every: quarter, lag: ${number('3', 'months')}, source: s }`,
  )
  const rows = await decisions(rule, await engineOf(visits('p', 'elm 2024-06-01', 'oak 2025-01-15', 'oak 2025-02-15')))
  expect(rows.map((r) => [r.list, r.kind, r.known_on, r.practice_id])).toEqual([
    ['2025', 'final', '2026-01-01', 'oak'],
    ['2025-Q1', 'preliminary', '2024-10-01', 'elm'],
    ['2025-Q2', 'preliminary', '2025-01-01', 'elm'],
    ['2025-Q3', 'preliminary', '2025-04-01', 'oak'],
    ['2025-Q4', 'preliminary', '2025-07-01', 'oak'],
  ])
})

test('a statement counts on lists made after it; a list that was made before does not know of it', async () => {
  const rule = ruleOf(
    `  - { step: attested, source: s }\n${claims()}`,
    '{ kind: prospective, every: quarter, source: s }',
  )
  const attestation = [
    { member_id: 'p', practice_id: 'oak', attested_on: '2025-05-10', withdrawn_on: '2025-08-01', npi: 'dr-oak' },
  ]
  const rows = await decisions(rule, await engineOf(visits('p', 'elm 2024-12-01'), { attestation }))
  expect(rows.map((r) => [r.list, r.practice_id, r.reason])).toEqual([
    ['2025-Q1', 'elm', 'plurality'],
    ['2025-Q2', 'elm', 'plurality'],
    ['2025-Q3', 'oak', 'attested'],
    ['2025-Q4', 'elm', 'plurality'],
  ])
})

test("a payer's own list names the practice by its key, its tax number or its clinician; the primary payer's goes first", async () => {
  const listed = (member_id: string, given: Row) => ({ member_id, year_month: '202510', ...given })
  const provider_attribution = [
    listed('by-key', { payer_attributed_provider_practice: 'oak' }),
    listed('by-tin', { payer_attributed_provider_practice: 'tin-elm' }),
    listed('by-npi', { payer_attributed_provider: 'dr-fir' }),
    listed('unknown', { payer_attributed_provider: 'nobody', payer_attributed_provider_practice: 'nowhere' }),
  ]
  const affiliation = [{ npi: 'dr-fir', practice_id: 'fir' }]
  const rule = ruleOf('  - { step: plan-assigned, source: s }\n')
  const rows = await decisions(rule, await engineOf([], { provider_attribution, affiliation }))
  expect(rows.map((r) => [r.person_id, r.practice_id, r.reason])).toEqual([
    ['by-key', 'oak', 'plan-assigned'],
    ['by-npi', 'fir', 'plan-assigned'],
    ['by-tin', 'elm', 'plan-assigned'],
    ['unknown', null, 'not-listed'],
  ])
})

test('a place decides by the longest ZIP code; a rule sees its lines of business alone', async () => {
  const rule = ruleOf(
    '  - { step: place, source: s, areas: [{ zip_codes: ["800"], practice_id: elm }, { zip_codes: ["80012"], practice_id: oak }] }\n',
    YEAR,
    'population: { lines_of_business: [medicare-ffs], source: s }\n',
  )
  const month = (member_id: string, line_of_business: string) => ({
    ...{ person_id: member_id, member_id, line_of_business, primary_coverage: true },
    ...{ year_month: '202501', month_start: '2025-01-01' },
  })
  const eligibility = ['80001', '80012', '90000', '80001'].map((zip_code, i) => ({ member_id: `p${i}`, zip_code }))
  const months = eligibility.map(({ member_id }, i) => month(member_id, i === 3 ? 'commercial' : 'medicare-ffs'))
  const rows = await decisions(rule, await engineOf([], { eligibility }, months))
  expect(rows.map((r) => [r.person_id, r.practice_id, r.reason])).toEqual([
    ['p0', 'elm', 'place'],
    ['p1', 'oak', 'place'],
    ['p2', null, 'not-attested'],
  ])
})

test('a share and weights are those in force on the first day of each list', async () => {
  const dated = (before: string, after: string, unit = 'share') =>
    `{ label: n, kind: structure, unit: ${unit}, values: [{ from: 2019-01-01, value: ${before}, source: s }, { from: 2025-07-01, value: ${after}, source: s }] }`
  const quarterly = '{ kind: prospective, every: quarter, source: s }'
  const seen = ['elm 2024-02-01', 'elm 2024-03-01', 'oak 2024-12-01']
  const of = async (steps: string) => {
    const rows = await decisions(ruleOf(steps, quarterly), await engineOf(visits('p', ...seen)))
    return rows.map(({ list, practice_id }) => `${list} ${practice_id}`)
  }
  const share = claims({ wins: 'minimum-share', least_share: dated('0.6', '0.7') })
  expect(await of(share)).toEqual(['2025-Q1 elm', '2025-Q2 elm', '2025-Q3 null', '2025-Q4 null'])
  const recent = `{ months: ${number('12', 'months')}, weight: ${dated('1', '5', 'factor')}, earlier_weight: ${number('1', 'factor')} }`
  expect(await of(claims({ recent }))).toEqual(['2025-Q1 elm', '2025-Q2 elm', '2025-Q3 oak', '2025-Q4 oak'])
})
