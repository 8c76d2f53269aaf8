import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import { Engine } from '../lake/engine.ts'
import { sql } from '../lake/sql.ts'
import { endWhole } from './landing/outcome.ts'
import { mappedSources } from './mapping/mapped-sources.ts'
import { nameAsSent } from './mapping/name-as-sent.ts'
import { recognise } from './read/recognise.ts'
import { stage } from './read/stage.ts'
import { receive } from './receive.ts'
import { SOURCES } from './sources.ts'
import { createEnding } from './staged.ts'
import { createKnownPayers, type Sender } from './validate/sender.ts'

export type CheckReport = {
  file_name: string
  layout: string | null
  layout_file: string | null
  records: number
  readable: number
  quarantined: number
  control: number
  findings: {
    rule: string
    severity: string
    column: string
    records: number
    expected: string
    fix: string
    first_record: number | null
  }[]
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
  }: { payer?: string; line_of_business?: string; mappings?: string | undefined } = {},
): Promise<CheckReport[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'wholepanel-check-'))
  const engine = await Engine.open({ spill: join(scratch, 'spill') })
  const sender: Sender | null = payer
    ? { payer, payer_name: payer, kind: 'payer', line_of_business, names_in_files: [] }
    : null
  try {
    await createEnding(engine)
    await createKnownPayers(engine, sender ? [sender] : [])
    const reports: CheckReport[] = []
    const files = await receive([path], join(scratch, 'received'))
    const sources = [...(payer && mappings ? mappedSources(mappings, payer, files) : []), ...SOURCES]
    for (const [i, received] of files.entries()) {
      const file_id = String(i + 1)
      const report = { file_name: received.file_name, layout: null, layout_file: null, records: received.lines }
      try {
        const recognised = await recognise(engine, received, sources)
        Object.assign(report, { layout: recognised.source.layout.name, layout_file: recognised.file.name })
        const { staged, records } = await stage(
          engine,
          { file_id, place: i + 1, received, recognised },
          sender,
          scratch,
        )
        await nameAsSent(engine, [staged])
        reports.push(await reportOf(engine, file_id, { ...report, records }))
      } catch (error) {
        if (!(error instanceof WholepanelError)) throw error
        await endWhole(engine, file_id, received.lines, 'quarantined', error.code)
        await engine.run(sql`insert into noticed values (${file_id}, null, '-', ${error.code}, 'refused', ${error.message},
          ${error.detail.fix ?? 'send the file again'})`)
        reports.push(await reportOf(engine, file_id, report))
      }
    }
    return reports
  } finally {
    engine.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function reportOf(
  engine: Engine,
  file_id: string,
  given: { file_name: string; layout: string | null; layout_file: string | null; records: number },
): Promise<CheckReport> {
  const ended = await engine.one<{ quarantined: number; control: number }>(sql`
    select count(distinct case when outcome = 'quarantined' then record_number end) as quarantined,
      count(distinct case when outcome = 'control' then record_number end) as control
    from ending where file_id = ${file_id}`)
  const { quarantined = 0, control = 0 } = ended ?? {}
  const findings = await engine.rows<CheckReport['findings'][number]>(sql`
    select rule, min(severity) as severity, "column", count(*) as records, min(expected) as expected, min(fix) as fix,
      min(record_number) as first_record
    from noticed where file_id = ${file_id} group by rule, "column"
    order by case min(severity) when 'refused' then 1 when 'quarantined' then 2 when 'warned' then 3 else 4 end, records desc, rule, "column"`)
  return { ...given, readable: given.records - quarantined - control, quarantined, control, findings }
}
