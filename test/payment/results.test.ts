import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settle } from '../../src/cli/commands/payment/settle.ts'
import type { Context } from '../../src/cli/context.ts'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { readModel } from '../../src/model/read-model.ts'
import { checkArrangement } from '../../src/payment/check/check-arrangement.ts'

/** A policy pays nothing: its statement is its results. */
async function settled(csv: string, more: Record<string, unknown> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-results-'))
  writeFileSync(join(folder, 'growth.csv'), csv)
  let text = ''
  const context = { cwd: folder, region: folder, out: (one: string) => (text += one), say: () => undefined }
  const code = await settle(context as unknown as Context, 'states/spending-growth-targets', {
    facts: 'growth.csv',
    track: 'massachusetts',
    period: '2022',
    ...more,
  })
  return { code, text }
}

test('a model that pays nothing shows its results and no total', async () => {
  const { code, text } = await settled('entity,spending_growth\nMassachusetts,0.058\n', { json: true })
  expect(code).toBe(0)
  const [statement] = JSON.parse(text)
  expect(statement).toMatchObject({ total_usd: null, because: null, lines: [] })
  expect(
    statement.results.map(({ component, value, says }: Record<string, unknown>) => [component, value, says]),
  ).toEqual([
    ['growth-missed-by', '0.027', 'above the ceiling'],
    ['growth-complies', 'no', null],
  ])
  expect(statement.results[0].working.formula).toContain('the ceiling')
})

test('its table has a column for each result', async () => {
  const { text } = await settled('entity,spending_growth\nMassachusetts,0.023\n', { csv: true })
  expect(text.split(/\r?\n/).slice(0, 2)).toEqual([
    'entity,period,track,growth-missed-by,growth-complies,because',
    'Massachusetts,2022,massachusetts,0,yes,',
  ])
})

test('taken apart, it says that nothing is paid and where each value came from', async () => {
  const { code, text } = await settled('entity,spending_growth\nMassachusetts,0.058\n', { explain: 'Massachusetts' })
  expect(code).toBe(0)
  expect(text).toContain('nothing is paid; its results')
  expect(text).toMatch(/growth_target\s+0\.031/)
})

test('a row without what a result needs is not settled, and says why', async () => {
  const { code, text } = await settled('entity,spending_growth\nMassachusetts,\n', { json: true })
  expect(code).not.toBe(0)
  expect(JSON.parse(text)[0].because).toContain('spending_growth is missing')
})

test('nobody can have a contract under a policy', () => {
  const arrangement: Arrangement = {
    arrangement: 'harbor-elm-policy',
    payer: 'harbor',
    organization_id: 'elm',
    model: 'states/spending-growth-targets',
    track: 'massachusetts',
    start_date: '2025-01-01',
    end_date: null,
    amounts: {},
  }
  expect(() => checkArrangement(arrangement, readModel(arrangement.model))).toThrow('pays nothing under massachusetts')
})
