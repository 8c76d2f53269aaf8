import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { WholepanelError } from '../../error.ts'
import { Engine } from '../../lake/engine.ts'
import { literal, sql, join as sqlJoin } from '../../lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { listRuns } from '../../register/runs.ts'
import type { RunRow } from '../../register/schema.ts'
import { recordsThatGo } from './records-that-go.ts'
import { filesUnder, foldersIn, weigh } from './region-files.ts'
import { countGoing, preparePersons, prepareTarget, rowGoes } from './rows-that-go.ts'
import { formOf, recordsThatName, sentFiles } from './sent-records.ts'
import type { Item, Purge, Target } from './target.ts'

/** What of a purged submission stays: that it came, and how its records ended. No person is in it. */
const KEPT = new Set(['file.parquet', 'record.parquet', 'finding.parquet'])
/** What wholepanel itself makes in a region's folder. */
const OURS = new Set([
  ...['wholepanel.yaml', 'received', 'lake', 'runs', 'models', 'register', 'spill', 'sent', 'truth', 'sensitive'],
  ...['terminology', 'mappings', 'policies', '.lock', 'lock', 'wholepanel.lock'],
])

/** Everything that would go, file by file. Nothing is touched. */
export async function listPurge(region: Region, register: Register, target: Target): Promise<Purge> {
  const engine = await Engine.open({ memory: region.settings.memory, threads: region.settings.threads })
  try {
    await prepareTarget(engine, target)
    const at: Listing = { engine, region, target }
    const parts: Item[] = []
    const touched = new Set<string>()
    const closed: string[] = []
    for (const payer of foldersIn(region.lake))
      for (const submission_id of foldersIn(join(region.lake, payer))) {
        const whole =
          (target.kind === 'submission' && target.submission_id === submission_id) ||
          (target.kind === 'payer' && target.payer === payer)
        const found = whole ? await ofWhole(at, payer, submission_id) : await ofPart(at, payer, submission_id)
        if (whole) closed.push(join('lake', payer, submission_id))
        if (found.length > 0) touched.add(submission_id)
        parts.push(...found)
      }
    if (parts.length === 0)
      throw new WholepanelError('input-argument', { got: 'nothing in the region is of it', want: 'what is here' })
    const runs = target.kind === 'person' ? [] : readingOrBuilt(await listRuns(register), touched)
    const items = [...(await ofRuns(at, runs)), ...parts, ...(await ofCopies(at, parts))]
    return { target, items, runs, closed, elsewhere: elsewhere(region), person_ids: await peopleOf(at) }
  } finally {
    engine.close()
  }
}

/**
 * Runs that read one of the submissions, and those built on such a run: a file they took over may hold rows that are out
 * of force there, and still in it.
 */
function readingOrBuilt(runs: readonly RunRow[], submissions: ReadonlySet<string>): string[] {
  const found = new Set<string>()
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const { run_id, submissions: read, built_on } of runs)
      if (read.some((one) => submissions.has(one)) || (built_on !== null && found.has(built_on))) found.add(run_id)
  }
  return runs.map((run) => run.run_id).filter((run_id) => found.has(run_id))
}

/** Under which keys runs know the person, so that the accounting of disclosures forgets them too. */
async function peopleOf({ engine, region, target }: Listing): Promise<string[]> {
  if (target.kind !== 'person') return []
  const wanted = sqlJoin(target.members.map(({ payer, member_id }) => sql`(${payer}, ${member_id})`))
  const found = new Set<string>()
  for (const run of foldersIn(region.runs)) {
    const path = join(region.runs, run, 'person_member.parquet')
    if (!existsSync(path)) continue
    const rows = await engine.rows<{ person_id: string }>(sql`
      select distinct person_id from read_parquet(${literal(path)}) where (payer, member_id) in (${wanted})`)
    for (const { person_id } of rows) found.add(person_id)
  }
  return [...found].sort()
}

type Listing = { engine: Engine; region: Region; target: Target }

async function item(region: Region, given: Omit<Item, 'bytes' | 'sha256'>): Promise<Item> {
  return { ...given, ...(await weigh(join(region.path, given.path))) }
}

/** All that a submission brought, and the bytes in which it came. */
async function ofWhole({ engine, region }: Listing, payer: string, submission_id: string): Promise<Item[]> {
  const folder = join(region.lake, payer, submission_id)
  const of = { payer, submission_id, file_id: null }
  const items: Item[] = []
  for (const name of filesUnder(folder).filter((file) => !KEPT.has(file))) {
    const rows = name.endsWith('.parquet') ? await countGoing(engine, join(folder, name), sql`true`) : 0
    items.push(
      await item(region, {
        ...of,
        action: 'remove',
        path: join('lake', payer, submission_id, name),
        what: `rows of ${basename(name, '.parquet')}`,
        records: rows,
      }),
    )
  }
  const files = await sentFiles(engine, folder)
  for (const name of filesUnder(join(region.received, submission_id))) {
    const file = files.find((one) => one.stored_as === name)
    items.push(
      await item(region, {
        ...of,
        file_id: file?.file_id ?? null,
        action: 'remove',
        path: join('received', submission_id, name),
        what: file ? 'a received file' : 'an archive as it was sent',
        records: file?.records ?? 0,
      }),
    )
  }
  return items
}

/** Rows and records of the target in a submission that stays. */
async function ofPart({ engine, region, target }: Listing, payer: string, submission_id: string): Promise<Item[]> {
  if (target.kind === 'submission') return []
  const folder = join(region.lake, payer, submission_id)
  const of = { payer, submission_id, file_id: null }
  const items: Item[] = []
  for (const table of COMMON_DATA_MODEL) {
    const path = join(folder, `${table.name}.parquet`)
    const goes = existsSync(path) ? await rowGoes(engine, path, target) : null
    const records = goes ? await countGoing(engine, path, goes) : 0
    if (records === 0) continue
    const name = join('lake', payer, submission_id, `${table.name}.parquet`)
    items.push(await item(region, { ...of, action: 'rewrite', path: name, what: `rows of ${table.name}`, records }))
  }
  const records = await recordsThatGo(engine, folder, target)
  const before = items.length
  for (const file of existsSync(join(folder, 'file.parquet')) ? await sentFiles(engine, folder) : []) {
    const path = join(region.received, submission_id, file.stored_as)
    if (!existsSync(path)) continue
    const form = formOf(path, file)
    const numbers = new Set(records.get(file.file_id) ?? [])
    if (form === 'line' || form === 'csv')
      for (const number of await recordsThatName(engine, folder, path, file, form, target)) numbers.add(number)
    if (numbers.size === 0) continue
    const given = { ...of, file_id: file.file_id, path: join('received', submission_id, file.stored_as) }
    items.push(
      form === null
        ? await item(region, {
            ...given,
            action: 'remove',
            what: 'a received file whose records cannot be told apart',
            records: file.records,
          })
        : await item(region, {
            ...given,
            action: 'blank',
            what: 'records of a received file',
            records: numbers.size,
            numbers: [...numbers].sort((a, b) => a - b),
          }),
    )
  }
  if (items.length > before)
    for (const name of filesUnder(join(region.received, submission_id, 'as-sent')))
      items.push(
        await item(region, {
          ...of,
          action: 'remove',
          path: join('received', submission_id, 'as-sent', name),
          what: 'an archive as it was sent',
          records: 0,
        }),
      )
  return items
}

/** What runs derived: of a person the rows; of a submission or a payer the whole run, which can be made again without it. */
async function ofRuns({ engine, region, target }: Listing, whole: readonly string[]): Promise<Item[]> {
  const of = { payer: '-', submission_id: null, file_id: null }
  const items: Item[] = []
  for (const name of existsSync(region.runs) ? readdirSync(region.runs).sort() : []) {
    const folder = join(region.runs, name)
    if (name.startsWith('.') || whole.includes(name)) {
      items.push(
        await item(region, {
          ...of,
          action: 'remove',
          path: join('runs', name),
          what: 'the results of a run',
          records: 0,
        }),
      )
      continue
    }
    const members = join(folder, 'person_member.parquet')
    if (target.kind !== 'person' || !existsSync(members)) continue
    await preparePersons(engine, members)
    const rows: Item[] = []
    for (const file of filesUnder(folder).filter((one) => one.endsWith('.parquet'))) {
      const goes = await rowGoes(engine, join(folder, file), target)
      const records = goes ? await countGoing(engine, join(folder, file), goes) : 0
      if (records === 0) continue
      rows.push(
        await item(region, {
          ...of,
          action: 'rewrite',
          path: join('runs', name, file),
          what: `rows of ${basename(file, '.parquet')} of a run`,
          records,
        }),
      )
    }
    // No later run may build on results that were changed.
    if (rows.length > 0 && existsSync(join(folder, 'made.json')))
      rows.unshift(
        await item(region, {
          ...of,
          action: 'remove',
          path: join('runs', name, 'made.json'),
          what: 'that a run may be built on',
          records: 0,
        }),
      )
    items.push(...rows)
  }
  // Who the person is in a run is read from the run's members, which therefore go last.
  return items.sort(
    (a, b) => Number(a.path.endsWith('person_member.parquet')) - Number(b.path.endsWith('person_member.parquet')),
  )
}

/** The engine's scratch, and in a demonstration the files as its payers wrote them and the truth behind them. */
async function ofCopies({ region, target }: Listing, parts: readonly Item[]): Promise<Item[]> {
  const of = { action: 'remove', payer: '-', submission_id: null, file_id: null, records: 0 } as const
  const items: Item[] = []
  const gone = new Set(parts.filter((part) => part.path.startsWith('received')).map((part) => part.sha256))
  for (const name of filesUnder(join(region.path, 'sent'))) {
    const one = await item(region, {
      ...of,
      path: join('sent', name),
      what: "the demonstration's copy of what was sent",
    })
    if (gone.has(one.sha256)) items.push(one)
  }
  if (existsSync(join(region.path, 'truth')) && target.kind !== 'submission')
    items.push(await item(region, { ...of, path: 'truth', what: "the demonstration's truth" }))
  for (const name of foldersIn(join(region.path, 'spill')))
    items.push(await item(region, { ...of, path: join('spill', name), what: "the engine's scratch" }))
  return items
}

function elsewhere(region: Region): string[] {
  const unknown = readdirSync(region.path)
    .filter((name) => !OURS.has(name) && !name.startsWith('.'))
    .sort()
  return [
    ...unknown.map((name) => `${name}: in the region's folder, not made by wholepanel: look whether it holds a copy`),
    'backups, exports and mail outside the region are yours to destroy',
  ]
}
