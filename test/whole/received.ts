import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../src/lake/engine.ts'
import { literal, sql } from '../../src/lake/sql.ts'
import type { Region } from '../../src/region.ts'
import { fileLayout } from '../../src/sources/sources.ts'

export type Fields = Record<string, string>
export type Received = {
  file_id: string
  layout: string
  layout_file: string
  /** By physical record, from 1. Only fields that hold something. */
  records: Map<number, Fields>
}

/**
 * Reads the received files with a reader of the tests' own: plain JavaScript over bytes. It shares with the product
 * only the published positions of fields.
 */
export async function receivedFiles(engine: Engine, region: Region): Promise<Map<string, Received>> {
  const files = await engine.rows<{
    submission_id: string
    file_id: string
    stored_as: string
    layout: string | null
    layout_file: string | null
    status: string
  }>(sql`select * from read_parquet(${literal(join(region.lake, '*', '*', 'file.parquet'))}) where status = 'accepted'`)
  const all = new Map<string, Received>()
  for (const { submission_id, file_id, stored_as, layout, layout_file } of files) {
    if (layout === null || layout_file === null) continue
    const path = join(region.received, submission_id, stored_as)
    all.set(file_id, { file_id, layout, layout_file, records: await read(engine, path, layout, layout_file) })
  }
  return all
}

async function read(engine: Engine, path: string, layout: string, layout_file: string): Promise<Map<number, Fields>> {
  if (path.endsWith('.parquet')) {
    const rows = await engine.rows<Record<string, unknown>>(sql`select * from read_parquet(${literal(path)})`)
    return new Map(
      rows.map((row, i) => [i + 1, filled(Object.entries(row).map(([k, v]) => [k, v === null ? '' : String(v)]))]),
    )
  }
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  if (layout.startsWith('fhir'))
    return new Map(
      lines.flatMap((line, i) => (line.trim() === '' ? [] : [[i + 1, resource(JSON.parse(line))] as const])),
    )
  if (layout === 'mapping') return barred(lines)
  const described = fileLayout(layout, layout_file)
  if (described.format === 'fixed-width')
    return new Map(
      lines.map((line, i) => [
        i + 1,
        filled(described.fields.map(({ name, start = 1, end = start }) => [name, line.slice(start - 1, end)])),
      ]),
    )
  const header = cells(lines[0] ?? '')
  return new Map(
    lines.slice(1).map((line, i) => [i + 2, filled(cells(line).map((cell, j) => [header[j] ?? '', cell]))]),
  )
}

type Json = { [name: string]: Json } & Json[] & string

/** A resource under the names of a claim or a span; each item's amounts under the item's number. */
function resource(sent: Json): Fields {
  if (sent.resourceType === 'Coverage')
    return filled([
      ['enrollment_start_date', sent.period?.start ?? ''],
      ['enrollment_end_date', sent.period?.end ?? ''],
    ])
  if (sent.resourceType !== 'ExplanationOfBenefit') return { resourceType: sent.resourceType ?? '' }
  const items = (sent.item ?? []) as Json[]
  const amounts = (category: string, name: string) =>
    items.map((item) => {
      const found = (item.adjudication ?? ([] as unknown as Json)).find(
        (one) => one.category?.coding?.[0]?.code === category,
      )
      return [`${name}/${item.sequence}`, String(found?.amount?.value ?? '')]
    })
  return filled([
    ['claim_start_date', sent.billablePeriod?.start ?? ''],
    ['claim_end_date', sent.billablePeriod?.end ?? ''],
    [
      'hcpcs_code',
      items.map((item) => item.productOrService?.coding?.[0]?.code ?? '').find((code) => /^G0/.test(code)) ?? '',
    ],
    ...amounts('eligible', 'allowed'),
    ...amounts('paidtoprovider', 'paid'),
  ])
}

/** The payer with a layout of its own, under the names the others use: days as MM/DD/YYYY, amounts in cents. */
const KEYSTONE: Record<string, string> = {
  ALLOW_AMT: 'allowed_amount',
  PAID_AMT: 'paid_amount',
  FROM_DT: 'claim_start_date',
  THRU_DT: 'claim_end_date',
  LN_FROM_DT: 'claim_line_start_date',
  DSCH_DT: 'discharge_date',
  EFF_DT: 'enrollment_start_date',
  TERM_DT: 'enrollment_end_date',
  PROC_CD: 'hcpcs_code',
}

function barred(lines: readonly string[]): Map<number, Fields> {
  const header = cells(lines[0] ?? '', '|')
  const value = (name: string, cell: string) => {
    if (cell === '') return cell
    if (name.endsWith('_AMT')) return (Number(cell) / 100).toFixed(2)
    return name.endsWith('_DT') ? cell.replace(/^(..)\/(..)\/(....)$/, '$3-$1-$2') : cell
  }
  const fields = (line: string) =>
    filled(
      cells(line, '|').map((cell, i) => [KEYSTONE[header[i] ?? ''] ?? header[i] ?? '', value(header[i] ?? '', cell)]),
    )
  return new Map(lines.slice(1).map((line, i) => [i + 2, fields(line)]))
}

const filled = (entries: string[][]): Fields =>
  Object.fromEntries(entries.map(([name = '', value = '']) => [name, value.trim()]).filter(([, value]) => value !== ''))

/** One line of CSV. The demonstration writes no line ends inside quotes. */
function cells(line: string, delimiter = ','): string[] {
  const found: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const c = line[i]
    if (quoted && c === '"' && line[i + 1] === '"') {
      cell += '"'
      i++
    } else if (c === '"') quoted = !quoted
    else if (c === delimiter && !quoted) {
      found.push(cell)
      cell = ''
    } else cell += c
  }
  return [...found, cell]
}
