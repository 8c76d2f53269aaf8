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
    return new Map(lines.flatMap((line, i) => (line.trim() === '' ? [] : [[i + 1, resource(line)] as const])))
  const described = layout === 'mapping' ? null : fileLayout(layout, layout_file)
  if (described?.format === 'fixed-width')
    return new Map(
      lines.map((line, i) => [
        i + 1,
        filled(described.fields.map(({ name, start = 1, end = start }) => [name, line.slice(start - 1, end)])),
      ]),
    )
  const delimiter = layout === 'mapping' ? '|' : ','
  const header = cells(lines[0] ?? '', delimiter)
  return new Map(
    lines.slice(1).map((line, i) => [i + 2, filled(cells(line, delimiter).map((cell, j) => [header[j] ?? '', cell]))]),
  )
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Every value of a resource under its path: ExplanationOfBenefit.item[0].quantity.value. */
function leaves(name: string, value: Json): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one, i) => leaves(`${name}[${i}]`, one))
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => leaves(`${name}.${key}`, one))
  return value === null ? [] : [[name, String(value)]]
}

function resource(text: string): Fields {
  const sent = JSON.parse(text) as { resourceType: string; [name: string]: Json }
  const { resourceType, ...elements } = sent
  return filled([['resourceType', resourceType], ...leaves(resourceType, elements)])
}

/** A record's fields under the names that most payers use; of a resource, the amounts of one line. */
export function plain({ layout }: Received, fields: Fields, line: string | undefined): Fields {
  if (layout === 'mapping') return keystone(fields)
  return layout.startsWith('fhir') ? { ...fields, ...ofResource(fields, line) } : fields
}

function ofResource(fields: Fields, line: string | undefined): Fields {
  const eob = 'ExplanationOfBenefit'
  const item = Object.keys(fields).find((name) => /item\[\d+\]\.sequence$/.test(name) && fields[name] === line)
  const at = item?.slice(0, -'.sequence'.length)
  const amount = (code: string) => {
    const category = Object.keys(fields).find(
      (name) =>
        at &&
        name.startsWith(`${at}.adjudication`) &&
        name.endsWith('.category.coding[0].code') &&
        fields[name] === code,
    )
    return fields[category?.replace('.category.coding[0].code', '.amount.value') ?? ''] ?? ''
  }
  return filled([
    ['claim_start_date', fields[`${eob}.billablePeriod.start`] ?? ''],
    ['claim_end_date', fields[`${eob}.billablePeriod.end`] ?? ''],
    ['enrollment_start_date', fields['Coverage.period.start'] ?? ''],
    ['enrollment_end_date', fields['Coverage.period.end'] ?? ''],
    ['hcpcs_code', Object.values(fields).find((value) => /^G0\d{3}$/.test(value)) ?? ''],
    ['allowed_amount', amount('eligible')],
    ['paid_amount', amount('paidtoprovider')],
  ])
}

/** The payer with a layout of its own: days as MM/DD/YYYY, amounts in cents. */
function keystone(fields: Fields): Fields {
  const day = (name: string) => (fields[name] ?? '').replace(/^(..)\/(..)\/(....)$/, '$3-$1-$2')
  const dollars = (name: string) => (fields[name] === undefined ? '' : (Number(fields[name]) / 100).toFixed(2))
  return filled([
    ['allowed_amount', dollars('ALLOW_AMT')],
    ['paid_amount', dollars('PAID_AMT')],
    ['claim_start_date', day('FROM_DT')],
    ['claim_end_date', day('THRU_DT')],
    ['claim_line_start_date', day('LN_FROM_DT')],
    ['discharge_date', day('DSCH_DT')],
    ['enrollment_start_date', day('EFF_DT')],
    ['enrollment_end_date', day('TERM_DT')],
    ['hcpcs_code', fields.PROC_CD ?? ''],
  ])
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
