import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { join as joinSql, raw, sql } from '../../src/lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { Region } from '../../src/region.ts'
import type { Outcomes } from '../../src/register/schema.ts'
import type { SubmissionGiven } from '../../src/register/submissions.ts'
import { type IngestReport, ingest } from '../../src/sources/ingest.ts'
import type { SubmissionStore } from '../../src/sources/landing/submission-store.ts'
import type { Sender } from '../../src/sources/validate/sender.ts'

export const NOW = '2026-01-15T08:00:00.000Z'

/** What ingest asks of the register, in memory: the register's own tests hold the real one. */
export function storeInMemory() {
  const senders = new Map<string, Sender>()
  const recorded = new Map<string, SubmissionGiven>()
  const restated = new Map<string, Outcomes>()
  const store: SubmissionStore = {
    senders: async () => [...senders.values()],
    registerSender: async (given) => {
      const known = senders.get(given.payer)
      const sender: Sender = {
        payer: given.payer,
        payer_name: given.payer_name ?? known?.payer_name ?? given.payer,
        kind: given.kind ?? known?.kind ?? 'payer',
        line_of_business: given.line_of_business ?? known?.line_of_business ?? null,
        names_in_files: given.names_in_files ?? known?.names_in_files ?? [],
      }
      senders.set(sender.payer, sender)
      return sender
    },
    recorded: async () => new Set(recorded.keys()),
    record: async (given) => void recorded.set(given.submission_id, given),
    restate: async (files) => {
      for (const file of files) restated.set(file.file_id, file)
    },
  }
  return { store, recorded, restated }
}

/** A region of its own for one test, and the commands a test speaks in. */
export function regionWith() {
  const folder = mkdtempSync(join(tmpdir(), 'region-'))
  const region = Region.create(join(folder, 'region'))
  const { store, recorded, restated } = storeInMemory()
  const path = (name: string) => join(folder, name)
  return {
    folder,
    region,
    recorded,
    restated,
    store,
    path,
    file: (name: string, content: string | Buffer) => {
      writeFileSync(path(name), content)
      return path(name)
    },
    ingest: (payer: string, files: string[], more: object = {}): Promise<IngestReport> =>
      ingest(region, { payer, line_of_business: 'commercial', files, ...more }, { register: store, now: () => NOW }),
    async lake<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
      const engine = await openLake(region)
      try {
        return await work(engine)
      } finally {
        engine.close()
      }
    },
    /** What the lake says, whatever submission said it. */
    content(): Promise<string[]> {
      return this.lake(async (engine) => {
        const found: string[] = []
        for (const table of COMMON_DATA_MODEL) {
          const columns = table.columns
            .map((c) => c.name)
            .filter(
              (name) =>
                !['submission_id', 'file_id', 'record_number', 'header_file_id', 'header_record_number'].includes(name),
            )
          const text = columns.map((name) => sql`coalesce('=' || ${raw(`"${name}"`)}::varchar, '-')`)
          const rows = await engine.rows<{ row: string }>(
            sql`select ${joinSql(text, " || '|' || ")} as row from ${raw(table.name)} order by row`,
          )
          found.push(...rows.map((row) => `${table.name}:${row.row}`))
        }
        return found
      })
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const counts = ({ received, accepted, warned, quarantined, superseded, duplicate, control }: Outcomes) => ({
  received,
  accepted,
  warned,
  quarantined,
  superseded,
  duplicate,
  control,
})

export const ELIGIBILITY = 'member_id,enrollment_start_date,enrollment_end_date,first_name,birth_date'
export const eligibilityOf = (...members: string[]) =>
  `${[ELIGIBILITY, ...members.map((m) => `${m},2025-01-01,2025-12-31,Ann,1970-01-01`)].join('\n')}\n`
