import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, sql } from '../../lake/sql.ts'
import { storageFault } from '../../lake/storage-fault.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import { LONGEST_LINE, type StagedFile } from '../staged.ts'
import { checkSender, type Sender } from '../validate/sender.ts'
import { validate } from '../validate/validate.ts'
import { asUtf8 } from './as-utf8.ts'
import { readDelimited } from './read-delimited.ts'
import { readFixedWidth } from './read-fixed-width.ts'
import { readParquet } from './read-parquet.ts'
import type { Recognised } from './recognise.ts'

/** Resources (json) are read by their sources. */
const READERS = { 'fixed-width': readFixedWidth, csv: readDelimited, parquet: readParquet, json: null }

export type Given = { file_id: string; place: number; received: ReceivedFile; recognised: Recognised }

/**
 * Reads a file into the engine as text and holds each record against the layout. Returns what was staged and how many
 * physical records the file has. A file that cannot be taken leaves nothing behind and throws the reason.
 */
export async function stage(
  engine: Engine,
  { file_id, place, received, recognised }: Given,
  sender: Sender | null,
  scratch: string,
): Promise<{ staged: StagedFile; records: number }> {
  const staged: StagedFile = {
    file_id,
    received,
    recognised,
    raw_table: `raw_${place}`,
    lines: received.lines,
    data_source: `${recognised.source.layout.name}/${recognised.aco_id ?? sender?.payer ?? '-'}`,
  }
  const copy = join(scratch, `${place}.utf8`)
  try {
    const isText = recognised.format !== 'parquet'
    if (isText && !recognised.source.read) refuseLongLine(received)
    const text = isText ? await asUtf8(received, copy) : { path: received.path, lines: 0 }
    staged.lines = text.lines
    staged.text_path = text.path
    const read = recognised.source.read ?? READERS[recognised.format]
    if (!read) throw new Error(`the source ${recognised.source.layout.name} reads no ${recognised.format}`)
    const records = await read(engine, staged, text.path, join(scratch, `${place}.legal`))
    if (sender) await checkSender(engine, staged, sender)
    await validate(engine, staged)
    await recognised.source.validate?.(engine, staged)
    return { staged, records }
  } catch (error) {
    await forget(engine, staged)
    if (error instanceof WholepanelError) throw error
    // No fault of the file: it must not be refused for it.
    const fault = storageFault(error, received.place)
    if (fault) throw fault
    throw new WholepanelError('input-file', { at: received.place, got: 'the reader stopped' }, error)
  } finally {
    rmSync(join(scratch, `${place}.legal`), { force: true })
  }
}

/** Known before a reader tries: no line is held in memory to find out that it is too long. */
function refuseLongLine({ place, longest_line: { bytes, number } }: ReceivedFile): void {
  if (bytes <= LONGEST_LINE) return
  throw new WholepanelError('input-file', {
    at: `${place}:${number}`,
    got: `a line of ${bytes} bytes`,
    want: `lines of at most ${LONGEST_LINE} bytes`,
    fix: 'end each record with a line feed, and send the file again',
  })
}

async function forget(engine: Engine, { raw_table, file_id }: StagedFile): Promise<void> {
  for (const suffix of ['', '_line', '_record']) await engine.run(sql`drop table if exists ${id(raw_table + suffix)}`)
  await engine.run(sql`delete from ending where file_id = ${file_id}`)
  await engine.run(sql`delete from noticed where file_id = ${file_id}`)
}
