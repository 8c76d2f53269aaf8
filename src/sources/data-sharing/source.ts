import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { literal, sql } from '../../lake/sql.ts'
import { readFixedWidth } from '../read/read-fixed-width.ts'
import type { Recognised } from '../read/recognise.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import type { Source } from '../source.ts'
import { linesOf, type StagedFile } from '../staged.ts'
import { isDataSharingName, wrongName } from './file-name.ts'
import { dataSharing, preference } from './layout.ts'
import { mapPreferences } from './map.ts'

const HEADER = 'HDR_BENEDATASHR'
const TRAILER = 'TRL_BENEDATASHR'
const NAME_FORM = 'P#EFT.ON.ACO.NGD1800.DPRF.DYYMMDD.THHMMSSt'

/**
 * Beneficiaries' data sharing preferences, as CMS sends them to accountable care organizations. Known by name or by the
 * header. A file whose trailer counts other records than came is refused: a statement that is missing would be taken for
 * silence.
 */
export const dataSharingSource: Source = {
  layout: dataSharing,
  recognise: async (_engine, received): Promise<Recognised | null> => {
    const isNamed = isDataSharingName(received.file_name)
    const isHeaded = received.head.subarray(0, HEADER.length).toString('latin1') === HEADER
    if (!isNamed && !isHeaded) return null
    const wrong = isNamed ? wrongName(received.file_name) : null
    if (wrong)
      throw new WholepanelError('input-file', { at: received.place, got: wrong, want: NAME_FORM, fix: SEND_AGAIN })
    if (!isHeaded || headerDay(received) === null)
      throw new WholepanelError('input-header', {
        at: `${received.place}, record 1`,
        got: isHeaded ? 'a header without a day' : 'another first record',
        want: `${HEADER} and the day of the file`,
        fix: SEND_AGAIN,
      })
    return {
      source: dataSharingSource,
      file: preference,
      format: 'fixed-width',
      delimiter: '',
      columns: [],
      aco_id: null,
      name_key: received.file_name,
    }
  },
  read: async (engine, staged, path) => {
    await holdTotal(engine, staged, path)
    return readFixedWidth(engine, staged, path)
  },
  validate: quarantineUnreadable,
  map: async (_engine, given) => mapPreferences(given, (staged) => headerDay(staged.received) ?? ''),
}

const SEND_AGAIN = 'ask for the file again; until then nothing that it states is known'

/** The header's day, by which a statement without a day of its own holds. */
export function headerDay({ head }: Pick<ReceivedFile, 'head'>): string | null {
  const [, year, month, day] =
    /^HDR_BENEDATASHR(\d{4})(\d{2})(\d{2})\b/.exec(head.subarray(0, 64).toString('latin1')) ?? []
  const text = `${year}-${month}-${day}`
  return year && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : null
}

/** A file without a trailer is taken in and says so; one whose trailer counts nothing, or something else, is refused. */
async function holdTotal(engine: Engine, { received, file_id }: StagedFile, path: string): Promise<void> {
  const lines = linesOf(path, received.longest_line.bytes)
  const found = await engine.one<{ records: number; trailers: number; stated: string | null; at: number | null }>(sql`
    select count(case when trim(line) <> '' and not starts_with(line, ${literal(HEADER)}) and not starts_with(line, ${literal(TRAILER)}) then 1 end) as records,
      count(case when starts_with(line, ${literal(TRAILER)}) then 1 end) as trailers,
      max(case when starts_with(line, ${literal(TRAILER)}) then trim(substring(line, 24, 10)) end) as stated,
      max(case when starts_with(line, ${literal(TRAILER)}) then line_number end) as at
    from (${lines}) line`)
  const { records = 0, trailers = 0, stated = null, at = null } = found ?? {}
  if (trailers === 0) {
    await engine.run(sql`
      insert into noticed (file_id, record_number, "column", rule, severity, expected, fix)
      values (${file_id}, null, '-', 'control-file-missing', 'warned', ${`a last record that begins with ${TRAILER}`},
        'ask whether the file is whole; the records that came are taken in')`)
    return
  }
  const where = `${received.place}, record ${at}`
  if (!/^\d+$/.test(stated ?? ''))
    throw new WholepanelError('input-record-count', {
      at: where,
      got: 'a trailer without a count',
      want: 'the number of records in bytes 24 to 33',
      fix: SEND_AGAIN,
    })
  if (Number(stated) !== records)
    throw new WholepanelError('input-record-count', {
      at: where,
      got: `${records} records`,
      want: `${Number(stated)}, as the trailer states`,
      fix: SEND_AGAIN,
    })
}

/** A statement whose day or key cannot be read may be anybody's, of any day: it is not used. */
async function quarantineUnreadable(engine: Engine, { file_id }: StagedFile): Promise<void> {
  await engine.run(sql`
    update noticed set severity = 'quarantined'
    where file_id = ${file_id} and severity = 'warned' and record_number is not null
      and rule in ('date-unreadable', 'number-unreadable', 'not-listed')`)
  await engine.run(sql`
    insert into ending
    select file_id, record_number, 'quarantined', min(rule) from noticed
    where file_id = ${file_id} and severity = 'quarantined' and record_number is not null
      and not exists (select 1 from ending e where e.file_id = noticed.file_id and e.record_number = noticed.record_number)
    group by file_id, record_number`)
}
