import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { Engine } from '../../../lake/engine.ts'
import type { Table } from '../../../lake/table.ts'
import { COMMON_DATA_MODEL } from '../../../lake/tables/index.ts'
import { receive } from '../../receive/receive.ts'
import { createEnding } from '../../staged.ts'
import { tableFile } from '../table-file.ts'
import { confidenceOf, type Look, likeliestTable, type Match, matches } from './match.ts'
import { proposalText } from './proposal-text.ts'
import { type Sample, sampleOf } from './sample.ts'
import { shapeOf } from './shape.ts'

export type ProposeGiven = {
  files: readonly string[]
  payer: string
  table?: string | undefined
  name?: string | undefined
}

export type Proposal = {
  sender: string
  name: string
  table: string
  files: readonly string[]
  records: number
  columns: {
    column: string
    from: string
    confidence: 'high' | 'medium' | 'low'
    why: string
  }[]
  /** Required columns that nothing was found for. */
  gaps: string[]
  /** The sender's columns that fill nothing. */
  unused: string[]
  text: string
}

/** Looks at files of one kind and writes a mapping for a person to correct. Nothing is taken in. */
export async function propose({ files, payer, table, name }: ProposeGiven): Promise<Proposal> {
  const scratch = mkdtempSync(join(tmpdir(), 'wholepanel-map-'))
  const engine = await Engine.open({ spill: join(scratch, 'spill') })
  try {
    await createEnding(engine)
    const received = await receive(files, join(scratch, 'received'))
    const samples: Sample[] = []
    for (const file of received) samples.push(await sampleOf(engine, file, join(scratch, 'sample')))
    const [first] = samples
    const names = received.map((file) => file.file_name)
    if (!first) throw new WholepanelError('input-file', { at: files.join(', '), got: 'no file' })
    const other = samples.findIndex(({ sent }) => sent.columns.join('|') !== first.sent.columns.join('|'))
    if (other >= 0)
      throw new WholepanelError('input-argument', {
        got: `${names[other]} has other columns than ${names[0]}`,
        want: 'files of one kind',
        fix: 'propose a mapping for each kind of file',
      })
    const looks = first.sent.columns.map((column, i) => ({
      column,
      shape: shapeOf(samples.flatMap(({ rows }) => rows.map((row) => row[i] ?? null))),
    }))
    const fills = tableNamed(table) ?? likeliestTable(COMMON_DATA_MODEL, looks) ?? COMMON_DATA_MODEL[0]
    if (!fills) throw new Error('the common data model has no table')
    const records = samples.reduce((sum, sample) => sum + sample.records, 0)
    return proposalOf({ payer, name: name ?? fills.name.replaceAll('_', '-'), fills, looks, first, names, records })
  } finally {
    engine.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function tableNamed(name: string | undefined): Table | undefined {
  const found = COMMON_DATA_MODEL.find((table) => table.name === name)
  if (name !== undefined && !found)
    throw new WholepanelError('input-argument', {
      got: `no table ${name}`,
      want: COMMON_DATA_MODEL.map((table) => table.name).join(', '),
    })
  return found
}

type Found = {
  payer: string
  name: string
  fills: Table
  looks: readonly Look[]
  first: Sample
  names: readonly string[]
  records: number
}

function proposalOf(found: Found): Proposal {
  const { payer, name, fills, looks, names, records } = found
  const matched = matches(fills, looks)
  const gaps = tableFile(fills)
    .fields.filter((field) => field.required && !matched.some((match) => match.field.name === field.name))
    .map((field) => field.name)
  const unused = looks.map(({ column }) => column).filter((column) => !matched.some((match) => match.column === column))
  return {
    sender: payer,
    name,
    table: fills.name,
    files: names,
    records,
    columns: inTableOrder(fills, matched).map((match) => ({
      column: match.field.name,
      from: match.column,
      confidence: confidenceOf(match),
      why: match.why,
    })),
    gaps,
    unused,
    text: proposalText({ ...found, matched: inTableOrder(fills, matched), gaps, unused }),
  }
}

const inTableOrder = (table: Table, matched: readonly Match[]): Match[] =>
  tableFile(table).fields.flatMap((field) => matched.filter((match) => match.field.name === field.name))
