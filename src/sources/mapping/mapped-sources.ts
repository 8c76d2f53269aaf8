import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { amountOnce } from '../claim-life/amount-once.ts'
import { claimLife } from '../claim-life/claim-life.ts'
import type { ClaimRules } from '../claim-life/claim-rules.ts'
import { rowsOf } from '../map/map-by-name.ts'
import { typedRecords } from '../map/typed-records.ts'
import type { Recognised } from '../read/recognise.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import type { ClaimLife, Source } from '../source.ts'
import type { StagedFile } from '../staged.ts'
import { sentColumn, sentName } from './cell.ts'
import { PLAIN, readSent } from './lookup.ts'
import { eachMonth, noticeEmptySpans } from './months.ts'
import { wordAsMapped } from './name-as-sent.ts'
import { cellOf, mappedFile, readMapped } from './read-mapped.ts'
import { mappingsOf, type ReadMapping } from './read-mapping.ts'
import { fits, sameName, sentFile } from './sent-file.ts'

/** The layout that every mapped file has; the file of the layout is the mapping's name. */
export const MAPPING = 'mapping'
/** Where the mappings that a submission was read with are kept, beside its files. */
export const AS_MAPPED = 'as-mapped'

/**
 * The region's mapped sources of a sender, to be tried before any other. `received` is the whole delivery: a mapping may
 * look values up in another file of it.
 */
export function mappedSources(folder: string, sender: string, received: readonly ReceivedFile[]): Source[] {
  return sourcesOf(mappingsOf(folder, sender), received)
}

/** `keepSent` leaves the records as sent in the engine, in `<raw_table>_sent`, for whoever looks at both. */
export function sourcesOf(
  mappings: readonly ReadMapping[],
  received: readonly ReceivedFile[],
  { keepSent = false }: { keepSent?: boolean } = {},
): Source[] {
  const lives = new Map<string, ClaimLife>()
  const parts = mappings.flatMap((mapping): Part[] => [
    { mapping, files: mapping.files, format: mapping.format, lookup: null },
    ...Object.entries(mapping.lookups).flatMap(([lookup, { sent, format }]): Part[] =>
      sent ? [{ mapping, files: sent, format: format ?? PLAIN, lookup }] : [],
    ),
  ])
  return parts.map((part) =>
    part.lookup === null ? mappedSource(part, parts, received, lives, keepSent) : companionSource(part, parts),
  )
}

/** A kind of file that a mapping speaks of: the one it maps, or one that it looks values up in. */
type Part = { mapping: ReadMapping; files: ReadMapping['files']; format: ReadMapping['format']; lookup: string | null }

const nameOf = ({ mapping, lookup }: Part): string => (lookup ? `${mapping.name}+${lookup}` : mapping.name)

function mappedSource(
  part: Part,
  parts: readonly Part[],
  received: readonly ReceivedFile[],
  lives: Map<string, ClaimLife>,
  keepSent: boolean,
): Source {
  const { mapping } = part
  const { fills } = mapping
  const file = mappedFile(mapping)
  const layout = { name: MAPPING, title: mapping.about, source: mapping.file, files: [file] }
  const source: Source = {
    layout,
    sentNames: new Map(
      file.fields.flatMap(({ name }) => {
        const cell = cellOf(mapping, name)
        return cell ? [[name, sentName(cell, name)] as const] : []
      }),
    ),
    recognise: (engine, one) => recognisePart(engine, one, part, parts, () => ({ source, file })),
    read: async (engine, staged, path, scratch) => {
      keepMapping(mapping, staged)
      const records = await readMapped(engine, staged, mapping, received, path, scratch)
      if (!keepSent) await engine.run(sql`drop table ${id(`${staged.raw_table}_sent`)}`)
      return records
    },
    validate: async (engine, staged) => {
      await wordAsMapped(engine, staged, mapping)
      if (mapping.each_month) await noticeEmptySpans(engine, staged)
    },
    map: async (_engine, { staged, sender, submission_id }) => {
      const records = mapping.each_month ? eachMonth(file, staged) : typedRecords(file, staged)
      const rows = rowsOf(fills, layout, file, records, sender, submission_id)
      const isOfClaim = fills.name === 'medical_claim' && mapping.versions?.amounts === 'claim'
      return [{ table: fills, relation: isOfClaim ? amountOnce(rows) : rows }]
    },
  }
  const life = isClaim(fills) ? lifeOf(mapping, lives) : null
  if (life) source.life = life
  return source
}

const isClaim = (table: Table): boolean => table.columns.some((column) => column.name === 'claim_control_number')

/** Mappings of one sender with one set of rules share a life: it looks at all of the sender's mapped claims. */
function lifeOf({ sender, versions }: ReadMapping, lives: Map<string, ClaimLife>): ClaimLife {
  const { void_amounts: voidAmounts, amounts: _, ...said } = versions ?? {}
  const rules: ClaimRules = { feeds: `${MAPPING}/${sender}`, ...said, ...(voidAmounts ? { voidAmounts } : {}) }
  const key = JSON.stringify(rules)
  const life = lives.get(key) ?? claimLife(rules)
  lives.set(key, life)
  return life
}

/** The records of a file that others are looked up in are accepted, and give no rows. */
function companionSource(part: Part, parts: readonly Part[]): Source {
  const source: Source = {
    layout: { name: MAPPING, title: `${part.mapping.about}: ${part.lookup}`, source: part.mapping.file, files: [] },
    recognise: (engine, received) =>
      recognisePart(engine, received, part, parts, async () => {
        const { layout, columns } = await sentFile(engine, received, part.format)
        const key = columns.findIndex((name) => sameName(name, part.mapping.lookups[part.lookup ?? '']?.key ?? ''))
        const fields = layout.fields.map((field, i) => (i === key ? { ...field, required: true } : field))
        source.sentNames = new Map(columns.map((name, i) => [sentColumn(i), name]))
        return { source, file: { ...layout, fields, name: nameOf(part) } }
      }),
    read: async (engine, staged, path, scratch) => {
      const sent = await sentFile(engine, staged.received, part.format)
      return readSent(engine, staged, sent, path, scratch, part.format)
    },
    map: async () => [],
  }
  return source
}

/** Null where the file is not of this part. When it is of another one too, nothing says which is meant. */
async function recognisePart(
  engine: Engine,
  received: ReceivedFile,
  part: Part,
  parts: readonly Part[],
  known: () => Pick<Recognised, 'source' | 'file'> | Promise<Pick<Recognised, 'source' | 'file'>>,
): Promise<Recognised | null> {
  if (received.bytes === 0 || !(await fits(engine, received, part.files, part.format))) return null
  const also: Part[] = []
  for (const other of parts) if (await fits(engine, received, other.files, other.format)) also.push(other)
  // Several mappings may look values up in one kind of file.
  const asked = also.filter((other) => other.lookup === null)
  if (asked.length > 1 || (asked.length === 1 && also.length > 1))
    throw new WholepanelError('conflict-mapping', {
      at: received.place,
      got: also.map(nameOf).join(' and '),
      want: 'one',
      fix: 'tell their files apart by name or by columns that only one of them has',
    })
  const { format, delimiter, columns } = await sentFile(engine, received, part.format)
  return {
    ...(await known()),
    format,
    delimiter,
    columns: columns.map((name) => ({ name, field: name })),
    aco_id: null,
    name_key: received.file_name.toLowerCase(),
    name_tells: part.lookup === null && readsName(part.mapping),
    readsOtherwise: (folder) => part.lookup === null && isChanged(part.mapping, folder),
  }
}

const readsName = ({ columns, each_month }: ReadMapping): boolean =>
  [...Object.values(columns), each_month?.from, each_month?.through, each_month?.until].some(
    (cell) => cell?.file_name !== undefined,
  )

/** The files that say how records are read: the mapping, and what it keeps beside it. */
const saidBy = ({ file, folder, lookups, name }: ReadMapping): readonly (readonly [from: string, as: string])[] => [
  [file, `${name}.yaml`],
  ...Object.values(lookups).flatMap((lookup) =>
    lookup.file === undefined ? [] : [[join(folder, lookup.file), lookup.file] as const],
  ),
]

const isChanged = (mapping: ReadMapping, received: string): boolean =>
  saidBy(mapping).some(([from, as]) => {
    const kept = join(received, AS_MAPPED, as)
    return !existsSync(kept) || !readFileSync(kept).equals(readFileSync(from))
  })

/** The mapping and its lookups stay with the received file: whoever asks later sees what it was read with. */
function keepMapping(mapping: ReadMapping, { received }: StagedFile): void {
  const into = join(dirname(received.path), AS_MAPPED)
  mkdirSync(into, { recursive: true, mode: 0o700 })
  for (const [from, as] of saidBy(mapping)) copyFileSync(from, join(into, as))
}
