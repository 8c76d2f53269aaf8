import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { models } from '../../src/model/read-model.ts'
import { Library } from '../../src/payment/library/library.ts'
import { modelShown } from '../../src/payment/library/model-shown.ts'
import { sideBySide } from '../../src/payment/library/side-by-side.ts'

const region = mkdtempSync(join(tmpdir(), 'wholepanel-models-'))
afterAll(() => rmSync(region, { recursive: true, force: true }))
const library = new Library(() => region)
const product = models()

const own = (name: string, text: string) => {
  mkdirSync(join(region, 'own'), { recursive: true })
  writeFileSync(join(region, 'own', `${name}.yaml`), text)
}
const FLAT = (more: string) => `
title: Flat fee
about: A fee for each member month.
${more}
family: primary-care
readiness: settles-from-facts
sources: [{ title: Our own contract form, by: The convener }]
tracks: [{ track: all, label: All, about: Everybody }]
parameters:
  fee: { label: Fee, kind: own, unit: usd, required: true }
components:
  - { component: fee-paid, part: pmpm, label: Fee paid, pays: provider, takes: { rate: fee, months: member_months } }
`

test('every model of the product is shown, each with its worked examples as they are expected', async () => {
  expect((await library.entries()).map(({ id }) => id)).toEqual(product.map(({ id }) => id))
  for (const { id } of product) {
    const shown = await library.shown(id)
    for (const one of shown.worked_cases) expect(one.holds, `${id}: ${one.case}`).toBe(true)
    expect(shown.cases).toBe(shown.worked_cases.length)
    expect(shown.components.map(({ formula }) => formula).filter((text) => /[{}[\]]/.test(text))).toEqual([])
  }
})

test('an own amount has no value, whatever the model', () => {
  const all = product.flatMap((model) => modelShown(model).parameters)
  const amounts = all.filter(({ kind }) => kind === 'own')
  expect(amounts.length).toBeGreaterThan(0)
  for (const one of amounts) expect(one).toMatchObject({ status: 'required', values: [] })
})

test('a component says its formula in words, over the tracks and periods it belongs to', () => {
  const shown = modelShown(product.find(({ id }) => id === 'cms/mssp') as never)
  const named = (name: string) => shown.components.filter(({ component }) => component === name)
  expect(named('savings')[0]?.formula).toBe('Total updated benchmark − Total expenditure')
  expect(named('full_rate').map(({ from, until }) => [from, until])).toEqual([
    [null, '2020-12-31'],
    ['2021-01-01', '2022-12-31'],
    ['2023-01-01', null],
  ])
  const sharing = shown.parameters.find(({ name }) => name === 'sharing_rate')
  expect(sharing).toMatchObject({ by: 'track', along: null })
  expect(sharing?.values[0]?.cells).toEqual([
    { code: 'track-1', at: null, value: '0.5' },
    { code: 'track-2', at: null, value: '0.6' },
  ])
})

test('what every measure would have stands once where nobody named the measures', async () => {
  const open = await library.shown('states/california-advanced-primary-care')
  expect(open.parameters.filter((one) => one.per_measure).map(({ name }) => name)).toEqual([
    'target',
    'floor',
    'weight',
  ])
  const named = await library.shown('demo/common-model')
  expect(named.parameters.some((one) => one.per_measure)).toBe(false)
  expect(named.parameters.map(({ label }) => label)).toContain('Whole-number target, hba1c-control')
})

test("a region's own model is shown where it says that it is public, and otherwise to nobody", async () => {
  own('hidden', FLAT(''))
  own('shown', FLAT('public: true'))
  own('broken', 'title: 12')
  own('based', 'title: Based\nabout: On it\nbased_on: own/shown\nsources: [{ title: A, by: B }]\n')
  const ids = (await library.entries()).map(({ id }) => id)
  expect(ids.filter((id) => id.startsWith('own/'))).toEqual(['own/shown'])
  expect((await library.shown('own/shown')).components[0]?.formula).toBe('Fee × Member months')
  for (const id of ['own/hidden', 'own/based', 'own/broken', 'own/nothing', '../own/shown'])
    await expect(library.shown(id), id).rejects.toMatchObject({ code: 'input-no-model' })
})

test('two models stand side by side, and a word says how they differ', async () => {
  const [demo, base, mssp] = await Promise.all(
    ['demo/common-model', 'states/california-advanced-primary-care', 'cms/mssp'].map((id) => library.shown(id)),
  )
  if (!demo || !base || !mssp) throw new Error('three models')
  const same = sideBySide(base, base)
  for (const { verdict } of [...same.about, ...same.structure, ...same.components, ...same.parameters])
    expect(verdict).toBe('same')
  const given = sideBySide(base, demo)
  expect(new Set(given.components.map(({ verdict }) => verdict))).toEqual(new Set(['same']))
  expect(given.parameters.find(({ label }) => label.startsWith('Step to which'))).toMatchObject({
    verdict: 'different',
    first: { status: 'required', value: null },
    second: { status: 'stated', value: { cells: [{ value: '0.01' }] } },
  })
  const far = sideBySide(base, mssp)
  expect(far.components.find(({ part }) => part === 'pmpm')?.verdict).toBe('only-first')
  expect(far.components.find(({ part }) => part === 'minimum-rate')?.verdict).toBe('only-second')
  expect(far.structure.find(({ element }) => element === 'attribution')?.verdict).toBe('different')
})
