import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const PAGE = readFileSync(join(ROOT, 'docs', 'reference', 'asvs.md'), 'utf8')
const STATES = ['met', 'partly', 'gap', 'not applicable', "the operator's"]

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
const rows = PAGE.slice(PAGE.indexOf('## Requirements'))
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => {
    const [number = '', asks = '', state = '', where = ''] = cells(line)
    return { number, asks, state, where }
  })
const countsOf = (chosen: typeof rows): number[] => [
  ...STATES.map((state) => chosen.filter((one) => one.state === state).length),
  chosen.length,
]

test('each requirement of levels 1 and 2 stands there once, in a state there is, with where or why', () => {
  expect(rows).toHaveLength(253)
  expect(new Set(rows.map((one) => one.number)).size).toBe(253)
  for (const { number, asks, state, where } of rows) {
    expect(STATES, number).toContain(state)
    expect(asks.split(' ').length, number).toBeLessThanOrEqual(12)
    expect(where, number).not.toBe('')
  }
})

test('the summary counts the rows', () => {
  const summary = PAGE.slice(PAGE.indexOf('## Summary'), PAGE.indexOf('## Gaps'))
  const said = [...summary.matchAll(/^\| (\d+|all) .*\|$/gm)].map(([line]) => cells(line))
  expect(said).toHaveLength(18)
  for (const [chapter = '', ...counts] of said) {
    const [number = ''] = chapter.split(' ')
    const chosen = rows.filter((one) => number === 'all' || one.number.startsWith(`${number}.`))
    expect(counts.map(Number), chapter).toEqual(countsOf(chosen))
  }
})

test('what is met names a file, and every file named is there', () => {
  const files = /`((?:bench|docs|scripts|src|test|web)\/[^`]+|[\w-]+\.(?:md|json))`/g
  for (const [, file = ''] of PAGE.matchAll(files)) expect(existsSync(join(ROOT, file)), file).toBe(true)
  for (const { number, state, where } of rows)
    if (state === 'met') expect(where.match(/`[^`]+`/) !== null, number).toBe(true)
})

test('whatever is met in part or not at all stands among the gaps', () => {
  const gaps = PAGE.slice(PAGE.indexOf('## Gaps'), PAGE.indexOf('## Requirements'))
  const named = new Set(gaps.match(/\d+\.\d+\.\d+/g))
  const open = rows.filter(({ state }) => state === 'partly' || state === 'gap').map(({ number }) => number)
  expect(open.filter((number) => !named.has(number))).toEqual([])
})
