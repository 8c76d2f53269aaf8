import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  effectOfPayment,
  type PayerStructure,
  type PaymentEffect,
} from '../../src/alignment/effect/effect-of-payment.ts'
import { readScenarios } from '../../src/alignment/effect/scenarios.ts'
import { alignmentSteps } from '../../src/alignment/steps.ts'
import { withoutAmounts } from '../../src/model/arrangement.ts'
import { openModel } from '../../src/model/open-model.ts'
import { LIBRARY, models, readModel } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'

const SCENARIOS = readScenarios()
const COMMON = readModel('demo/common-model')
const THEIRS = { model: openModel(COMMON), track: 'ffs-plus' }
const ASKED = { period: period('2025'), reference: null }
const structure = (payer: string, model: string, track: string): PayerStructure => ({
  payer,
  model: readModel(model),
  track,
})
const at = (all: readonly PaymentEffect[], savings: number, quality: number) =>
  all.find((one) => Number(one.savings) === savings && Number(one.quality) === quality)

test('one performance under the levels of a program, by its published shares', () => {
  const basic = effectOfPayment([structure('amber', 'cms/mssp', 'basic-a')], SCENARIOS, ASKED)
  const enhanced = effectOfPayment([structure('birch', 'cms/mssp', 'enhanced')], SCENARIOS, ASKED)
  // 42 CFR 425.605 and 425.610: $5 million saved at 40 % and at 75 %, less 2 % of sequestration.
  expect(at(basic, 0.05, 0.8)).toMatchObject({
    earned_usd: '1960000.00',
    earned_share: '0.019600',
    needs: [],
    borrowed: [],
  })
  expect(at(enhanced, 0.05, 0.8)?.earned_usd).toBe('3675000.00')
  // Below the quality standard nothing is shared.
  expect(at(enhanced, 0.05, 0.5)?.earned_usd).toBe('0.00')
  expect(basic.length).toBe(9)
})

test('claims paid as before are no earning, and what a model leaves open is a public amount with its source', () => {
  const found = at(effectOfPayment([structure('amber', 'demo/common-model', 'ffs-plus')], SCENARIOS, ASKED), 0.02, 0.95)
  // 120,000 months at a base of 100: 15 % for population health, 15 % at a full score. Services are not among it.
  expect(found).toMatchObject({ earned_usd: '3600000.00', needs: [] })
  expect(found?.borrowed).toMatchObject([{ parameter: 'base_pmpm', value: '100', from: 'alignment/scenarios' }])
  expect(found?.lines.map((line) => [line.component, line.amount_usd])).toEqual([
    ['direct-services', '5000000.00'],
    ['population-health', '1800000.00'],
    ['incentive', '1800000.00'],
  ])
})

const base = (
  by: 'track' | undefined,
  value: string | Record<string, string>,
  kind: 'recommended' | 'own' = 'recommended',
) =>
  openModel({
    ...COMMON,
    id: 'made/up',
    parameters: {
      base_pmpm: {
        ...{ label: 'Base', kind, unit: 'usd' as const, bands: 'from' as const, ...(by ? { by } : {}) },
        values: [{ from: '2020-01-01', value, source: 'published' }],
      },
    },
  })
const beside = (model: ReturnType<typeof base>, track: string | null) =>
  at(
    effectOfPayment([structure('amber', 'demo/common-model', 'ffs-plus')], SCENARIOS, {
      ...ASKED,
      reference: { model, track },
    }),
    0.02,
    0.95,
  )

test('a published value of the reference model stands in before the public amounts', () => {
  expect(beside(base(undefined, '50'), null)).toMatchObject({
    earned_usd: '1800000.00',
    borrowed: [{ from: 'made/up', source: 'published' }],
  })
})

test('of a table by track it is the value of the named track, and without one none', () => {
  const model = base('track', { large: '50', small: '25' })
  expect(beside(model, 'small')).toMatchObject({ earned_usd: '900000.00', borrowed: [{ from: 'made/up, small' }] })
  expect(beside(model, null)?.borrowed).toMatchObject([{ from: 'alignment/scenarios' }])
})

test('an own amount of the reference model never stands in', () => {
  expect(beside(base(undefined, '50', 'own'), null)?.borrowed).toMatchObject([{ from: 'alignment/scenarios' }])
})

test('what nobody published cannot be said, with what it needs', () => {
  const needs = (model: string, track: string) => effectOfPayment([structure('x', model, track)], SCENARIOS, ASKED)[0]
  expect(needs('demo/common-model', 'hybrid')).toMatchObject({ earned_usd: null, earned_share: null })
  expect(needs('demo/common-model', 'hybrid')?.needs[0]).toContain('direct_services_pmpm')
  expect(needs('states/colorado-payment-alignment', 'parameters')?.needs).toEqual([
    'states/colorado-payment-alignment, parameters pays nothing in 2025',
  ])
  expect(needs('cms/primary-care-first', 'general')?.needs).toEqual(['results of other providers, by which it pays'])
})

test('every model of the library earns something or says what is missing; payers change nothing of each other', () => {
  const all = models().flatMap((model) => model.tracks.map(({ track }) => ({ payer: 'amber', model, track })))
  const found = effectOfPayment(all, SCENARIOS, { ...ASKED, reference: THEIRS })
  expect(found.length).toBe(9 * all.length)
  for (const { earned_usd, needs, model, track } of found)
    expect(earned_usd === null, `${model} ${track}`).toBe(needs.length > 0)
  const [first] = all
  if (first) expect(found.slice(0, 9)).toEqual(effectOfPayment([first], SCENARIOS, { ...ASKED, reference: THEIRS }))
  expect(effectOfPayment(all.toReversed(), SCENARIOS, { ...ASKED, reference: THEIRS }).slice(-9)).toEqual(
    found.slice(0, 9),
  )
})

test('an own amount has no place in what alignment is given', () => {
  const amounts = { base_pmpm: { value: '31.00', unit: 'usd' as const, source: 'contract' } }
  const arrangement = {
    ...{ arrangement: 'a', payer: 'amber', organization_id: 'river', model: 'demo/common-model', track: 'ffs-plus' },
    ...{ start_date: '2025-01-01', end_date: null, amounts },
  }
  const given = { folders: [LIBRARY], contracts: [], models: [], measures: [], reference: null }
  // @ts-expect-error amounts are never
  alignmentSteps({ ...given, contracts: [arrangement] }, period('2025'))
  // @ts-expect-error amounts are never
  effectOfPayment([{ ...structure('amber', 'demo/common-model', 'ffs-plus'), amounts }], SCENARIOS, ASKED)
  expect(JSON.stringify(withoutAmounts(arrangement))).not.toContain('31.00')
})

test('a fact that reads what is not given is told with its line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-scenarios-'))
  mkdirSync(join(folder, 'alignment'))
  const text = readFileSync(join(LIBRARY, 'alignment', 'scenarios.yaml'), 'utf8')
  writeFileSync(
    join(folder, 'alignment', 'scenarios.yaml'),
    text.replace('cost_usd: benchmark *', 'cost_usd: benchmarks *'),
  )
  expect(() => readScenarios([folder])).toThrow(/benchmarks is given; did you mean benchmark/)
})
