import { afterAll, beforeAll, expect, test } from 'vitest'
import { readExplanation } from '../../src/disclosure/reads/explain.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Explained } from '../../src/explain/explained.ts'
import { claims, fileOf, folderOf } from '../attribution/rule-lake.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

/** By the rule s, by dollars, a1 is Oak Hill's: one visit there costs more than two at Elm Street. */
const line = (practice_id: string, service_date: string, spend_usd: string, record_number: number) => ({
  ...(ROWS.person_line ?? [])[0],
  ...{ practice_id, service_date, paid_usd: spend_usd, spend_usd, record_number, specialty: 'primary-care' },
  ...{ organization_id: `${practice_id}-group`, primary_care_visit: true },
})

let reading: Reading
beforeAll(async () => {
  const small = await smallRegion({
    ...ROWS,
    person_line: [
      ...(ROWS.person_line ?? []).slice(1),
      line('elm', '2025-03-01', '110.10', 1),
      line('elm', '2025-04-01', '120.10', 7),
      line('oak', '2025-05-01', '9876.54', 8),
    ],
  })
  const rules = {
    r: fileOf(`  - { step: attested, source: s }\n${claims()}`),
    s: fileOf(`  - { step: attested, source: s }\n${claims({ order: '[allowed_usd, last_visit, practice_id]' })}`),
  }
  reading = { ...small, folders: [folderOf(rules)] }
})
afterAll(() => reading.engine.close())

const told = async (who: keyof typeof VIEWERS, id: string) =>
  (await readExplanation(
    reading,
    doorOf(VIEWERS[who]),
    `rule_attribution${id}`,
    async () => [],
  )) as unknown as Explained
const refused = (who: keyof typeof VIEWERS, id: string) =>
  expect(told(who, id)).rejects.toMatchObject({ code: 'access-denied' })

test('the operator sees who was compared, in the order of the rule, with amounts and shares', async () => {
  const found = await told('operator', ':s:2025:a1')
  expect(found.value).toBe('oak')
  expect(found.steps.map(({ value }) => value)).toEqual(['nobody', 'oak'])
  const compared = found.terms.filter(({ name }) => name === 'allowed_usd_2')
  expect(compared.map(({ value }) => value)).toEqual(['9876.54', '230.20'])
})

test('the practice sees the steps and visits of its patient, not what they cost, in whose favour, or who else has them', async () => {
  const found = await told('elm', ':s:2025:a1')
  expect(found.value).toBe('elsewhere')
  expect(found.steps.map(({ value }) => value)).toEqual(['nobody', 'elsewhere'])
  const compared = found.terms.filter(({ explain_id }) => explain_id !== null)
  expect(compared.map(({ name, value }) => [name, value])).toEqual([
    ['visits_2', '2'],
    ['visits_2', '1'],
  ])
  expect(JSON.stringify(found)).not.toMatch(/9876|230\.20|share_/)
  expect((await told('elm', ':r:2025:a1')).value).toBe('elm')
})

test('the days of visits open to the practice, what was allowed for them does not', async () => {
  const visits = await told('elm', '.visits:s:2025:a1:2:elm')
  expect(visits.value).toBe('2')
  expect(visits.terms.filter(({ name }) => name === 'visit').map(({ value }) => value)).toEqual([
    '2025-04-01',
    '2025-03-01',
  ])
  for (const practice of ['elm', 'oak']) {
    const amount = await told('elm', `.allowed_usd:s:2025:a1:2:${practice}`)
    expect([amount.value, amount.terms]).toEqual([null, []])
    expect(JSON.stringify(amount)).not.toMatch(/9876|230\.20|110\.10/)
  }
})

test('a payer sees of those whom it covers the practice, and neither step, reason, amount nor visit', async () => {
  const found = await told('amber', ':s:2025:a1')
  expect(found).toMatchObject({ value: 'oak', reason: null, rule: null, says: null, steps: [], terms: [], records: [] })
  expect(JSON.stringify(found)).not.toMatch(/9876|2025-0[345]/)
  await refused('amber', '.visits:s:2025:a1:2:oak')
  await refused('amber', '.allowed_usd:s:2025:a1:2:oak')
  await refused('birch', ':s:2025:a1')
})

test('who is on no panel of a practice in the period of the list is not its to open, whatever a rule says', async () => {
  await refused('oak', ':s:2025:a1')
  await refused('oak', '.visits:s:2025:a1:2:oak')
  await refused('elm', ':s:2025:o1')
  expect((await told('elm', ':r:2024:o1')).value).toBe('elm')
  await refused('oak', ':r:2024:o1')
  for (const who of ['convener', 'state', 'public'] as const) await refused(who, ':s:2025:a1')
  for (const id of [':s:2025:nobody', ':s:1999:a1', ':nothing:2025:a1', '.visits:s:2025:a1', ''])
    for (const who of ['elm', 'oak', 'amber'] as const) await refused(who, id)
})
