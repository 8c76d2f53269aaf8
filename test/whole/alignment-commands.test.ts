import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPdf } from '../pdf-text.ts'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

let region: DemonstrationRegion
beforeAll(() => {
  region = demonstrationRegion()
})
afterAll(() => region.remove())

function rows<Row>(...args: string[]): Row[] {
  const { status, stdout, stderr } = region.wholepanel(...args, '--json')
  expect({ status, stderr }).toMatchObject({ status: 0 })
  return JSON.parse(stdout) as Row[]
}

type Cell = { element: string; payer: string; degree: string; payer_says: string[] }
type Row = { practice: string; what: string; number: number | string | null; before?: number; after?: number }
type Way = {
  steps: { payer: string; element: string; gain: { extent: string; effect: string } }[]
  singles: { payer: string; area: string; gain: { effect: string } }[]
  proof: { kind: string }
  limits: string[]
}

test("a region's payers are compared with what they agreed on, by their contracts and their own word", () => {
  const cells = rows<Cell>('align')
  expect(new Set(cells.map(({ payer }) => payer)).size).toBe(6)
  const portals = new Map(cells.filter(({ element }) => element === 'portal').map((one) => [one.payer, one.degree]))
  expect(portals.get('harbor-advantage')).toBe('exact')
  expect(portals.get('medicare')).toBe('divergent')
})

test('what a payer says is dated: on an earlier day it is farther', () => {
  const earlier = rows<Cell>('align', '--day', '2024-06-30', '--area', 'data')
  const portal = earlier.find(({ payer, element }) => payer === 'harbor-advantage' && element === 'portal')
  expect(portal).toMatchObject({ degree: 'divergent', payer_says: ["The payer's own"] })
})

test('two payers, and a payer and the reference, are laid beside each other', () => {
  const [pair] = rows<Cell>('align', '--pair', 'medicare', 'summit-health', '--area', 'data')
  expect(pair?.payer).toBe('medicare')
  const cells = rows<Cell>('align', '--pair', 'medicare', 'reference')
  expect(cells.find(({ element }) => element === 'portal')?.degree).toBe('divergent')
})

test('practices, members and effect of the pathway are those of the last run', () => {
  const { stdout } = region.wholepanel('pathway', '--json')
  const way = JSON.parse(stdout) as Way
  expect(way.steps.length).toBeGreaterThan(3)
  expect(way.limits.join(' ')).not.toContain('Which practice has which payers is not given')
  expect(Number(way.steps[0]?.gain.extent)).toBeGreaterThan(0)
  const ofMedicare = way.singles.filter(({ payer, area }) => payer === 'medicare' && area === 'attribution')
  expect(Number(ofMedicare[0]?.gain.effect)).toBeGreaterThan(0)
}, 60_000)

test('burden is counted for each practice of the region, and before and after a step', () => {
  const now = rows<Row>('burden').filter(({ what }) => what === 'Places to sign in')
  expect(now.length).toBeGreaterThan(10)
  const after = rows<Row>('burden', '--step', 'medicare:portal').filter(({ what }) => what === 'Places to sign in')
  expect(after.map(({ before }) => before)).toEqual(now.map(({ number }) => number))
  expect(after.some(({ before = 0, after: then = 0 }) => then < before)).toBe(true)
})

test('progress by a rubric follows what payers said when', () => {
  const moves = rows<{ payer: string; move: string }>('rubric', 'pima', '--since', '2024-06-30')
  expect(new Set(moves.map(({ payer }) => payer)).size).toBe(6)
  expect(moves.map(({ move }) => move)).toContain('better')
})

test('shares of members that a rubric asks for are of the last run where no file gives them', () => {
  type Standing = { payer: string; criterion: string; line: string | null; because: string }
  const found = rows<Standing>('rubric', 'california-adoption', '--day', '2026-06-30')
  const shares = found.filter(({ because }) => /% of members/.test(because))
  expect([...new Set(shares.map(({ payer }) => payer))].sort()).toEqual(['bridge-health-plan', 'harbor-advantage'])
}, 60_000)

test('the sheet for a board is one page, and says nothing of how many members are whose', () => {
  const file = join(region.path, 'board.pdf')
  expect(region.wholepanel('align', '--pdf', file).status).toBe(0)
  const { pages, text, title } = readPdf(readFileSync(file))
  expect({ pages, title }).toEqual({ pages: 1, title: 'Alignment: Tidewell County' })
  expect(text).not.toMatch(/\d %/)
  expect(text).toContain('What practices have to deal with, before and after these steps')
}, 60_000)

test('what follows from contracts alone is left out where only what payers say may be seen', () => {
  const all = rows<Cell>('align', '--area', 'payment')
  const stated = rows<Cell>('align', '--area', 'payment', '--stated')
  const says = (cells: readonly Cell[]) => cells.filter((one) => one.payer_says.length > 0).length
  expect(says(all)).toBeGreaterThan(0)
  expect(says(stated)).toBe(0)
})

test('what was looked at is in the log', () => {
  const { stdout } = region.wholepanel('log', '--json')
  expect(stdout).toContain('read-align')
  expect(stdout).toContain('read-pathway')
})
