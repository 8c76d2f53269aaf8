/** Declares a table once: its grain, columns, units and meaning drive storage, checks, documentation and tests. */
export type ColumnType =
  | 'text'
  | 'code'
  | 'date'
  | 'usd'
  | 'quantity'
  | 'months'
  | 'share'
  | 'integer'
  | 'flag'
  | 'json'

export type Column = {
  name: string
  type: ColumnType
  meaning: string
  /** False when a row may leave it empty. Unknown is empty, never zero. */
  required: boolean
}

export type Table = {
  name: string
  /** One plain sentence: what one row is. */
  about: string
  /** The columns that identify a row. No two rows of the table share them. */
  grain: readonly string[]
  columns: readonly Column[]
}

/** The SQL type of each column type. Amounts are DECIMAL everywhere. */
export const SQL_TYPE: Record<ColumnType, string> = {
  text: 'varchar',
  code: 'varchar',
  date: 'date',
  usd: 'decimal(18,2)',
  quantity: 'decimal(18,4)',
  months: 'decimal(18,4)',
  share: 'decimal(18,9)',
  integer: 'bigint',
  flag: 'boolean',
  json: 'varchar',
}

/** Reads a compact declaration, one column a line: `name type! meaning` (`!` marks a required column). */
export function table(name: string, about: string, grain: string, declaration: string): Table {
  const columns = declaration
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const match = /^\s*(\w+)\s+(\w+)(!?)\s+(.+?)\s*$/.exec(line)
      if (!match || !((match[2] ?? '') in SQL_TYPE))
        throw new Error(`table ${name}: cannot read the line "${line.trim()}"`)
      return { name: match[1] ?? '', type: match[2] as ColumnType, required: match[3] === '!', meaning: match[4] ?? '' }
    })
  const grainColumns = grain.trim().split(/\s+/)
  for (const column of grainColumns) {
    if (!columns.some((c) => c.name === column))
      throw new Error(`table ${name}: grain names ${column}, which is no column`)
  }
  return { name, about, grain: grainColumns, columns }
}
