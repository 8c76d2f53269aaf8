import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { Model } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { DecimalText, isDecimal } from '../../model/schedule.ts'
import { exact, usd } from '../../money.ts'
import { period } from '../../period.ts'
import { factsOf } from '../facts-of.ts'
import { type Plan, planOf } from '../plan.ts'
import { factValue } from '../settle.ts'
import { evaluateRows, paidTo, type Row, rowOf } from '../settle-rows.ts'
import { givenBy, missingIn, textOf } from '../working.ts'

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

/** Under what a case is settled: its own track, period and made-up amounts. */
export function planOfCase(model: Model, one: Case): Plan {
  const amounts = Object.fromEntries(
    Object.entries(one.amounts).map(([name, value]) => [name, { value, source: 'made up for the example' }]),
  )
  const track = one.track ?? model.tracks[0]?.track ?? ''
  return planOf(model, { track, period: period(one.period), amounts, readings: one.readings })
}

/** A case's facts settled under a plan, among its peers where it has some. */
export function settledCase(plan: Plan, { given, peers }: Case): Row {
  const [row, ...others] = [given, ...peers].map((facts) => {
    const filled = rowOf(plan)
    for (const { name, fact, place } of plan.facts) filled.values[place] = factValue(facts[name] ?? null, fact)
    return filled
  })
  if (!row) throw new Error('a case without a row')
  evaluateRows([row, ...others])
  return row
}

/** Settles a case; what it expects and does not get is `off`. */
export function work(model: Model, one: Case): Worked {
  const plan = planOfCase(model, one)
  const names = factsOf(model).map(({ name }) => name)
  const unknown = Object.keys(one.given).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new Error(`${one.case}: ${model.id} reads no fact ${unknown}${didYouMean(unknown, names)}`)
  const row = settledCase(plan, one)
  const total = paidTo(row)
  const got = (name: string): string | null => {
    if (name === 'total_usd') return total === null ? null : usd(total)
    const step = plan.steps.find((candidate) => candidate.name === name)
    if (!step) throw new Error(`${one.case}: ${model.id} has no component ${name} in track ${plan.asked.track}`)
    return textOf(row.values[step.place] ?? null)
  }
  const off = Object.entries(one.expect)
    .map(([name, expected]) => ({ name, expected, got: got(name) }))
    .filter((pair) => !isWithin(pair.expected, pair.got, one.within))
  return { row, total_usd: total === null ? null : usd(total), because: missingIn(row, givenBy('the file')), off }
}

function isWithin(expected: string | null, got: string | null, within: string): boolean {
  if (expected === null || got === null) return expected === got
  if (!isDecimal(expected) || !isDecimal(got)) return expected === got
  return exact(expected).minus(got).abs().lte(within)
}
