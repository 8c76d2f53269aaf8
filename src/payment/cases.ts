import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { Value } from '../model/expression/evaluate.ts'
import type { Fact } from '../model/model-file.ts'
import type { Model } from '../model/read-model.ts'
import { didYouMean, readYaml } from '../model/read-yaml.ts'
import { DecimalText, isDecimal } from '../model/schedule.ts'
import { exact, usd } from '../money.ts'
import { period } from '../period.ts'
import { factsOf } from './facts-of.ts'
import { planOf } from './plan.ts'
import { factValue } from './settle.ts'
import { evaluateRows, paidTo, type Row, rowOf } from './settle-rows.ts'
import { missingIn, textOf } from './working.ts'

const Text = z.union([DecimalText, z.boolean().transform((held) => (held ? 'yes' : 'no'))])

/** One worked example of a model. It is a test, a page of the docs, and something to open on the model's page. */
const Case = z.strictObject({
  case: z.string().min(1),
  published: z.string().min(1).optional().describe('Who published the expected figures; none: our own arithmetic'),
  about: z.string().optional(),
  track: z.string().optional(),
  period: z.union([z.string(), z.number().transform(String)]),
  readings: z.record(z.string(), z.string()).default({}),
  amounts: z
    .record(z.string(), DecimalText)
    .default({})
    .describe('Made up for the example, as a contract would give them'),
  given: z.record(z.string(), Text),
  peers: z.array(z.record(z.string(), Text)).default([]).describe('Facts of the others, where a score looks at them'),
  expect: z.record(z.string(), Text.nullable()).describe('`total_usd`, or the value of a component by its key'),
  within: DecimalText.default('0').describe('How far a published, rounded figure may be off'),
  because: z.string().optional().describe('Words that say why there is no total'),
})
export type Case = z.infer<typeof Case>

const CasesFile = z.strictObject({ cases: z.array(Case).min(1) })

/** The worked examples of a model, from `<model>.cases.yaml` beside its file; none where there is no such file. */
export function casesOf(model: Model): Case[] {
  const file = model.file.replace(/\.yaml$/, '.cases.yaml')
  return existsSync(file) ? readYaml(file, CasesFile).value.cases : []
}

export type Worked = {
  row: Row
  total_usd: string | null
  because: string[]
  /** What was expected and is not so. */
  off: { name: string; expected: string | null; got: string | null }[]
}

/** Settles a case; what it expects and does not get is `off`. */
export function work(model: Model, one: Case): Worked {
  const [only] = model.tracks
  const track = one.track ?? (model.tracks.length === 1 ? (only?.track ?? '') : '')
  const amounts = Object.fromEntries(
    Object.entries(one.amounts).map(([name, value]) => [name, { value, source: 'made up for the example' }]),
  )
  const plan = planOf(model, { track, period: period(one.period), amounts, readings: one.readings })
  const filled = (given: Case['given']): Row => {
    const row = rowOf(plan)
    const names = factsOf(model).map(({ name }) => name)
    const unknown = Object.keys(given).find((name) => !names.includes(name))
    if (unknown !== undefined && given === one.given)
      throw new Error(`${one.case}: ${model.id} reads no fact ${unknown}${didYouMean(unknown, names)}`)
    for (const { name, fact, place } of plan.facts)
      row.values[place] = given[name] === undefined ? null : factIn(given[name], fact)
    return row
  }
  const rows = [one.given, ...one.peers].map(filled)
  const [row] = rows
  if (!row) throw new Error('a case without a row')
  evaluateRows(rows)
  const total = paidTo(row)
  const got = (name: string): string | null => {
    if (name === 'total_usd') return total === null ? null : usd(total)
    const step = plan.steps.find((candidate) => candidate.name === name)
    if (!step) throw new Error(`${one.case}: ${model.id} has no component ${name} in track ${track}`)
    return textOf(row.values[step.place] ?? null)
  }
  const off = Object.entries(one.expect)
    .map(([name, expected]) => ({ name, expected, got: got(name) }))
    .filter((pair) => !isWithin(pair.expected, pair.got, one.within))
  return { row, total_usd: total === null ? null : usd(total), because: missingIn(row, 'the file'), off }
}

const factIn = (text: string, fact: Fact): Value => factValue(text, fact)

function isWithin(expected: string | null, got: string | null, within: string): boolean {
  if (expected === null || got === null) return expected === got
  if (!isDecimal(expected) || !isDecimal(got)) return expected === got
  return exact(expected).minus(got).abs().lte(within)
}
