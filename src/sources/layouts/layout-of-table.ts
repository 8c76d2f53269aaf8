import type { Column, ColumnType, Table } from '../../lake/table.ts'
import { CLINICIAN_TYPES } from '../../lake/tables/directory.ts'
import { LINEAGE, LINES_OF_BUSINESS, SENDER_OTHER } from '../../lake/tables/lineage.ts'
import type { Field, FieldType, FileLayout } from './layout.ts'

const FIELD_TYPE: Record<ColumnType, FieldType> = {
  text: 'text',
  code: 'code',
  date: 'date',
  usd: 'usd',
  quantity: 'quantity',
  months: 'quantity',
  share: 'quantity',
  integer: 'integer',
  flag: 'code',
  json: 'text',
}

const nameOf = (declaration: string) =>
  [...declaration.matchAll(/^\s*(\w+)\s+\w+!?\s/gm)].map((match) => match[1] ?? '')
const LINEAGE_COLUMNS = new Set(nameOf(LINEAGE))
/** Columns that ingest can fill when a sender leaves them out. */
const FILLED = new Set([...nameOf(SENDER_OTHER), 'payer', 'plan', 'line_of_business', 'claim_status'])

/**
 * The file a sender writes for one table of the common data model: the table's own columns without those that ingest
 * adds. What the layout has beyond the table is read and checked, and stays in the received file.
 */
export function layoutOfTable(
  table: Table,
  { leaveOut = [], besides = [] }: { leaveOut?: readonly string[]; besides?: readonly Field[] } = {},
): FileLayout {
  const columns = table.columns.filter(
    (column) => !LINEAGE_COLUMNS.has(column.name) && column.name !== 'sender' && !leaveOut.includes(column.name),
  )
  return {
    name: table.name,
    about: table.about,
    format: 'delimited',
    fields: [...columns.map((column) => fieldOf(table, column)), ...besides],
    dateFormat: '%Y-%m-%d',
    unknownDates: [],
  }
}

function fieldOf(table: Table, column: Column): Field {
  const values = VALUES[`${table.name}.${column.name}`] ?? VALUES[column.name]
  return {
    name: column.name,
    type: FIELD_TYPE[column.type],
    meaning: column.meaning,
    required: column.required && !FILLED.has(column.name),
    ...(column.type === 'flag' ? { values: FLAG } : {}),
    ...(values ? { values } : {}),
  }
}

export const FLAG = ['0', '1', 'false', 'true'] as const

/** Columns of the common data model that take only these values, in any table or in one. */
const VALUES: Record<string, readonly string[] | undefined> = {
  line_of_business: LINES_OF_BUSINESS,
  claim_type: ['institutional', 'professional', 'dental', 'vision', 'undetermined'],
  claim_status: ['original', 'adjustment', 'cancellation', 'denied'],
  gender: ['male', 'female', 'unknown'],
  organization_type: ['provider-organization', 'aco', 'hospital'],
  clinician_type: CLINICIAN_TYPES,
  decision: ['permit', 'deny'],
  method: ['paper', 'portal', 'phone', 'visit'],
  stated_by: ['self', 'parent', 'guardian', 'representative'],
  'non_claims_payment.category': [
    'population-health',
    'performance',
    'capitation',
    'shared-savings',
    'recovery',
    'other',
  ],
}
