import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRule, rules, visitWindow } from '../../src/attribution/rule.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  mkdirSync(join(folder, 'attribution'))
  writeFileSync(join(folder, 'attribution', 'ours.yaml'), text)
  return folder
}

test('the library holds two rules, and a region can add its own', () => {
  expect(rules()).toEqual(['attested-then-plurality', 'plurality'])
  expect(rules([folderWith(''), LIBRARY])).toEqual(['attested-then-plurality', 'ours', 'plurality'])
})

test('the window of visits ends with the period and carries its source', () => {
  const window = visitWindow(readRule('plurality'), period('2025-Q2'))
  expect(window).toMatchObject({ start: '2023-07-01', end: '2025-07-01', months: 24 })
  expect(window.source).toContain('24-month')
})

test('a rule that is misspelled brings the nearest one', () => {
  expect(() => readRule('pluralty')).toThrow(/no attribution rule pluralty; did you mean plurality/)
})

test('a faulty rule file is refused with the line', () => {
  const folder = folderWith(`title: t
about: a
sources: [{ title: s, by: b }]
steps:
  - step: plurality
    source: s
    ties: [visits, last_visit]
    window:
      label: w
      kind: structure
      unit: months
      values: [{ from: 2019-01-01, value: 24, source: s }]
`)
  expect(() => readRule('ours', [folder])).toThrow(/no tie is left/)
  try {
    readRule('ours', [folder])
  } catch (error) {
    expect((error as { detail: { at: string } }).detail.at).toMatch(/ours\.yaml:7:/)
  }
})
