import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import type { MappingCheck } from '../../../sources/mapping/look/check-mapping.ts'
import type { Proposal } from '../../../sources/mapping/propose/propose.ts'
import { type Context, DONE, FAILED } from '../../context.ts'
import { tableText } from '../../say/print-table.ts'

export type MapOptions = {
  payer?: string
  table?: string
  name?: string
  out?: string
  show?: string
  check?: string
  document?: string
  schema?: boolean
  rows: number
  json?: boolean
}

/** Proposes a mapping for a sender's own files; or shows, checks or documents one. Nothing is taken in. */
export async function map(context: Context, given: readonly string[], options: MapOptions): Promise<number> {
  const files = given.map((file) => resolve(context.cwd, file))
  const json = (value: unknown) => context.out(`${JSON.stringify(value, null, 2)}\n`)
  if (options.schema) {
    json((await import('../../../sources/mapping/mapping-schema.ts')).mappingSchema())
    return DONE
  }
  if (options.document) return document(context, options.document, files, json, options)
  if (options.check) return check(context, options.check, files, json, options)
  if (options.show) return show(context, options.show, files, json, options)
  return proposeOne(context, files, json, options)
}

type Json = (value: unknown) => void

async function proposeOne(
  context: Context,
  files: readonly string[],
  json: Json,
  options: MapOptions,
): Promise<number> {
  const { payer, table, name, out } = options
  if (!payer || files.length === 0)
    throw new WholepanelError('input-argument', { got: payer ? 'no file' : 'no --payer', want: 'FILES and --payer' })
  const { propose } = await import('../../../sources/mapping/propose/propose.ts')
  const proposal = await propose({ files, payer, table, name })
  if (out) {
    const to = resolve(context.cwd, out)
    if (existsSync(to))
      throw new WholepanelError('input-argument', { at: to, got: 'a file is there already', want: 'a new file' })
    writeFileSync(to, proposal.text, { mode: 0o600 })
  }
  if (options.json) json(proposal)
  else if (!out) context.out(proposal.text)
  else context.out(tableText(proposal.columns, ['column', 'from', 'confidence', 'why']))
  context.say(summary(proposal, out))
  return DONE
}

function summary({ table, columns, gaps, unused }: Proposal, out: string | undefined): string {
  const found = `${table}: ${columns.length} columns proposed, ${unused.length} unused`
  const open = gaps.length > 0 ? `; required and not found: ${gaps.join(', ')}` : ''
  return `${found}${open}${out ? `; written to ${out}` : ''}`
}

async function check(
  context: Context,
  path: string,
  files: readonly string[],
  json: Json,
  options: MapOptions,
): Promise<number> {
  const { readMapping } = await import('../../../sources/mapping/read-mapping.ts')
  const { checkMapping } = await import('../../../sources/mapping/look/check-mapping.ts')
  const mapping = readMapping(resolve(context.cwd, path))
  const checks = files.length > 0 ? await checkMapping(mapping, files) : []
  if (options.json) json({ mapping: mapping.name, sender: mapping.sender, table: mapping.table, files: checks })
  else {
    context.say(`${mapping.sender}/${mapping.name} is a valid mapping to ${mapping.table}`)
    for (const one of checks) context.out(checkText(one))
  }
  return checks.some(({ accepted, records, control }) => accepted === 0 && records > control) ? FAILED : DONE
}

function checkText(check: MappingCheck): string {
  const { file_name, records, control, quarantined, accepted, accepted_percent, columns, unlisted, findings, unused } =
    check
  const parts = [
    `${file_name}: ${records} records, ${control} control, ${quarantined} quarantined, ${accepted} accepted${accepted_percent === null ? '' : ` (${accepted_percent.toFixed(1)} %)`}\n`,
    tableText(columns, ['column', 'from', 'filled', 'of']),
  ]
  if (unlisted.length > 0)
    parts.push(
      `codes that the mapping does not translate\n${tableText(unlisted, ['column', 'from', 'code', 'records'])}`,
    )
  if (findings.length > 0)
    parts.push(tableText(findings, ['rule', 'severity', 'column', 'records', 'first_record', 'expected', 'fix']))
  if (unused.length > 0) parts.push(`unused: ${unused.join(', ')}\n`)
  return parts.join('\n')
}

async function show(
  context: Context,
  path: string,
  files: readonly string[],
  json: Json,
  options: MapOptions,
): Promise<number> {
  const { readMapping } = await import('../../../sources/mapping/read-mapping.ts')
  const { showMapping } = await import('../../../sources/mapping/look/show-mapping.ts')
  if (files.length === 0) throw new WholepanelError('input-argument', { got: 'no file', want: 'a file to show' })
  const values = await showMapping(readMapping(resolve(context.cwd, path)), files, options.rows)
  if (options.json) json(values)
  else context.out(tableText(values, ['record_number', 'from', 'sent', 'shape', 'column', 'value']))
  return DONE
}

async function document(
  context: Context,
  path: string,
  files: readonly string[],
  json: Json,
  options: MapOptions,
): Promise<number> {
  const { readMapping } = await import('../../../sources/mapping/read-mapping.ts')
  const { documentMapping } = await import('../../../sources/mapping/look/document-mapping.ts')
  const mapping = readMapping(resolve(context.cwd, path))
  let sent: string[] = []
  if (files.length > 0) {
    const { tryMapping } = await import('../../../sources/mapping/look/trial.ts')
    const columns = await tryMapping(mapping, files, async ({ staged }) =>
      staged.recognised.columns.map(({ name }) => name),
    )
    sent = columns[0] ?? []
  }
  const page = documentMapping(mapping, sent)
  if (options.json) json({ mapping: mapping.name, sender: mapping.sender, page })
  else context.out(page)
  return DONE
}
