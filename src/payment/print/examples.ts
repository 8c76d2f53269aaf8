import { type Folders, type Model, readModel } from '../../model/read-model.ts'
import { usd } from '../../money.ts'
import { period } from '../../period.ts'
import { type Case, casesOf } from '../cases.ts'
import { type Plan, planOf } from '../plan.ts'
import { factValue } from '../settle.ts'
import { evaluateRows, isSettled, linesOf, paidTo, type Row, resultsOf, rowOf } from '../settle-rows.ts'
import { becauseOf, formulaOf, textOf } from '../working.ts'
import { type Block, paragraph, table } from './document.ts'
import { figure } from './values.ts'

/** The worked examples of a model, or of the one that it is based on. */
export function casesFor(model: Model, folders: Folders): Case[] {
  const own = casesOf(model)
  return own.length > 0 || model.based_on === null ? own : casesFor(readModel(model.based_on, folders), folders)
}

/** A case's facts settled under a plan: its facts, its lines and its total, or why there is none. */
export function exampleBlocks(plan: Plan, one: Case): Block[] {
  const row = settled(plan, one)
  const lines = linesOf(row)
  const total = paidTo(row)
  const facts = plan.facts.flatMap(({ name, fact }) => {
    const text = one.given[name]
    const of = name.includes('/') ? `, ${name.split('/')[1]}` : ''
    return text === undefined ? [] : [[`${fact.label}${of}`, figure(text, fact.unit), fact.definition]]
  })
  const because = new Set(
    lines.flatMap(({ step, amount }) => (amount === null ? becauseOf(plan, step, row.values, 'whoever settles') : [])),
  )
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
    ...(because.size > 0 ? [paragraph(`Missing: ${[...because].join('; ')}.`)] : []),
  ]
}

function settled(plan: Plan, { given, peers }: Case): Row {
  const rows = [given, ...peers].map((facts) => {
    const row = rowOf(plan)
    for (const { name, fact, place } of plan.facts) row.values[place] = factValue(facts[name] ?? null, fact)
    return row
  })
  evaluateRows(rows)
  const [row] = rows
  if (!row) throw new Error('a case without a row')
  return row
}

/** Of the cases that fit a track, the one whose facts settle under the plan; else the first. */
export function bestCase(plan: Plan, cases: readonly Case[]): Case | undefined {
  const fitting = cases.filter(({ track }) => track === undefined || track === plan.asked.track)
  return fitting.find((one) => isSettled(settled(plan, one))) ?? fitting[0]
}

/** A case under its own track, period and made-up amounts. */
export function ownPlanOf(model: Model, one: Case): Plan {
  const amounts = Object.entries(one.amounts).map(([name, value]) => [
    name,
    { value, source: 'made up for the example' },
  ])
  return planOf(model, {
    track: one.track ?? model.tracks[0]?.track ?? '',
    period: period(one.period),
    amounts: Object.fromEntries(amounts),
    readings: one.readings,
  })
}
