import { usd } from '../../../money.ts'
import type { FileRow } from '../../../payment/from-file/settle-file.ts'
import type { WorkingStep, WorkingTerm } from '../../../payment/part.ts'
import { isSettled, paidTo } from '../../../payment/settle-rows.ts'
import { givenBy, missingIn, stepOf, workingOf } from '../../../payment/working.ts'
import { tableText } from '../../say/print-table.ts'

/** One row's settlement, taken apart: each step with its formula, and every value with where it came from. */
export function stepsText(row: FileRow, file: string): string {
  const { plan, values, peers } = row
  const total = paidTo(row)
  const head = `${row.entity}, ${plan.model.title}, ${plan.asked.track}, ${plan.asked.period.id}: ${
    total !== null ? `$${usd(total)}` : isSettled(row) ? 'nothing is paid; its results' : 'not settled'
  }\n`
  const because = missingIn(row, givenBy('the file'))
  const steps = plan.steps.map((step) => stepText(stepOf(plan, step, values, peers)))
  const terms = new Map<string, WorkingTerm>()
  const source = (name: string) => ({ source: `${file}, record ${row.record}, ${name}`, explain_id: null })
  for (const step of [...plan.lines, ...plan.results])
    for (const term of workingOf(plan, step, values, source, peers).terms)
      if (term.kind !== 'result' || term.source) terms.set(term.name, term)
  const read = [...terms.values()].map(({ name, label, value, unit, kind, source: from }) => ({
    name,
    value: value ?? 'not known',
    unit,
    kind: kind === 'result' ? 'fact' : kind,
    label,
    source: from,
  }))
  return [
    head,
    because.length > 0 ? `Missing: ${because.join('; ')}\n` : '',
    ...steps,
    tableText(read, ['name', 'value', 'unit', 'kind', 'label', 'source']),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

export function stepText({ component, label, value, unit, formula, says, source }: WorkingStep): string {
  const shown = value === null ? 'not known' : unit === 'usd' ? `$${value}`.replace('$-', '-$') : value
  const notes = [says, source].filter((note) => note !== null).map((note) => `\n    ${note}`)
  return `${label} [${component}] = ${shown}\n    = ${formula}${notes.join('')}\n`
}
