import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { DecimalText } from '../../src/model/parameter.ts'
import { readYaml } from '../../src/model/read-yaml.ts'
import { exact } from '../../src/money.ts'
import { type Context, Inputs, type WorkingTerm } from '../../src/payment/part.ts'
import { PARTS } from '../../src/payment/parts.ts'

/** Cases stand in one file per part: what it is given and what it is worth. Own arithmetic, each worked by hand. */
const folder = join(import.meta.dirname, 'parts')
const Cases = z.strictObject({
  part: z.string(),
  cases: z.array(
    z.strictObject({
      case: z.string(),
      measures: z.array(z.string()).default([]),
      given: z.record(z.string(), DecimalText.nullable()),
      score: DecimalText.optional(),
      /** Compared to nine digits, cut off. */
      value: DecimalText.optional(),
      because: z.string().optional(),
      formula: z.string().optional(),
      shows: z.record(z.string(), z.string()).default({}),
    }),
  ),
})

const term = (name: string, value: string | null): WorkingTerm => ({
  name,
  label: name,
  value,
  unit: 'count',
  kind: 'structure',
  source: 'case',
  explain_id: null,
})

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

test('every part has cases', () => {
  expect(files.map((name) => name.replace('.yaml', '')).sort()).toEqual(PARTS.map(({ name }) => name).sort())
})

describe.each(files)('%s', (file) => {
  const { part: name, cases } = readYaml(join(folder, file), Cases).value
  const part = PARTS.find((candidate) => candidate.name === name)!
  test.each(cases)('$case', ({ measures, given, score, value, because, formula, shows }) => {
    const context: Context = { track: 'any', measures }
    const working = { formula: 'a score', terms: [] }
    const before = new Map(score === undefined ? [] : [['score', { value: exact(score), working }]])
    const terms = Object.entries(given).map(([key, digits]) => term(key, digits))
    const inputs = new Inputs(score === undefined ? terms : [...terms, term('score', score)], before)
    const outcome = part.evaluate(inputs, context)
    expect(outcome.value?.toDecimalPlaces(9, 1).toFixed()).toBe(
      value === undefined ? undefined : exact(value).toFixed(),
    )
    expect(outcome.because).toBe(because)
    expect(outcome.working.formula).toContain(formula ?? '')
    for (const [key, digits] of Object.entries(shows))
      expect(outcome.working.terms.find((one) => one.name === key)?.value).toBe(digits)
    const asked = part.needs(context).map((need) => need.name)
    expect(asked.filter((key) => key !== 'score' && !(key in given))).toEqual([])
  })
})
