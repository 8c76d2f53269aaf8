import type { Field, FieldType, FileLayout } from '../../layouts/layout.ts'

const TYPES: readonly FieldType[] = ['text', 'code', 'date', 'usd', 'quantity', 'integer']

/** What a field may say, where a value outside the list would make the record mean something else. */
const VALUES: Record<string, readonly string[] | undefined> = { CLM_ADJSMT_TYPE_CD: ['0', '1', '2'] }

/**
 * Reads the declaration of a fixed-width CCLF record, one field a line: `NAME first last type! meaning`.
 * Packet 3.6: 1000-01-01 and 9999-12-31 stand for a date that is missing.
 */
export function record(name: string, about: string, recordLength: number, declaration: string): FileLayout {
  const fields = declaration
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Field => {
      const match = /^\s*(\w+)\s+(\d+)\s+(\d+)\s+(\w+)(!?)\s+(.+?)\s*$/.exec(line)
      const [, field = '', start = '', end = '', type = '', bang = '', meaning = ''] = match ?? []
      const known = TYPES.find((t) => t === type)
      if (!known) throw new Error(`${name}: cannot read the line "${line.trim()}"`)
      const values = VALUES[field]
      return {
        name: field,
        type: known,
        meaning,
        required: bang === '!',
        start: Number(start),
        end: Number(end),
        ...(values ? { values } : {}),
      }
    })
  return {
    name,
    about,
    format: 'fixed-width',
    fields,
    recordLength,
    dateFormat: '%Y-%m-%d',
    unknownDates: ['1000-01-01', '9999-12-31'],
  }
}
