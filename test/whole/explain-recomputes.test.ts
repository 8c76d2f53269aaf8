import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decimal } from 'decimal.js'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type ExplainContext, explainId } from '../../src/explain/context.ts'
import { KINDS } from '../../src/explain/explain.ts'
import { sourceRecords } from '../../src/explain/source-records.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { id, raw, sql, join as sqlJoin } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { Region } from '../../src/region.ts'
import { openRun } from '../../src/run/open-run.ts'
import { type Received, receivedFiles } from './received.ts'
import { Recompute } from './recompute.ts'

let engine: Engine
let region: Region
let files: Map<string, Received>
let recompute: Recompute
const scratch = mkdtempSync(join(tmpdir(), 'wholepanel-explain-'))

beforeAll(async () => {
  const made = Region.open(inject('region'))
  region = new (class extends Region {
    override get spill() {
      return join(scratch, 'spill')
    }
  })(made.path, made.settings)
  engine = await openLake(region)
  const [run_id = ''] = readdirSync(region.runs).filter((name) => !name.startsWith('.'))
  await openRun(engine, region, run_id)
  // Thousands of single rows are asked for: from memory, not from the files.
  for (const name of [
    'person_line',
    'medical_claim_history',
    'person_cost',
    'member_month',
    'attribution',
    'measure_status',
    'rule_attribution',
  ])
    await engine.run(sql`create temp table ${id(name)} as select * from main.${id(name)}`)
  await engine.run(sql`create temp view decided_by_claims as select * from rule_attribution where visits is not null`)
  await engine.run(sql`create temp view held_by_somebody as select * from event_share where held_by <> 'nobody'`)
  files = await receivedFiles(engine, region)
  const context: ExplainContext = {
    engine,
    models: [region.models, LIBRARY],
    limit: 1_000_000,
    // The records themselves are read by the tests' own reader; here only which ones they are.
    records: async (references) =>
      references.map((one) => ({ ...one, submission_id: '', file_name: '', payer: '', layout: '', fields: [] })),
  }
  recompute = new Recompute(context, files)
})
afterAll(() => {
  engine.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** Draws rows of a table in an order that is fixed but follows nothing. */
async function drawn(table: string, keys: readonly string[], count: number, kind = table): Promise<string[]> {
  const columns = sqlJoin(keys.map((key) => id(key)))
  const text = sqlJoin(
    keys.map((key) => sql`${id(key)}::varchar`),
    " || ':' || ",
  )
  const rows = await engine.rows<Record<string, string>>(
    sql`select ${columns} from ${id(table)} order by md5(${text} || 'draw'), ${raw('1')} limit ${count}`,
  )
  return rows.map((row) => explainId(kind, ...keys.map((key) => row[key] ?? null)))
}

const PRACTICE = ['period', 'practice_id', 'payer']
const PERSON = ['period', 'payer', 'line_of_business', 'person_id']
const RULE = ['rule', 'list', 'person_id']
const COVERAGE = ['finding', 'payer', 'plan', 'line_of_business', 'person_id', 'first_date', 'file_id', 'record_number']
const COMPARED = [...RULE, 'step', 'practice_id']
const SHARE = ['rule', 'person_id', 'event_start', 'role', 'held_by']
const MEASURED = ['period', 'payer', 'other', 'concept', 'measure', 'other_measure', 'members']
const EFFECT = ['period', 'payer', 'rule', 'other', 'other_rule', 'members']
const CONTRACT = ['period', 'payer', 'practice_id', 'model']

/** Every kind there is, with how many are drawn: two hundred in all, and more. */
const DRAWS: [kind: string, table: string, keys: string[], count: number][] = [
  ['statement', 'statement', CONTRACT, 6],
  ['statement_line', 'statement_line', [...CONTRACT, 'component'], 18],
  ['payment_fact', 'payment_fact', [...CONTRACT, 'fact'], 24],
  ['measure_rate', 'measure_rate', ['period', 'measure', 'practice_id', 'payer'], 20],
  ['measure_status', 'measure_status', ['period', 'measure', 'person_id', 'event_id'], 30],
  ['practice_cost', 'practice_cost', PRACTICE, 6],
  ['practice_cost.truncated_usd', 'practice_cost', PRACTICE, 3],
  ['practice_cost.spend_usd', 'practice_cost', PRACTICE, 3],
  ['practice_cost.member_months', 'practice_cost', PRACTICE, 4],
  ['person_cost', 'person_cost', PERSON, 16],
  ['person_cost.spend_usd', 'person_cost', PERSON, 16],
  ['person_cost.member_months', 'person_cost', PERSON, 8],
  ['cost_month', 'cost_month', ['payer', 'line_of_business', 'practice_id', 'category', 'year_month'], 6],
  ['category_spend', 'category_spend', ['payer', 'line_of_business', 'person_id', 'year_month', 'category'], 12],
  ['category_cost', 'cost_month', ['period', 'payer', 'line_of_business', 'category'], 1],
  ['practice_month', 'practice_month', ['payer', 'line_of_business', 'practice_id', 'year_month'], 8],
  ['spending.member_months', 'spending', ['period', 'payer', 'line_of_business'], 2],
  ['cost_outlier', 'cost_outlier', PERSON, 8],
  ['coverage_finding', 'coverage_finding', COVERAGE, 12],
  ['directory_finding', 'directory_finding', ['finding', 'practice_id', 'file_id', 'record_number'], 4],
  ['member_state', 'member_state', ['payer', 'member_id'], 8],
  ['payer_support', 'payer_support', ['period', 'payer'], 4],
  ['payer_support.support_usd', 'payer_support', ['period', 'payer'], 4],
  ['payer_support.member_months', 'payer_support', ['period', 'payer'], 4],
  ['truncation_point', 'truncation_point', ['period', 'line_of_business'], 6],
  ['attribution', 'attribution', ['period', 'person_id'], 20],
  ['attribution_candidate', 'attribution_candidate', ['period', 'person_id', 'practice_id'], 12],
  ['rule_attribution', 'rule_attribution', RULE, 40],
  ['rule_attribution.visits', 'decided_by_claims', COMPARED, 20],
  ['rule_attribution.allowed_usd', 'decided_by_claims', COMPARED, 20],
  ['event_share', 'event_share', SHARE, 30],
  ['event_share.visits', 'held_by_somebody', SHARE, 10],
  ['event_share.allowed_usd', 'held_by_somebody', SHARE, 10],
  ['event_share.event_allowed_usd', 'event_share', SHARE, 10],
  ['effect_attribution', 'effect_attribution', EFFECT, 6],
  ['effect_measure', 'effect_measure', MEASURED, 6],
  ['effect_rank_practice', 'effect_rank_practice', ['period', 'payer', 'practice_id'], 1],
  ['extent_practice', 'extent_practice', ['period', 'practice_id', 'area'], 6],
  ['market_share', 'market_share', ['period', 'place', 'line_of_business', 'payer'], 4],
  ['encounter', 'encounter', ['person_id', 'encounter_id'], 20],
  ['member_month', 'member_month', ['payer', 'plan', 'line_of_business', 'person_id', 'year_month'], 12],
  ['person_member', 'person_member', ['payer', 'member_id'], 10],
  ['person_line', 'person_line', ['file_id', 'record_number', 'claim_line_number'], 24],
]

/** Worked out from sums over many people, which their own tests recompute: no walk leads from them to single records. */
const OF_SUMS = [
  ...['spending', 'spending_share', 'completed_period', 'completed_month', 'cost_driver', 'cost_growth'],
  ...['effect_rank', 'effect_payment'],
  ...['support_churn', 'support_return', 'support_difference'],
]

describe('every number can be worked out again from the records that were sent', () => {
  test('every kind is drawn from, two hundred results in all', () => {
    expect(new Set([...DRAWS.map(([kind]) => kind), ...OF_SUMS])).toEqual(new Set(Object.keys(KINDS)))
    expect(DRAWS.reduce((all, [, , , count]) => all + count, 0)).toBeGreaterThanOrEqual(200)
  })

  test.each(DRAWS)('%s', async (kind, table, keys, count) => {
    const ids = await drawn(table, keys, count, kind)
    expect(ids.length).toBeGreaterThan(0)
    for (const one of ids) {
      const found = await recompute.explain(one)
      expect(found.id, one).toBe(one)
      const again = await recompute.value(one)
      const said = found.value
      if (again instanceof Decimal)
        expect(again.eq(new Decimal(said ?? 'NaN')), `${one}: said ${said}, worked out ${again}`).toBe(true)
      else expect(again, one).toBe(said)
    }
  })

  test('the product reads a record as the tests read it', async () => {
    const lines = await engine.rows<{ file_id: string; record_number: number }>(
      sql`select file_id, record_number from person_line order by md5(file_id || record_number::varchar) limit 40`,
    )
    for (const record of await sourceRecords(engine, region)(lines)) {
      const own = files.get(record.file_id)?.records.get(record.record_number)
      const read = Object.fromEntries(record.fields.map(({ name, value }) => [name, value]))
      // Of a resource only the elements that are used are shown.
      if (record.layout.startsWith('fhir')) expect(own).toMatchObject(read)
      else expect(read).toEqual(own)
    }
  })
})
