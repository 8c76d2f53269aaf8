import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Counts up when an older program could no longer read a backup. */
export const FORMAT = 1

const Header = z.strictObject({
  kind: z.literal('wholepanel register backup'),
  format: z.literal(FORMAT),
  /** The program that wrote it, and the schema of the register: the newest migration. */
  version: z.string(),
  schema: z.number().int(),
  store: z.string(),
  made_at: z.string(),
  /** The lines of each table follow in this order. */
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      sha256: z.string(),
    }),
  ),
  /** Where the numbers that the register gives itself go on. */
  sequences: z.array(z.strictObject({ name: z.string(), last_value: z.string(), is_called: z.boolean() })),
})
export type Header = z.infer<typeof Header>

/** As wide as it can become: it is written first, and the counts are known last. */
export function widest(header: Header): number {
  const tables = header.tables.map((one) => ({ ...one, rows: Number.MAX_SAFE_INTEGER, sha256: '0'.repeat(64) }))
  const sequences = header.sequences.map((one) => ({ ...one, last_value: '0'.repeat(20), is_called: false }))
  return Buffer.byteLength(sealed({ ...header, tables, sequences }))
}

/** The first line: the header and the hash of itself, filled with blanks to the width. */
export function firstLine(header: Header, width: number): Buffer {
  const text = sealed(header)
  return Buffer.from(`${text}${' '.repeat(width - Buffer.byteLength(text))}\n`)
}

/** What is wrong with a first line is told in words; `newer` when it is whole and of a later program. */
export function readHeader(line: string): Header | { fault: string; newer?: boolean } {
  let found: unknown
  try {
    found = JSON.parse(line)
  } catch {
    return { fault: 'the first line is no header' }
  }
  const { sha256, ...rest } = (found ?? {}) as Record<string, unknown>
  if (rest.kind !== 'wholepanel register backup') return { fault: 'the first line is no header' }
  if (sha256 !== sealOf(rest)) return { fault: 'the header was changed' }
  if (typeof rest.format === 'number' && rest.format > FORMAT) return { fault: `format ${rest.format}`, newer: true }
  const read = Header.safeParse(rest)
  return read.success ? read.data : { fault: 'the header is not complete' }
}

const sealed = (header: Header): string => JSON.stringify({ ...header, sha256: sealOf(header) })
const sealOf = (header: object): string => createHash('sha256').update(JSON.stringify(header)).digest('hex')
