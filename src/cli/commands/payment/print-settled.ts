import { WholepanelError } from '../../../error.ts'
import { type Exact, usd } from '../../../money.ts'
import type { FileRow, Keeping } from '../../../payment/from-file/settle-file.ts'
import type { Plan, PlanStep } from '../../../payment/plan.ts'
import { isSettled, linesOf, paidTo, resultsOf } from '../../../payment/settle-rows.ts'
import { type FactSource, givenBy, missingIn, stepOf, textOf, workingOf } from '../../../payment/working.ts'
import { type Context, DONE, FAILED } from '../../context.ts'
import { csvLine, type Output, printRows } from '../../say/print-table.ts'
import { stepsText } from './steps-text.ts'

/** Settles the file, under other readings where they are given. */
export type Settled = <Kept>(
  keeping: Pick<Keeping<Kept>, 'keep'>,
  readings?: Readonly<Record<string, string>>,
) => Promise<Kept[]>

/** Where a source can be read in two ways: the totals under a reading that was not used. */
export type Other = { choice: string; reading: string; totals: readonly (string | null)[] }

export const totalText = (row: FileRow): string | null => amountText(paidTo(row))

const amountText = (amount: Exact | null): string | null => (amount === null ? null : usd(amount))

/** One row taken apart: by its entity, or the number of its record. */
export async function explainRow(context: Context, settled: Settled, asked: string, file: string): Promise<number> {
  const rows = await settled({
    keep: (row) => (row.entity === asked || String(row.record) === asked ? row : undefined),
  })
  const found = rows.filter((row) => row !== undefined)
  const ofEntity = found.filter(({ entity }) => entity === asked)
  const [row] = ofEntity.length > 0 ? ofEntity : found
  const records = ofEntity.map(({ record }) => record)
  if (!row || records.length > 1)
    throw new WholepanelError('input-argument', {
      got: `--explain ${asked}${records.length > 1 ? `, which ${records.length} rows are about` : ''}`,
      want:
        records.length > 1
          ? `the number of one record: ${records.slice(0, 20).join(', ')}${records.length > 20 ? ', …' : ''}`
          : `an entity of the file, or the number of a record from 2 to ${rows.length + 1}`,
    })
  context.out(stepsText(row, file))
  return isSettled(row) ? DONE : FAILED
}

/** A row as a table shows it. */
type Brief = { entity: string; plan: Plan; total: string | null; values: (string | null)[]; because: string | null }

function brief(row: FileRow): Brief {
  const amounts = linesOf(row).map(({ amount }) => amountText(amount))
  const results = resultsOf(row).map(({ value }) => textOf(value))
  return {
    entity: row.entity,
    plan: row.plan,
    total: totalText(row),
    values: [...amounts, ...results],
    because: becauseIn(row),
  }
}

/** A line for each row: its total, its lines, its results, and why there is none. A policy pays nothing and has no total. */
export async function printTotals(
  context: Context,
  settled: Settled,
  others: readonly Other[],
  output: Output,
): Promise<number> {
  const rows = await settled({ keep: brief })
  const plans = [...new Set(rows.map(({ plan }) => plan))]
  const components = [
    ...new Set([...plans.flatMap(({ lines }) => namesOf(lines)), ...plans.flatMap(({ results }) => namesOf(results))]),
  ]
  const paid = plans.some(({ lines }) => lines.length > 0) ? ['total_usd'] : []
  const readings = others.map(({ choice, reading }) => `total_usd if ${choice} is ${reading}`)
  const columns = ['entity', 'period', 'track', ...paid, ...components, ...readings, 'because']
  const placesOf = new Map<Plan, number[]>()
  const cells = ({ entity, plan, total, values, because }: Brief, i: number) => {
    const places = placesOf.get(plan) ?? components.map((name) => componentsOf(plan).indexOf(name))
    placesOf.set(plan, places)
    const { period, track } = plan.asked
    const found = places.map((place) => values[place] ?? null)
    const other = others.map(({ totals }) => totals[i] ?? null)
    return [entity, period.id, track, ...paid.map(() => total), ...found, ...other, because]
  }
  if (output.csv) printCsv(context, columns, rows, cells)
  else {
    const named = (row: Brief, i: number) => Object.fromEntries(cells(row, i).map((cell, j) => [columns[j], cell]))
    printRows(context, rows.map(named), columns, output)
  }
  return ended(context, rows.filter(({ because }) => because !== null).length, rows.length)
}

const namesOf = (steps: readonly PlanStep[]): string[] => steps.map(({ name }) => name)

const componentsOf = ({ lines, results }: Plan): string[] => [...namesOf(lines), ...namesOf(results)]

/** In pieces, so that a long file is never one text in memory. */
function printCsv(
  context: Context,
  columns: readonly string[],
  rows: readonly Brief[],
  cells: (row: Brief, i: number) => (string | null)[],
): void {
  let text = csvLine(columns)
  for (const [i, row] of rows.entries()) {
    text += csvLine(cells(row, i).map((cell) => cell ?? ''))
    if (text.length < PIECE) continue
    context.out(text)
    text = ''
  }
  context.out(text)
}
const PIECE = 1 << 16

/** Row by row, each with the working of its lines. */
export async function printStatements(
  context: Context,
  settled: Settled,
  others: readonly Other[],
  name: string,
): Promise<number> {
  const rows = await settled({ keep: (row) => row })
  for (const [i, row] of rows.entries()) {
    const readings = others.map(({ choice, reading, totals }) => ({ choice, reading, total_usd: totals[i] ?? null }))
    const statement = { ...statementOf(row, name), ...(others.length > 0 ? { readings } : {}) }
    context.out(`${i === 0 ? '[\n' : ',\n'}${JSON.stringify(statement)}`)
  }
  context.out('\n]\n')
  return ended(context, rows.filter((row) => !isSettled(row)).length, rows.length)
}

const statementOf = (row: FileRow, name: string) => ({
  entity: row.entity,
  period: row.plan.asked.period.id,
  track: row.plan.asked.track,
  total_usd: totalText(row),
  because: becauseIn(row),
  lines: linesOf(row).map(({ step, amount }) => ({
    component: step.name,
    label: step.label,
    amount_usd: amountText(amount),
    working: workingOf(row.plan, step, row.values, sourceIn(name, row), row.peers),
  })),
  results: resultsOf(row).map(({ step }) => {
    const { component, label, value, unit, says } = stepOf(row.plan, step, row.values, row.peers)
    const working = workingOf(row.plan, step, row.values, sourceIn(name, row), row.peers)
    return { component, label, value, unit, says, working }
  }),
})

const sourceIn =
  (name: string, { record }: FileRow): FactSource =>
  (fact) => ({ source: `${name}, record ${record}, ${fact}`, explain_id: null })

/** A result that is not known leaves what is paid as it is. */
const becauseIn = (row: FileRow): string | null =>
  isSettled(row) ? null : missingIn(row, givenBy('the file')).join('; ')

function ended(context: Context, unsettled: number, all: number): number {
  if (unsettled > 0) context.say(`${unsettled} of ${all} rows could not be settled; each says why`)
  return unsettled > 0 ? FAILED : DONE
}
