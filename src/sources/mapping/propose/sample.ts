import { WholepanelError } from '../../../error.ts'
import type { Engine } from '../../../lake/engine.ts'
import { id, join, sql } from '../../../lake/sql.ts'
import { asUtf8 } from '../../read/as-utf8.ts'
import type { ReceivedFile } from '../../receive/receive.ts'
import type { StagedFile } from '../../staged.ts'
import { sentColumn } from '../cell.ts'
import { PLAIN, readSent } from '../lookup.ts'
import type { Format } from '../mapping-file.ts'
import { type SentFile, sentFile } from '../sent-file.ts'

/** The first records of a file as they are sent, and how it seems to be written. */
export type Sample = { sent: SentFile; format: Format; rows: (string | null)[][]; records: number }

const MOST_ROWS = 2000
const DELIMITERS = { comma: ',', pipe: '|', tab: '\t', semicolon: ';' } as const

const NAMES = ['comma', 'pipe', 'tab', 'semicolon'] as const

export async function sampleOf(engine: Engine, received: ReceivedFile, scratch: string): Promise<Sample> {
  const format = guessedFormat(received)
  const sent = await sentFile(engine, received, format)
  if (sent.columns.length < 2)
    throw new WholepanelError('input-file', {
      at: received.place,
      got: 'a first line without comma, bar, tab or semicolon',
      fix: 'for a fixed-width file write format.fixed_width by hand, then wholepanel map --check',
    })
  const staged: StagedFile = {
    file_id: 'sample',
    received,
    recognised: {
      source: { layout: { name: 'sample', title: '', source: '', files: [] } },
      file: sent.layout,
      format: sent.format,
      delimiter: sent.delimiter,
      columns: [],
      aco_id: null,
      name_key: '',
    },
    raw_table: 'sample',
    lines: received.lines,
    data_source: '',
  }
  const text = sent.format === 'parquet' ? { path: received.path, lines: 0 } : await asUtf8(received, `${scratch}.utf8`)
  await engine.run(sql`drop table if exists sample`)
  const records = await readSent(engine, { ...staged, lines: text.lines }, sent, text.path, `${scratch}.legal`, format)
  const columns = sent.columns.map((_, i) => id(sentColumn(i)))
  const rows = await engine.rows<Record<string, string | null>>(
    sql`select ${join(columns)} from sample order by record_number limit ${MOST_ROWS}`,
  )
  return { sent, format, records, rows: rows.map((row) => sent.columns.map((_, i) => row[sentColumn(i)] ?? null)) }
}

/** By the first lines: the sign that parts most fields, and whether the first line can be names. */
function guessedFormat({ head, encoding }: ReceivedFile): Format {
  const [first = '', second = ''] = new TextDecoder(encoding).decode(head).split(/\r?\n/)
  const delimiter = NAMES.reduce((a, b) =>
    first.split(DELIMITERS[b]).length > first.split(DELIMITERS[a]).length ? b : a,
  )
  const cells = first.split(DELIMITERS[delimiter]).map((cell) => cell.replace(/^"(.*)"$/, '$1').trim())
  const isNames = cells.every((cell) => /^[A-Za-z_][\w .#/()-]*$/.test(cell)) && new Set(cells).size === cells.length
  const last = /\n(TRL|TRAILER|TR|T|FTR|EOF)(?=[|,;\t\s])[^\n]*\n?$/.exec(new TextDecoder(encoding).decode(head))
  const control = last?.[1] && isNames ? [{ starts: `${last[1]}${DELIMITERS[delimiter]}`, is: 'trailer' as const }] : []
  const columns = isNames ? {} : { columns: cells.map((_, i) => `COLUMN_${i + 1}`) }
  return {
    ...PLAIN,
    delimiter,
    header: isNames,
    ...columns,
    control,
    quote: /"/.test(second) || isNames ? 'double' : 'none',
  }
}
