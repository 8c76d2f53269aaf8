import { parseExplainId, explain as takeApart } from '../../../explain/explain.ts'
import type { Explained, SourceRecord, Term } from '../../../explain/explained.ts'
import { sourceRecords } from '../../../explain/source-records.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { tableText } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'
import { stepText } from '../payment/steps-text.ts'

export type ExplainOptions = { json?: boolean; asOf?: string }

/** Takes a number apart by one level. */
export function explain(context: Context, id: string, { json, asOf }: ExplainOptions): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'explain', (open) =>
    withLastRun(context, open, { period: periodIn(id), as_of }, async (engine) => {
      const { region } = open
      const records = sourceRecords(engine, region)
      const explained = await takeApart({ engine, models: [region.models, LIBRARY], limit: LISTED, records }, id)
      await releaseToOperator(context, open, 'explain')
      context.out(json ? `${JSON.stringify(explained, null, 2)}\n` : explainedText(explained))
      return DONE
    }),
  )
}

/** The period an id speaks of, where its kind has one: the first key. */
const periodIn = (id: string) => parseExplainId(id).keys.find((key) => /^\d{4}(-(Q[1-4]|\d{2}))?$/.test(key))

/** Terms and records shown; the rest are counted. */
const LISTED = 100

/** An explanation as text: the number, why, how its terms make it, and where it was read. */
export function explainedText(explained: Explained): string {
  const { title, value, unit, because, formula, says, steps, terms, records, more, border } = explained
  const parts = [
    `${title}: ${value === null ? 'not known' : amount(value, unit)}\n${because}\n`,
    formula ? `= ${formula}\n${says ? `    ${says}\n` : ''}` : '',
    ...steps.map(stepText),
    terms.length > 0 ? tableText(terms.map(termRow), ['label', 'value', 'kind', 'source', 'explain']) : '',
    more.terms > 0 ? `and ${more.terms} more\n` : '',
    records.length > 0 ? tableText(records.flatMap(recordRows), ['payer', 'file', 'record', 'field', 'value']) : '',
    more.records > 0 ? `and ${more.records} more records\n` : '',
    border ? `${border}\n` : '',
  ]
  return parts.filter((part) => part !== '').join('\n')
}

const termRow = ({ label, value, unit, kind, source, explain_id }: Term) => ({
  label,
  value: value === null ? 'not known' : amount(value, unit),
  kind,
  source,
  explain: explain_id,
})

const recordRows = ({ payer, file_name, record_number, fields }: SourceRecord) =>
  fields.map(({ name, value }, i) => ({
    payer: i === 0 ? payer : null,
    file: i === 0 ? file_name : null,
    record: i === 0 ? record_number : null,
    field: name,
    value,
  }))

const amount = (value: string, unit: Explained['unit']) =>
  unit === 'usd'
    ? `$${value}`.replace('$-', '-$')
    : unit === 'months'
      ? `${value} ${value === '1' ? 'month' : 'months'}`
      : value
