import { afterAll, beforeAll, expect, test } from 'vitest'
import { WholepanelError } from '../../src/error.ts'
import type { ExplainContext } from '../../src/explain/context.ts'
import { explain, parseExplainId } from '../../src/explain/explain.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { tablesOf } from '../disclosure/tables.ts'

const contract = { period: '2025', payer: 'summit', practice_id: 'elm', organization_id: 'org', model: 'm' }
const month = (person_id: string, year_month: string, primary_coverage = true) => ({
  person_id,
  year_month,
  primary_coverage,
  payer: 'summit',
  plan: 'p',
  line_of_business: 'commercial',
  month_start: `${year_month.slice(0, 4)}-${year_month.slice(4)}-01`,
})
const cost = (person_id: string, spend_usd: string, truncated_usd: string) => ({
  period: '2025',
  payer: 'summit',
  line_of_business: 'commercial',
  person_id,
  member_months: 1,
  lines: 1,
  lines_without_amount: 0,
  spend_usd,
  truncated_usd,
})

let engine: Engine
let context: ExplainContext
beforeAll(async () => {
  engine = await tablesOf({
    attribution: [
      {
        period: '2025',
        person_id: 'stays',
        practice_id: 'elm',
        reason: 'attested',
        rule: 'r',
        file_id: 's1/1',
        record_number: 7,
      },
      { period: '2025', person_id: 'nobody', reason: 'no-primary-care', rule: 'r' },
    ],
    member_month: [
      month('stays', '202506'),
      month('stays', '202507'),
      month('stays', '202508'),
      month('stays', '202509', false),
    ],
    payment_fact: [
      { ...contract, fact: 'member_months', value: '2', unit: 'months', first_day: '2025-07-01' },
      {
        ...contract,
        fact: 'rate/a',
        value: '0.5',
        unit: 'share',
        explain_id: 'measure_rate:2025:a:elm:all',
        first_day: '2025-07-01',
      },
    ],
    person_cost: [cost('low', '10.00', '10.00'), cost('high', '900.00', '100.00')],
    truncation_point: [
      {
        period: '2025',
        line_of_business: 'commercial',
        percentile_share: '0.5',
        people: 2,
        place: 1,
        cap_usd: '10.00',
        rule: 'tcoc',
      },
    ],
    person_line: [
      {
        person_id: 'stays',
        payer: 'summit',
        claim_type: 'professional',
        service_date: '2025-07-02',
        file_id: 's1/2',
        record_number: 4,
        claim_line_number: 1,
      },
    ],
  })
  context = {
    engine,
    models: [LIBRARY],
    limit: 2,
    records: async (references) =>
      references.map((one) => ({
        ...one,
        submission_id: 's1',
        file_name: 'f',
        payer: 'summit',
        layout: 'tuva/x',
        fields: [],
      })),
  }
})
afterAll(() => engine.close())

test('a contract that starts in July counts the months from July, under primary coverage only', async () => {
  const found = await explain(context, 'payment_fact:2025:summit:elm:m:member_months')
  expect(found.value).toBe('2')
  expect(found.terms.map((term) => term.label)).toEqual(['Person stays, 202507', 'Person stays, 202508'])
  expect(found.more).toEqual({ terms: 0, records: 0 })
})

test('a rate of a contract leads to the rate on the scorecard', async () => {
  const found = await explain(context, 'payment_fact:2025:summit:elm:m:rate/a')
  expect(found.terms.map((term) => term.explain_id)).toEqual(['measure_rate:2025:a:elm:all'])
})

test('an attested person leads to the record of the statement; a person without a practice says why', async () => {
  const attested = await explain(context, 'attribution:2025:stays')
  expect(attested.records.map((one) => [one.file_id, one.record_number])).toEqual([['s1/1', 7]])
  expect(attested.reason).toBe('attested')
  const nobody = await explain(context, 'attribution:2025:nobody')
  expect(nobody.value).toBeNull()
  expect(nobody.because).toContain('no primary-care visit')
  expect(nobody.records).toEqual([])
})

test('a truncated person names the point, and the point the person at its rank', async () => {
  const high = await explain(context, 'person_cost:2025:summit:commercial:high')
  expect(high.reason).toBe('truncated')
  expect(high.terms.map((term) => [term.name, term.value])).toEqual([
    ['spend_usd', '900.00'],
    ['cap_usd', '10.00'],
  ])
  const point = await explain(context, 'truncation_point:2025:commercial')
  expect(point.terms.at(-1)?.explain_id).toBe('person_cost.spend_usd:2025:summit:commercial:low')
})

test('a line without any amount is unknown, not zero', async () => {
  const line = await explain(context, 'person_line:s1/2:4:1')
  expect(line.value).toBeNull()
  expect(line.because).toContain('unknown')
})

test('terms beyond the limit are counted, not dropped silently', async () => {
  const found = await explain({ ...context, limit: 1 }, 'payment_fact:2025:summit:elm:m:member_months')
  expect(found.terms).toHaveLength(1)
  expect(found.more.terms).toBe(1)
})

test.each([
  'nothing',
  'constructor:2025',
  'attribution:2025',
  'attribution:2025:stays:more',
  'attribution:2025:%zz',
  "attribution:2025:' or 1=1 --",
  'person_line:s1/2:x',
])('the id %s is refused without saying what there is', async (id) => {
  const refused = await explain(context, id).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(WholepanelError)
  expect((refused as WholepanelError).code).toBe('input-explain-id')
  expect((refused as WholepanelError).message).toBe(
    'nothing in the last run has this id; want an id that a page, a table or another explanation gives',
  )
})

test('keys with colons and slashes go through an id unharmed', () => {
  expect(parseExplainId('person_line:s1/2:4')).toEqual({ kind: 'person_line', keys: ['s1/2', '4'] })
  expect(parseExplainId('person_member:a:x%3Ay')).toEqual({ kind: 'person_member', keys: ['a', 'x:y'] })
})
