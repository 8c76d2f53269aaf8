// What must hold of a region after a kill, and after the command that mends it. Reads the region as any reader does, with
// the program's own build; what it compares with comes from a region that nobody disturbed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LINEAGE = ['submission_id', 'file_id', 'record_number', 'header_file_id', 'header_record_number']

export async function invariants(root) {
  const from = (path) => import(join(root, 'dist', path))
  const [{ openLake }, { raw }, { COMMON_DATA_MODEL }, { Region }, { openRegister }, submissions, runs] =
    await Promise.all([
      from('lake/lake.js'),
      from('lake/sql.js'),
      from('lake/tables/index.js'),
      from('region.js'),
      from('register/open.js'),
      from('register/submissions.js'),
      from('register/runs.js'),
    ])

  const withLake = async (path, work) => {
    const engine = await openLake(Region.open(path))
    try {
      return await work(engine)
    } finally {
      engine.close()
    }
  }

  /** Rows in force, as a number of rows and a sum per table: where a row came from is left out. */
  const content = (engine) =>
    COMMON_DATA_MODEL.reduce(async (before, table) => {
      const found = await before
      const columns = table.columns.map((c) => c.name).filter((name) => !LINEAGE.includes(name))
      const text = columns.map((name) => `coalesce('=' || "${name}"::varchar, '-')`).join(" || '|' || ")
      const row = await engine.one(
        raw(`select count(*) as n, coalesce(sum(hash(${text})::hugeint), 0)::varchar as sum from ${table.name}`),
      )
      return `${found} ${table.name}:${row.n}:${row.sum}`
    }, Promise.resolve(''))

  /** Every record of every file that landed has one outcome, numbered without a gap. */
  const outcomes = async (engine, path) => {
    if (landed(path).length === 0) return
    const wrong = await engine.rows(
      raw(`
      with r as (select * from read_parquet('${path}/lake/*/*/record.parquet')), f as (select * from read_parquet('${path}/lake/*/*/file.parquet'))
      select f.file_id, f.records, count(r.record_number) as n, count(distinct r.record_number) as different, max(r.record_number) as last
      from f left join r on r.file_id = f.file_id group by f.file_id, f.records
      having count(r.record_number) <> f.records or count(distinct r.record_number) <> f.records or coalesce(max(r.record_number), 0) <> f.records`),
    )
    if (wrong.length > 0) throw new Error(`records without exactly one outcome: ${JSON.stringify(wrong.slice(0, 3))}`)
  }

  const state = (path) =>
    withLake(path, async (engine) => ({
      content: await content(engine),
      result: await resultOf(engine, path),
      bytes: bytesOfRuns(path),
    }))

  /** What the newest run says, table by table; where a row came from is left out. */
  const resultOf = async (engine, path) => {
    const [newest] = finishedRuns(path)
    if (!newest) return ''
    let found = ''
    for (const file of names(join(path, 'runs', newest)).filter((name) => name.endsWith('.parquet'))) {
      const from = `read_parquet('${path}/runs/${newest}/${file}')`
      const described = await engine.rows(raw(`describe select * from ${from}`))
      const columns = described
        .map((row) => row.column_name)
        .filter((name) => !LINEAGE.includes(name) && !/file_id|submission/.test(name))
      const text = columns.map((name) => `coalesce('=' || "${name}"::varchar, '-')`).join(" || '|' || ")
      const row = await engine.one(
        raw(`select count(*) as n, coalesce(sum(hash(${text})::hugeint), 0)::varchar as sum from ${from}`),
      )
      found += ` ${file}:${row.n}:${row.sum}`
    }
    return found
  }

  /** After a kill: a reader sees what was there before the command or, where it had landed, after it; and every finished run. */
  const readable = (path, states) =>
    withLake(path, async (engine) => {
      const now = await content(engine)
      if (!states.some((one) => one.content === now))
        throw new Error('a reader saw neither the state before nor the one after')
      await outcomes(engine, path)
      holdRuns(path)
    })

  /** After the same command went through: nothing lost, nothing doubled, nothing left over. */
  const recovered = async (path, after, isRun) => {
    await withLake(path, async (engine) => {
      if ((await content(engine)) !== after.content)
        throw new Error('rows in force differ from those of an undisturbed region')
      await outcomes(engine, path)
      if (isRun && (await resultOf(engine, path)) !== after.result)
        throw new Error('the run says other than an undisturbed one')
    })
    holdRuns(path)
    await wholeRegion(path)
  }

  /** The register says of every submission and file what the lake says, and nothing half-done lies about. */
  const wholeRegion = async (path) => {
    const inLake = landed(path)
    const left = ['lake', 'received'].flatMap((folder) =>
      names(join(path, folder)).filter((name) => name.startsWith('.')),
    )
    if (left.length > 0) throw new Error(`left over: ${left.join(', ')}`)
    if (
      names(join(path, 'received')).join() !==
      inLake
        .map(({ name }) => name)
        .sort()
        .join()
    )
      throw new Error('received and lake hold different submissions')
    const register = await openRegister(Region.open(path), undefined)
    try {
      const known = (await submissions.listSubmissions(register)).map((row) => row.submission_id).sort()
      if (
        known.join() !==
        inLake
          .map(({ name }) => name)
          .sort()
          .join()
      )
        throw new Error('register and lake know different submissions')
      const told = await submissions.submissionFiles(register)
      const stand = await withLake(path, (engine) => standing(engine, path))
      for (const row of stand) {
        const said = told.find((one) => one.file_id === row.file_id)
        const differs = Object.keys(row).filter(
          (name) => name !== 'file_id' && Number(said?.[name]) !== Number(row[name]),
        )
        if (differs.length > 0)
          throw new Error(`the register says of ${row.file_id} other ${differs.join(', ')} than the lake`)
      }
      const pending = (await runs.listRuns(register)).filter(
        (run) => run.status === 'finished' && !existsSync(join(path, 'runs', run.run_id)),
      )
      if (pending.length > 0) throw new Error('a finished run has no folder')
    } finally {
      await register.close()
    }
  }

  const standing = (engine, path) =>
    engine.rows(
      raw(`
      select r.file_id, count(*) as received,
        count(case when r.outcome = 'accepted' and s.file_id is null then 1 end) as accepted,
        count(case when r.outcome = 'warned' and s.file_id is null then 1 end) as warned,
        count(case when r.outcome in ('accepted', 'warned') and s.file_id is not null then 1 end) as superseded,
        count(case when r.outcome = 'quarantined' then 1 end) as quarantined,
        count(case when r.outcome = 'duplicate' then 1 end) as duplicate,
        count(case when r.outcome = 'control' then 1 end) as control
      from read_parquet('${path}/lake/*/*/record.parquet') r
        left join superseded s on s.file_id = r.file_id and s.record_number = r.record_number
      group by r.file_id`),
    )

  return { state, readable, recovered, wholeRegion }
}

/** Newest first. */
const finishedRuns = (path) =>
  names(join(path, 'runs'))
    .filter((name) => !name.startsWith('.'))
    .sort((a, b) => statSync(join(path, 'runs', b)).mtimeMs - statSync(join(path, 'runs', a)).mtimeMs)

/** The bytes of every table of every run in place. */
function bytesOfRuns(path) {
  const found = {}
  for (const run of finishedRuns(path))
    for (const file of names(join(path, 'runs', run)).filter((name) => name.endsWith('.parquet')))
      found[`${run}/${file}`] = hash(join(path, 'runs', run, file))
  return found
}

/** What was seen of each region's finished runs: from then on not a byte of them changes. */
const seenRuns = new Map()
function holdRuns(path) {
  const now = bytesOfRuns(path)
  for (const [table, bytes] of Object.entries(seenRuns.get(path) ?? {}))
    if (now[table] !== bytes) throw new Error(`${table} of a finished run is not what it was`)
  seenRuns.set(path, now)
}

/** A region made anew has runs of its own. */
export const forgetRuns = (path) => seenRuns.delete(path)

const hash = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')
const names = (path) => (existsSync(path) ? readdirSync(path).sort() : [])
const landed = (path) =>
  names(join(path, 'lake'))
    .filter((payer) => !payer.startsWith('.'))
    .flatMap((payer) => names(join(path, 'lake', payer)).map((name) => ({ payer, name })))
    .filter(({ payer, name }) => existsSync(join(path, 'lake', payer, name, 'file.parquet')))
