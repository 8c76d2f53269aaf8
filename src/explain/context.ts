import type { Answering } from '../lake/answers.ts'
import { id as identifier, join, type Sql, sql } from '../lake/sql.ts'
import type { Folders } from '../model/read-model.ts'
import { exact } from '../money.ts'
import type { Explained, SourceRecord, Term, Unit } from './explained.ts'

export type RecordReference = { file_id: string; record_number: number }

/** What explaining needs: the views of a run and of the lake, and a way back to the received files. */
export type ExplainContext = {
  engine: Answering
  /** Of a number that is told of one payer's records alone: that payer. */
  payer?: string | null
  /** Where the run's rules and models are read from: the region's own folder first. */
  models: Folders
  /** How many terms and records are listed; the rest are counted. */
  limit: number
  /** Reads physical records of received files, in the order asked for. */
  records: (references: readonly RecordReference[]) => Promise<SourceRecord[]>
}

export type Row = Record<string, string | number | boolean | null>

/** Explains one kind: keys in, the number taken apart out; undefined when the run has no such row. */
export type Kind = (context: ExplainContext, keys: readonly string[]) => Promise<Explained | undefined>

/** The one row of a table with these keys. */
export async function rowOf(
  context: ExplainContext,
  table: string,
  grain: readonly string[],
  keys: readonly string[],
): Promise<Row | undefined> {
  if (grain.length !== keys.length) return undefined
  const where = join(
    grain.map((column, i) => sql`${identifier(column)}::varchar = ${keys[i] ?? ''}`),
    ' and ',
  )
  return context.engine.one<Row>(sql`select * from ${identifier(table)} where ${where}`)
}

/** Runs a list query and cuts it at the limit, telling how many were left out. */
export async function listed<R = Row>(context: ExplainContext, query: Sql): Promise<{ rows: R[]; left_out: number }> {
  const rows = await context.engine.rows<R>(sql`select * from (${query}) q limit ${context.limit}`)
  if (rows.length < context.limit) return { rows, left_out: 0 }
  const all = await context.engine.one<{ n: number }>(sql`select count(*) as n from (${query}) q`)
  return { rows, left_out: Number(all?.n ?? rows.length) - rows.length }
}

export const explainId = (kind: string, ...keys: (string | number | boolean | null | undefined)[]): string =>
  [kind, ...keys.map((key) => encodeURIComponent(String(key ?? '')).replaceAll('%2F', '/'))].join(':')

export function result(
  name: string,
  label: string,
  value: Row[string] | undefined,
  unit: Unit,
  explain_id: string | null,
): Term {
  return { name, label, value: told(value, unit), unit, kind: 'result', source: null, explain_id }
}

export function parameter(
  name: string,
  label: string,
  value: Row[string] | undefined,
  unit: Unit,
  source: string | null,
): Term {
  return { name, label, value: text(value), unit, kind: 'structure', source, explain_id: null }
}

/** Months are told without zeros after their last digit. */
const told = (value: Row[string] | undefined, unit: Unit): string | null => {
  const said = text(value)
  return unit === 'months' && said !== null && /^\d+\.\d+$/.test(said) ? exact(said).toFixed() : said
}

export const text = (value: Row[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** Fills what most explanations leave empty. */
export function explained(
  given: Pick<Explained, 'id' | 'kind' | 'title' | 'value' | 'unit' | 'because'> & Partial<Explained>,
): Explained {
  return {
    reason: null,
    rule: null,
    formula: null,
    says: null,
    steps: [],
    terms: [],
    records: [],
    more: { terms: 0, records: 0 },
    border: null,
    ...given,
    value: told(given.value, given.unit),
  }
}
