import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { sql } from '../../lake/sql.ts'
import type { Region } from '../../region.ts'
import type { Recognised } from '../read/recognise.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import type { StagedFile } from '../staged.ts'
import { notice } from '../validate/validate.ts'
import { type Landed, landedSubmissions, parquet } from './submissions.ts'

/** What became of a file of the delivery. */
export type FileFate = {
  file_id: string
  received: ReceivedFile
  recognised: Recognised | null
  staged: StagedFile | null
  records: number
  status: 'accepted' | 'refused' | 'duplicate'
  because: string | null
}

export type EarlierFile = { file_id: string; records: number; record_parquet: string; same: boolean }

/** A delivery on its way in: its folders, its name, and what came before it. Folders that start with a dot are not in place yet. */
export class Delivery {
  readonly region: Region
  readonly payer: string
  readonly receiving: string
  readonly landing: string
  readonly scratch: string
  submission_id = ''

  constructor(region: Region, payer: string) {
    this.region = region
    this.payer = payer
    this.receiving = join(region.received, `.staging-${process.pid}`)
    this.landing = join(region.lake, `.staging-${process.pid}`)
    this.scratch = join(this.landing, 'scratch')
    this.clear()
    for (const folder of [this.receiving, this.landing, this.scratch])
      mkdirSync(folder, { recursive: true, mode: 0o700 })
  }

  /** Names sort by arrival; the end says what is in it. Example: s000012-1f2e3d4c. */
  name(contentHash: string): string {
    const last = landedSubmissions(this.region.lake)
      .map(({ submission_id }) => Number(/^s(\d+)-/.exec(submission_id)?.[1] ?? 0))
      .reduce((a, b) => Math.max(a, b), 0)
    this.submission_id = `s${String(last + 1).padStart(6, '0')}-${contentHash.slice(0, 8)}`
    return this.submission_id
  }

  clear(): void {
    for (const folder of [this.receiving, this.landing]) rmSync(folder, { recursive: true, force: true })
  }

  /**
   * The earlier file that this one repeats (same bytes, still in force) or corrects (same feed and name, other bytes).
   * A file that was itself corrected since does not count: sending it again puts it back in force.
   */
  async earlier(
    engine: Engine,
    before: readonly Landed[],
    fates: readonly FileFate[],
    received: ReceivedFile,
    recognised: Recognised,
  ): Promise<EarlierFile | null> {
    // Where the name says something that the bytes do not, another name makes another file.
    const isNamed = recognised.name_tells ?? false
    const beside = fates.find(
      ({ status, received: { sha256, file_name } }) =>
        status === 'accepted' && sha256 === received.sha256 && (!isNamed || file_name === received.file_name),
    )
    if (beside) return { file_id: beside.file_id, records: beside.records, record_parquet: '', same: true }
    const mine = before.filter((landed) => landed.payer === this.payer)
    if (mine.length === 0) return null
    const found = await engine.one<{ file_id: string; submission_id: string; records: number; same: boolean }>(sql`
      with f as (select * from ${parquet(mine, 'file')} files),
      current_file as (
        select * from f where status = 'accepted'
          and not exists (select 1 from f c where c.because = 'corrects ' || f.file_id)
      )
      select file_id, submission_id, records, sha256 = ${received.sha256} as same from current_file
      where (sha256 = ${received.sha256} and (not ${isNamed} or name_key = ${recognised.name_key}))
        or (layout = ${recognised.source.layout.name} and layout_file = ${recognised.file.name} and name_key = ${recognised.name_key})
      order by same desc, submission_id desc, file_id desc limit 1`)
    const landed = mine.find(({ submission_id }) => submission_id === found?.submission_id)
    if (!found || !landed) return null
    const record_parquet = join(landed.folder, 'record.parquet')
    return {
      ...found,
      same:
        found.same &&
        !recognised.readsOtherwise?.(join(this.region.received, found.submission_id)) &&
        !(await this.#mayReadOtherwise(engine, record_parquet, found.file_id)),
      record_parquet,
    }
  }

  /** Records that wait for a registration (a payer's name, a line of business): the same bytes may be taken in now. */
  async #mayReadOtherwise(engine: Engine, record_parquet: string, file_id: string): Promise<boolean> {
    const waiting = await engine.one(sql`
      select 1 as found from read_parquet(${record_parquet})
      where file_id = ${file_id} and rule in ('wrong-payer', 'line-of-business-unknown') limit 1`)
    return waiting !== undefined
  }

  noticeCorrection(engine: Engine, file_id: string): Promise<void> {
    return notice(
      engine,
      'corrects-file',
      'note',
      '-',
      sql`select ${file_id} as file_id, null::bigint as record_number`,
    )
  }

  noticeRefusal(engine: Engine, file_id: string, { code, detail, message }: WholepanelError): Promise<void> {
    return engine.run(sql`
      insert into noticed values (${file_id}, null, '-', ${code}, 'refused', ${message.slice(0, 2000)},
        ${detail.fix ?? 'send the file again'})`)
  }
}
