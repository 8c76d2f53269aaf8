import { expect, test } from 'vitest'
import { alignmentSteps, type Held } from '../../src/alignment/steps.ts'
import { ALIGNMENT_TABLES } from '../../src/alignment/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import type { OpenArrangement } from '../../src/model/arrangement.ts'
import { LIBRARY, type Model, readModel } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { measurePayer, measureStatus } from '../../src/quality/tables.ts'
import { compared, placed } from '../attribution/compare/rules-of.ts'
import { fill, fillRows } from '../run/small-lake.ts'

const COMMON = readModel('demo/common-model')
const attributedBy = (id: string, rule?: string, measures: string[] = []): Model => ({
  ...COMMON,
  id,
  measures,
  attribution_rule: rule,
})
const MODELS = [attributedBy('made/one', 'a', ['sugar']), attributedBy('made/two', 'b'), attributedBy('made/silent')]
const contract = (payer: string, model: string, more: Partial<OpenArrangement> = {}): OpenArrangement => ({
  ...{ payer, organization_id: 'river', model, track: 'ffs-plus', start_date: '2025-01-01', end_date: null },
  ...more,
})

async function said(contracts: readonly OpenArrangement[], held: Held = { reference: 'a' }): Promise<string[]> {
  const given = { folders: [LIBRARY], contracts, models: MODELS, measures: [], ...held }
  const steps = alignmentSteps(given, period('2025'))
  const engine = await compared({ lists: [placed('a', '2025', 'p', 'elm'), placed('b', '2025', 'p', 'oak')] })
  await fillRows(engine, measureStatus, [])
  await fillRows(engine, measurePayer, [])
  await fill(
    engine,
    steps.filter(({ table }) => ['effect_attribution', 'effect_measure'].includes(table.name)),
  )
  const rows = await engine.rows<{ told: string }>(sql`
    select payer || ' ' || rule || ' ' || other || ' ' || state as told from effect_attribution where members = 'all'
    union all
    select payer || ' ' || measure || ' ' || other || ' ' || state from effect_measure where members = 'all'
    order by told`)
  engine.close()
  return rows.map(({ told }) => told)
}

test('a payer’s rules and measures are those of the models of its contracts in force', async () => {
  const contracts = [
    contract('amber', 'made/one'),
    contract('amber', 'made/two', { end_date: '2024-12-31' }),
    contract('birch', 'made/two'),
    contract('cedar', 'made/silent'),
  ]
  expect(await said(contracts)).toEqual([
    'amber - birch not-stated',
    'amber - cedar not-stated',
    'amber a birch compared',
    'amber a cedar not-stated',
    'amber a reference one-rule',
    'birch - amber not-stated',
    'birch - cedar not-stated',
    'birch b amber compared',
    'birch b cedar not-stated',
    'birch b reference compared',
    'cedar - amber not-stated',
    'cedar - amber not-stated',
    'cedar - birch not-stated',
    'cedar - birch not-stated',
    'cedar - reference not-stated',
  ])
})

test('what is told of a payer goes before its models; a withdrawn reference leaves payers beside each other', async () => {
  const told = await said([contract('amber', 'made/one')], {
    reference: null,
    rules: new Map([
      ['amber', 'b'],
      ['dogwood', null],
    ]),
  })
  expect(told).toEqual([
    'amber - dogwood not-stated',
    'amber b dogwood not-stated',
    'amber b reference not-stated',
    'dogwood - amber not-stated',
    'dogwood - amber not-stated',
    'dogwood - reference not-stated',
  ])
})

test('a region without contracts has every table; each says which columns are whose', () => {
  const given = { folders: [LIBRARY], contracts: [], models: [], measures: [], reference: null }
  expect(alignmentSteps(given, period('2025')).map(({ table }) => table)).toEqual([...ALIGNMENT_TABLES])
  for (const { name, about, columns } of ALIGNMENT_TABLES)
    if (columns.some(({ type }) => type === 'usd')) expect(about, name).toContain('own')
})
