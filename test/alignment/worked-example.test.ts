import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBurden } from '../../src/alignment/burden/coefficients.ts'
import { countBurden } from '../../src/alignment/burden/count.ts'
import { readCounts } from '../../src/alignment/burden/counts.ts'
import { aligned, sideOf } from '../../src/alignment/burden/side.ts'
import { pathway } from '../../src/alignment/pathway/pathway.ts'
import { readWeights } from '../../src/alignment/pathway/weights.ts'
import { judge } from '../../src/alignment/rubric/judge.ts'
import { rubrics } from '../../src/alignment/rubric/read-rubric.ts'
import { elements, profile } from './profiles.ts'

const page = readFileSync(new URL('../../docs/concepts/alignment.md', import.meta.url), 'utf8')
const section = (name: string): string => page.split(/^## /m).find((one) => one.startsWith(name)) ?? ''
const rowsOf = (name: string): string[][] =>
  section(name)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| criterion') && !line.startsWith('| a practice'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((one) => one.trim()),
    )

const counts = readCounts(elements)
const named = (payer: string, answers: Parameters<typeof profile>[1]) =>
  sideOf({ ...profile(payer, answers), name: `Payer ${payer.toUpperCase()}` })
const reference = named('reference', { list_cadence: 'monthly', portal: 'shared' })
const sides = [
  named('a', { list_cadence: 'quarterly', portal: 'shared' }),
  named('b', { list_cadence: 'monthly', portal: 'payer' }),
]
const practices = [['a', 'b'], ['a', 'b'], ['a']].map((payers, i) => ({ practice: `p${i}`, payers, physicians: 4 }))

test('the levels of the rubric on the page', () => {
  const rubric = rubrics(elements).find((one) => one.rubric === 'primary-care-first')!
  const answers = { payment_base: 'partial-capitation', list_cadence: 'quarterly', attribution_timing: 'prospective' }
  const judged = judge(elements, rubric, profile('p', answers), '2026-01-01')
  const rows = judged.criteria.flatMap(({ label, verdicts, preferred_by }) =>
    verdicts.map(({ rubric_reading, level }) => [
      label,
      rubric_reading?.replace('partial', 'partial capitation').replaceAll('-', ' ') ?? '',
      level,
      level !== 'preferred' && preferred_by && judged.day > preferred_by.day ? 'yes' : '',
    ]),
  )
  expect(rowsOf('Rubrics')).toEqual(rows)
})

test('the counts on the page', () => {
  const of = (some: typeof sides) =>
    countBurden(elements, counts, new Map(some.map((one) => [one.profile.payer, one])), practices[0]!)
  const [before, after] = [of(sides), of(sides.map((one) => aligned(one, reference)))]
  const rows = ['portals', 'cadences'].map((name) => {
    const found = [before, after].map((one) => one.counts.find(({ count }) => count === name)!)
    return [found[0]!.label, String(found[0]!.number), String(found[1]!.number)]
  })
  expect(rowsOf('Burden').map(([label, , , now, then]) => [label, now, then])).toEqual(rows)
})

test('the steps on the page', () => {
  const burden = readBurden(counts)
  const weights = readWeights(elements, counts)
  const { steps, proof } = pathway({ elements, counts, burden, weights, sides, reference, practices })
  const lines = section('Pathway')
    .split('\n')
    .filter((line) => /^\d\. /.test(line))
  expect(lines).toEqual(steps.map(({ says }, i) => `${i + 1}. ${says}`))
  expect(proof.kind).toBe('exact')
})
