import { type Folders, type Model, readModel } from '../../model/read-model.ts'
import { usd } from '../../money.ts'
import { type Case, casesOf, settledCase } from '../library/cases.ts'
import type { Plan } from '../plan.ts'
import { isSettled, linesOf, paidTo, resultsOf } from '../settle-rows.ts'
import { formulaOf, givenBy, missingIn, ofMeasure, textOf } from '../working.ts'
import { type Block, paragraph, table } from './document.ts'
import { figure } from './values.ts'

/** The worked examples of a model, or of the one that it is based on. */
export function casesFor(model: Model, folders: Folders): Case[] {
  const own = casesOf(model)
  return own.length > 0 || model.based_on === null ? own : casesFor(readModel(model.based_on, folders), folders)
}

/** A case's facts settled under a plan: its facts, its lines and its total, or why there is none. */
export function exampleBlocks(plan: Plan, one: Case): Block[] {
  const row = settledCase(plan, one)
  const lines = linesOf(row)
  const total = paidTo(row)
  const facts = plan.facts.flatMap(({ name, fact }) => {
    const text = one.given[name]
    return text === undefined ? [] : [[ofMeasure(fact.label, name), figure(text, fact.unit), fact.definition]]
  })
  const because = missingIn(row, givenBy('whoever settles'), plan.lines)
  return [
    ...table('Facts of the example', ['Fact', 'Value', 'What it is'], facts, [2]),
    ...table(
      'What follows from them',
      ['Line', 'Formula', 'Amount'],
      [
        ...lines.map(({ step, amount }) => [
          step.label,
          formulaOf(plan, step),
          amount === null ? 'not known' : figure(usd(amount), 'usd'),
        ]),
        ...resultsOf(row).map(({ step, value }) => {
          const text = textOf(value)
          return [step.label, formulaOf(plan, step), text === null ? 'not known' : figure(text, step.unit)]
        }),
        // A policy pays nothing: what it shows has no sum.
        ...(lines.length > 0
          ? [['Total', 'sum of the lines', total === null ? 'not known' : figure(usd(total), 'usd')]]
          : []),
      ],
      [1],
    ),
    ...(because.length > 0 ? [paragraph(`Missing: ${because.join('; ')}.`)] : []),
  ]
}

/** Of the cases that fit a track, the one whose facts settle under the plan; else the first. */
export function bestCase(plan: Plan, cases: readonly Case[]): Case | undefined {
  const fitting = cases.filter(({ track }) => track === undefined || track === plan.asked.track)
  return fitting.find((one) => isSettled(settledCase(plan, one))) ?? fitting[0]
}
