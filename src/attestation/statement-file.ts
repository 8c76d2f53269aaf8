import { createHash } from 'node:crypto'
import type { Statement } from '../register/rights/attestation/statements.ts'

/** The feed of captured statements, as the file names it and as the lake does. */
const FEED = 'patient-statements'
export const LAKE_FEED = `wholepanel/${FEED}`
/** One file with one name: each delivery of it corrects the one before, so that the lake says what the register says. */
export const FILE_NAME = 'attestation.csv'

const COLUMNS = [
  ...['data_source', 'payer', 'plan', 'line_of_business', 'member_id', 'practice_id', 'npi', 'attested_on'],
  ...['withdrawn_on', 'method', 'stated_by'],
] as const
type Row = Record<(typeof COLUMNS)[number], string>

/**
 * The statements that were matched, as a file of the common data model's own names. One record per member, day and
 * practice: of a statement that was made twice on one day and taken back once, the one that stands counts.
 */
export function statementFile(statements: readonly Statement[]): { text: string; records: number; hash: string } {
  const rows = new Map<string, Row>()
  for (const one of statements.toSorted(byStatement)) {
    const row = rowOf(one)
    if (!row) continue
    const key = JSON.stringify([
      row.payer,
      row.plan,
      row.line_of_business,
      row.member_id,
      row.attested_on,
      row.practice_id,
    ])
    const before = rows.get(key)
    const stands =
      before && (before.withdrawn_on === '' || (row.withdrawn_on !== '' && before.withdrawn_on >= row.withdrawn_on))
    if (!stands) rows.set(key, row)
  }
  const lines = [...rows]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => COLUMNS.map((name) => cell(row[name])))
  const text = [COLUMNS, ...lines].map((line) => `${line.join(',')}\n`).join('')
  return { text, records: lines.length, hash: createHash('sha256').update(text).digest('hex') }
}

const byStatement = (a: Statement, b: Statement): number => (a.statement < b.statement ? -1 : 1)

/** Nothing of a statement is used before it is known whose it is. */
function rowOf(one: Statement): Row | null {
  const { state, payer, plan, line_of_business, member_id } = one
  if (state !== 'matched' || payer === null || member_id === null) return null
  return {
    ...{ data_source: FEED, payer, plan: plan ?? '-', line_of_business: line_of_business ?? '', member_id },
    ...{ practice_id: one.practice_id, npi: one.npi ?? '', attested_on: one.attested_on },
    ...{ withdrawn_on: one.withdrawn_on ?? '', method: one.method, stated_by: one.stated_by },
  }
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
