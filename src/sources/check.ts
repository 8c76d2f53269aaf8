import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import { Engine } from '../lake/engine.ts'
import { sql } from '../lake/sql.ts'
import type { FindingRow } from '../register/schema.ts'
import { mapToModel } from './landing/map.ts'
import { endWhole } from './landing/outcome.ts'
import { mappedSources } from './mapping/mapped-sources.ts'
import { nameAsSent } from './mapping/name-as-sent.ts'
import { recognise } from './read/recognise.ts'
import { stage } from './read/stage.ts'
import { receive } from './receive/receive.ts'
import { readFindings } from './report/submission-report.ts'
import { SOURCES } from './sources.ts'
import { createEnding, type StagedFile } from './staged.ts'
import { checkCodes } from './validate/check-codes.ts'
import { checkRows } from './validate/check-rows.ts'
import { exampleFindings, findingRows } from './validate/examples.ts'
import { makeFill } from './validate/fill.ts'
import { createKnownPayers, type Sender } from './validate/sender.ts'

export type CheckReport = {
  file_name: string
  layout: string | null
  layout_file: string | null
  records: number
  readable: number
  quarantined: number
  control: number
  findings: (Omit<FindingRow, 'submission_id' | 'file_id'> & { first_records: readonly number[] })[]
}

/**
 * Says what each file is and what is wrong with its records, and takes nothing in: what only a lake can tell (a
 * correction, a claim without coverage) is found when it is ingested.
 */
export async function check(
  path: string,
  {
    payer,
    line_of_business = 'commercial',
    mappings,
    today = FAR,
  }: { payer?: string; line_of_business?: string; mappings?: string | undefined; today?: string } = {},
): Promise<CheckReport[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'wholepanel-check-'))
  const engine = await Engine.open({ spill: join(scratch, 'spill') })
  const sender: Sender | null = payer
    ? { payer, payer_name: payer, kind: 'payer', line_of_business, names_in_files: [] }
    : null
  try {
    await createEnding(engine)
    await createKnownPayers(engine, sender ? [sender] : [])
    const said: FileSaid[] = []
    const staged: StagedFile[] = []
    const files = await receive([path], join(scratch, 'received'))
    const sources = [...(payer && mappings ? mappedSources(mappings, payer, files) : []), ...SOURCES]
    for (const [i, received] of files.entries()) {
      const file_id = String(i + 1)
      const report: FileSaid = {
        file_id,
        file_name: received.file_name,
        layout: null,
        layout_file: null,
        records: received.lines,
      }
      said.push(report)
      try {
        const recognised = await recognise(engine, received, sources)
        Object.assign(report, { layout: recognised.source.layout.name, layout_file: recognised.file.name })
        const found = await stage(engine, { file_id, place: i + 1, received, recognised }, sender, scratch)
        report.records = found.records
        staged.push(found.staged)
      } catch (error) {
        if (!(error instanceof WholepanelError)) throw error
        await endWhole(engine, file_id, received.lines, 'quarantined', error.code)
        await engine.run(sql`insert into noticed values (${file_id}, null, '-', ${error.code}, 'refused', ${error.message},
          ${error.detail.fix ?? 'send the file again'})`)
      }
    }
    await checkMapped(engine, staged, sender ?? NOBODY(line_of_business), today)
    return await reportsOf(engine, said)
  } finally {
    engine.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

type FileSaid = Pick<CheckReport, 'file_name' | 'layout' | 'layout_file' | 'records'> & { file_id: string }

/** Without a day nothing lies in the future. */
const FAR = '9999-12-31'

const NOBODY = (line_of_business: string): Sender => ({
  payer: '-',
  payer_name: '-',
  kind: 'payer',
  line_of_business,
  names_in_files: [],
})

/** The rules on rows of the common data model, as ingest holds them; columns by the sender's names where it maps them. */
async function checkMapped(
  engine: Engine,
  staged: readonly StagedFile[],
  sender: Sender,
  today: string,
): Promise<void> {
  const tables = await mapToModel(engine, staged, sender, '-')
  await makeFill(engine, tables)
  await checkRows(engine, tables, today)
  await checkCodes(engine, tables)
  await exampleFindings(engine, staged, tables)
  await nameAsSent(engine, staged)
}

async function reportsOf(engine: Engine, said: readonly FileSaid[]): Promise<CheckReport[]> {
  await engine.run(sql`create or replace view kept_finding as ${findingRows()}`)
  const ends = await engine.rows<{ file_id: string; quarantined: number; control: number }>(sql`
    select file_id, count(distinct case when outcome = 'quarantined' then record_number end) as quarantined,
      count(distinct case when outcome = 'control' then record_number end) as control
    from ending group by file_id`)
  const found = await readFindings(
    engine,
    'kept_finding',
    said.map(({ file_id, file_name, records }) => ({
      file_id,
      file_name,
      received: records,
      control: ends.find((one) => one.file_id === file_id)?.control ?? 0,
    })),
  )
  return said.map(({ file_id, ...report }) => {
    const { quarantined = 0, control = 0 } = ends.find((one) => one.file_id === file_id) ?? {}
    const findings = found
      .filter((one) => one.file_id === file_id)
      .map(({ file_id: _f, file_name: _n, share: _s, ...one }) => ({
        ...one,
        first_record: one.first_records[0] ?? null,
      }))
    return { ...report, readable: report.records - quarantined - control, quarantined, control, findings }
  })
}
