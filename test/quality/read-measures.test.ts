import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MEASURES, readMeasures } from '../../src/quality/read-measures.ts'
import { readValueSet, TERMINOLOGY, terminologyBeside } from '../../src/terminology/value-set.ts'

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'measures-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const hba1c = readFileSync(join(MEASURES, 'hba1c-control.yaml'), 'utf8')

test('three measures come with the product, none of them audited, each with its limits', () => {
  const measures = readMeasures()
  expect(measures.map(({ rule }) => rule)).toEqual([
    'colorectal-cancer-screening@2025.1',
    'follow-up-after-stay@2025.1',
    'hba1c-control@2025.1',
  ])
  expect(measures.every(({ audited, limits }) => audited === false && limits.length > 0)).toBe(true)
})

test('no CPT code is shipped: HCPCS codes are those of level II, which begin with a letter', () => {
  const sets = readMeasures().flatMap(({ value_sets }) => Object.values(value_sets))
  expect(sets.flatMap(({ codes }) => codes.hcpcs ?? []).filter((code) => !/^[A-Z]\d{4}$/.test(code))).toEqual([])
  expect(sets.every(({ source, version, licence }) => source && version && licence)).toBe(true)
})

test("a region adds codes of its own to a value set, and the product's stay", () => {
  const own = folderOf({
    'colonoscopy.yaml': 'title: Own\nsource: A licence\nversion: "1"\nlicence: Own\ncodes: { hcpcs: [X1234, G0121] }\n',
  })
  const set = readValueSet('colonoscopy', [TERMINOLOGY, own])
  expect(set.title).toBe('Colonoscopy')
  expect(set.codes.hcpcs).toEqual(['G0105', 'G0121', 'X1234'])
})

test('a value set that a measure names and no folder has is refused where it is named', () => {
  const folder = folderOf({ 'hba1c-control.yaml': hba1c.replace('condition: diabetes', 'condition: diabetis') })
  const line = hba1c.split('\n').findIndex((one) => one.includes('condition: diabetes')) + 1
  expect(() => readMeasures([folder])).toThrow(
    expect.objectContaining({
      code: 'input-measure',
      detail: expect.objectContaining({ at: expect.stringMatching(`hba1c-control\\.yaml:${line}:\\d+$`) }),
    }),
  )
})

test("value sets are read beside each folder of models, the region's own first and the library's always", () => {
  expect(terminologyBeside(['/region/models'])).toEqual(['/region/terminology', TERMINOLOGY])
  expect(terminologyBeside([join(TERMINOLOGY, '..', 'models')])).toEqual([TERMINOLOGY])
})

test.each([
  ['condition: diabetes', 'condition: diabetis', 'no value set diabetis; did you mean diabetes?'],
  ['operator: "<="', 'operator: "=<"', 'want < or <= or > or >='],
  ['coverage_months: 11', 'coverage_month: 11', 'coverage_month'],
  ['counts: people', 'counts: stays', 'counts stays, but its population is people'],
  ['audited: false', 'audited: true', 'audited'],
])('a measure with a fault is refused: %s → %s', (was, is, message) => {
  expect(() => readMeasures([folderOf({ 'hba1c-control.yaml': hba1c.replace(was, is) })])).toThrow(message)
})

test("a region's measure of the same key goes before the product's", () => {
  const own = folderOf({ 'hba1c-control.yaml': hba1c.replace('"2025.1"', '"own"') })
  expect(readMeasures([own, MEASURES]).map(({ rule }) => rule)).toContain('hba1c-control@own')
})
