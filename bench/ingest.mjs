// node bench/ingest.mjs [--people 10000] [--json] [--sizes 1,4,16]
// How quickly each layout's files are taken in, and whether memory grows with a file. Each measurement has a process and
// a region of its own; times are told as ratios to one raw pass over the same bytes (read and hashed), made beside them.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const HERE = import.meta.dirname
const NOW = '2026-01-15T08:00:00.000Z'
/** Rows of the smallest file whose memory is measured; about 10 MB. */
const ROWS = 100_000

const { values: asked } = parseArgs({
  options: {
    people: { type: 'string' },
    sizes: { type: 'string' },
    json: { type: 'boolean' },
    one: { type: 'string' },
  },
})
if (asked.one) {
  process.stdout.write(JSON.stringify(await measureOne(JSON.parse(asked.one))))
} else {
  const results = {
    layouts: await layouts(Number(asked.people ?? 10_000)),
    memory: await memory(asked.sizes ?? '1,4,16'),
  }
  if (asked.json) process.stdout.write(`${JSON.stringify(results)}\n`)
  else print(results)
}

/** The demonstration's deliveries, added up by layout. */
async function layouts(people) {
  const made = join(HERE, '.lake', `sent-${people}`)
  const { makeDemonstration } = await import('../dist/demo/make-demonstration.js')
  const { SENDERS } = await import('../dist/demo/send.js')
  rmSync(made, { recursive: true, force: true })
  mkdirSync(made, { recursive: true })
  const { deliveries } = await makeDemonstration(made, {
    people,
    seed: 1,
    memory: '3GB',
    threads: 2,
    progress: () => {},
  })
  const found = new Map()
  for (const sender of SENDERS) {
    const mine = deliveries.filter(({ payer }) => payer === sender.payer)
    for (const { layout, ...one } of await child({ senders: SENDERS, deliveries: mine })) {
      const sum = found.get(layout) ?? { layout, records: 0, seconds: 0, cpu_seconds: 0, raw_seconds: 0, peak_mb: 0 }
      for (const name of ['records', 'seconds', 'cpu_seconds', 'raw_seconds']) sum[name] += one[name]
      sum.peak_mb = Math.max(sum.peak_mb, one.peak_mb)
      found.set(layout, sum)
    }
  }
  return [...found.values()].map((one) => ({
    ...one,
    records_per_second: Math.round(one.records / one.seconds),
    raw_passes: one.seconds / one.raw_seconds,
  }))
}

/** One file of a layout in growing sizes: peak memory by that of the smallest. */
async function memory(sizes) {
  const { Engine } = await import('../dist/lake/engine.js')
  const { raw } = await import('../dist/lake/sql.js')
  const { fileLayout } = await import('../dist/sources/sources.js')
  const { writeFile } = await import('../dist/sources/write.js')
  const folder = mkdtempSync(join(tmpdir(), 'bench-ingest-'))
  const results = []
  const engine = await Engine.open({ memory: '2GB' })
  for (const [layout, file, name, relation, format] of FILES) {
    for (const size of sizes.split(',').map(Number)) {
      const path = join(folder, name)
      await writeFile(engine, fileLayout(layout, file), raw(relation(ROWS * size)), path, format ? { format } : {})
      const sender = { payer: 'acme', payer_name: 'Acme', kind: 'payer', line_of_business: 'commercial' }
      const [{ peak_mb, records, seconds }] = await child({
        senders: [sender],
        deliveries: [{ ...sender, paths: [path] }],
      })
      const first = results.find((one) => one.file === `${layout} ${file}${format ? ` ${format}` : ''}`)
      const row = { file: `${layout} ${file}${format ? ` ${format}` : ''}`, size, records, seconds, peak_mb }
      results.push({ ...row, ratio: peak_mb / (first?.peak_mb ?? peak_mb) })
    }
  }
  engine.close()
  rmSync(folder, { recursive: true, force: true })
  return results
}

const span = (
  rows,
) => `select 'm' || i as member_id, date '2025-01-01' as enrollment_start_date, date '2025-12-31' as enrollment_end_date,
  'First' || i % 1000 as first_name, 'Last' || i % 5000 as last_name, 'female' as gender, date '1950-01-01' + (i % 20000)::int as birth_date,
  i % 900 || ' Main Street' as address, lpad((i % 400)::varchar, 5, '0') as zip_code from range(${rows}) r(i)`
const FILES = [
  ['tuva', 'eligibility', 'eligibility.csv', span],
  ['tuva', 'eligibility', 'eligibility.parquet', span, 'parquet'],
  [
    'cclf',
    'cclf9',
    'P.A1234.ACO.ZC9Y25.D250115.T0102031',
    (
      rows,
    ) => `select 'M' as HICN_MBI_XREF_IND, '1A' || lpad(i::varchar, 9, '0') as CRNT_NUM, '2A' || lpad(i::varchar, 9, '0') as PRVS_NUM,
      date '2025-01-01' as PRVS_ID_EFCTV_DT, date '2025-12-31' as PRVS_ID_OBSLT_DT from range(${rows}) r(i)`,
  ],
]

async function child(given) {
  const path = join(mkdtempSync(join(tmpdir(), 'bench-given-')), 'given.json')
  writeFileSync(path, JSON.stringify(given))
  const done = spawnSync(process.execPath, [join(HERE, 'ingest.mjs'), '--one', JSON.stringify(path)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  })
  if (done.status !== 0) throw new Error('an ingest failed')
  return JSON.parse(done.stdout)
}

/** In a process of its own: takes deliveries into a new region, one after the other. */
async function measureOne(path) {
  const { senders, deliveries } = JSON.parse(readFileSync(path, 'utf8'))
  const [{ Region }, { openPglite }, { registerPayer }, { ingest }] = await Promise.all(
    ['region', 'register/open', 'register/payers', 'sources/ingest'].map((name) => import(`../dist/${name}.js`)),
  )
  const folder = mkdtempSync(join(tmpdir(), 'bench-region-'))
  const region = Region.create(join(folder, 'region'))
  const register = await openPglite()
  for (const sender of senders)
    await registerPayer(register, { ...sender, line_of_business: sender.line_of_business ?? undefined }, NOW)
  const results = []
  for (const { paths, line_of_business, payer, payer_name, kind } of deliveries) {
    const began = performance.now()
    for (const one of paths.flatMap(filesOf)) await hashOf(one)
    const raw_seconds = (performance.now() - began) / 1000
    const cpu = process.cpuUsage()
    const from = performance.now()
    const given = { payer, payer_name, kind, line_of_business: line_of_business ?? undefined, files: paths }
    const { files } = await ingest(region, given, { register, now: () => NOW })
    const seconds = (performance.now() - from) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const formats = new Set(
      files.map(({ layout, file_name }) => `${layout ?? 'unknown'}${/\.parquet$/.test(file_name) ? ' Parquet' : ''}`),
    )
    results.push({
      layout: [...formats].sort().join('+'),
      records: files.reduce((sum, file) => sum + file.received, 0),
      seconds,
      cpu_seconds: (user + system) / 1e6,
      raw_seconds,
      peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    })
  }
  await register.close()
  rmSync(folder, { recursive: true, force: true })
  return results
}

function filesOf(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesOf(join(path, name))) : [path]
}

async function hashOf(path) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

function print({ layouts, memory }) {
  const two = (number) => number.toFixed(2)
  console.log('\n| layout | records | seconds | records/s | raw passes | peak MB |\n|---|---:|---:|---:|---:|---:|')
  for (const { layout, records, seconds, records_per_second, raw_passes, peak_mb } of layouts)
    console.log(
      `| ${layout} | ${records} | ${two(seconds)} | ${records_per_second} | ${two(raw_passes)} | ${peak_mb} |`,
    )
  console.log('\n| file | size | records | seconds | peak MB | by the smallest |\n|---|---:|---:|---:|---:|---:|')
  for (const { file, size, records, seconds, peak_mb, ratio } of memory)
    console.log(`| ${file} | ${size}x | ${records} | ${two(seconds)} | ${peak_mb} | ${two(ratio)} |`)
}
