// node bench/ingest.mjs [--records 100000] [--only cclf,tuva,lake] [--json]
// How quickly each layout's files are taken in, whether memory grows with a file, and what of the lake a month's ingest
// reads. Each measurement has a process and a region of its own; times stand beside one raw read of the same file by
// the engine in that process.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FILES } from './ingest-files.mjs'

const HERE = import.meta.dirname
const NOW = '2026-01-15T08:00:00.000Z'
/** A file is measured whole and in a quarter; a lake in its size and eight times that. */
const FEWER = 4
const LARGER_LAKE = 8

/** Files are written elsewhere, so that the peak is that of the ingest. */
const WRITER = `
const [layout, path, from, to] = process.argv.slice(1)
const [{ Engine }, { raw }, { fileLayout }, { writeFile }, { FILES }] = await Promise.all([
  ...['lake/engine', 'lake/sql', 'sources/sources', 'sources/write'].map((name) => import('../dist/' + name + '.js')),
  import('./ingest-files.mjs')])
const engine = await Engine.open()
await FILES.find((one) => one.layout === layout).write({ engine, raw, fileLayout, writeFile }, path, Number(from), Number(to))
engine.close()`

const { values: asked } = parseArgs({
  options: {
    records: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    one: { type: 'string' },
  },
})
if (asked.one) process.stdout.write(JSON.stringify(await measureOne(JSON.parse(asked.one))))
else {
  const records = Number(asked.records ?? 100_000)
  const only = asked.only?.split(',') ?? ['']
  const wanted = FILES.filter(({ layout }) => only.some((name) => layout.startsWith(name)))
  const results = {
    files: wanted.map((file) => ofFile(file, records)),
    lake: only.some((name) => 'lake'.startsWith(name)) ? ofLake(records / FEWER) : [],
  }
  print(results)
  if (asked.json) process.stdout.write(JSON.stringify(results))
}

/** One file of a layout whole, and in a quarter in a process of its own. */
function ofFile({ layout }, records) {
  const small = child([{ layout, from: 0, to: records / FEWER }])
  const whole = child([{ layout, from: 0, to: records }])
  return {
    layout,
    ...whole,
    records_per_second: Math.round(whole.records / whole.seconds),
    raw_reads: whole.seconds / whole.raw_seconds,
    raw_reads_cpu: whole.cpu_seconds / whole.raw_cpu_seconds,
    peak_mb_of_a_quarter: small.peak_mb,
    peak_ratio: whole.peak_mb / small.peak_mb,
  }
}

/** The same month of claims, ingested into a lake and into one eight times as large. */
function ofLake(records) {
  const layout = 'tuva Parquet'
  const month = (times) => ({ layout, from: records * times, to: records * times + records / 5 })
  return [1, LARGER_LAKE].map((times) => ({
    times,
    lake_records: records * times,
    ...child([{ layout, from: 0, to: records * times }, month(times)]),
  }))
}

function child(deliveries) {
  const done = spawnSync(process.execPath, [join(HERE, 'ingest.mjs'), '--one', JSON.stringify(deliveries)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (done.status !== 0) throw new Error(`an ingest failed: ${JSON.stringify(deliveries)}`)
  return JSON.parse(done.stdout)
}

/** In a process of its own: takes deliveries into a new region one after the other, and measures the last. */
async function measureOne(deliveries) {
  const names = ['lake/engine', 'lake/sql', 'register/open', 'register/payers', 'sources/ingest', 'region']
  const modules = await Promise.all(names.map((name) => import(`../dist/${name}.js`)))
  const { Engine, raw, openPglite, registerPayer, ingest, Region } = Object.assign({}, ...modules)
  const folder = mkdtempSync(join(tmpdir(), 'bench-ingest-'))
  try {
    const region = Region.create(join(folder, 'region'))
    const register = await openPglite()
    let last
    for (const [i, { layout, from, to }] of deliveries.entries()) {
      const file = FILES.find((one) => one.layout === layout)
      const sender = {
        payer: 'bench',
        payer_name: 'Acme',
        kind: 'payer',
        line_of_business: file.line_of_business ?? 'commercial',
      }
      if (i === 0) await registerPayer(register, sender, NOW)
      if (file.mapping) writeMapping(region, file.mapping)
      mkdirSync(join(folder, String(i)))
      const path = join(folder, String(i), i === 0 ? file.name : `month_${file.name}`)
      const made = spawnSync(
        process.execPath,
        ['--input-type=module', '-e', WRITER, layout, path, String(from), String(to)],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
          cwd: HERE,
        },
      )
      if (made.status !== 0) throw new Error(`the file of ${layout} could not be written`)
      const before = { lake: bytesIn(region.lake), read: bytesRead() }
      const took = await timed(() => ingest(region, { ...sender, files: [path] }, { register, now: () => NOW }))
      const records = took.result.files.reduce((sum, one) => sum + one.received, 0)
      const accepted = took.result.files.reduce((sum, one) => sum + one.accepted, 0)
      if (accepted < records / 2) throw new Error(`of ${records} records of ${layout}, ${accepted} were accepted`)
      last = {
        records,
        file_mb: statSync(path).size / 2 ** 20,
        seconds: took.seconds,
        cpu_seconds: took.cpu_seconds,
        read_mb: before.read === null ? null : (bytesRead() - before.read) / 2 ** 20,
        lake_mb: before.lake / 2 ** 20,
        peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
        ...(await rawRead(Engine, raw(file.read(path)))),
      }
    }
    await register.close()
    return last
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The median of three. */
async function rawRead(Engine, statement) {
  const engine = await Engine.open({ threads: 2 })
  const times = []
  for (let i = 0; i < 3; i++) times.push(await timed(() => engine.rows(statement)))
  engine.close()
  const { seconds, cpu_seconds } = times.sort((a, b) => a.seconds - b.seconds)[1]
  return { raw_seconds: seconds, raw_cpu_seconds: cpu_seconds }
}

async function timed(work) {
  const cpu = process.cpuUsage()
  const from = performance.now()
  const result = await work()
  const { user, system } = process.cpuUsage(cpu)
  return { result, seconds: (performance.now() - from) / 1000, cpu_seconds: (user + system) / 1e6 }
}

function writeMapping(region, text) {
  mkdirSync(join(region.mappings, 'bench'), { recursive: true })
  writeFileSync(join(region.mappings, 'bench', 'medical-claims.yaml'), text)
}

/** What this process has read from files so far, the page cache included; null where the system does not say. */
function bytesRead() {
  if (!existsSync('/proc/self/io')) return null
  return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
}

function bytesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** With --json nothing but the results goes to standard output. */
function print({ files, lake }) {
  const say = asked.json ? console.error : console.log
  const two = (number) => number.toFixed(2)
  const whole = (number) => String(Math.round(number))
  const head = (names) =>
    `\n| ${names.join(' | ')} |\n|---|${names
      .slice(1)
      .map(() => '---:|')
      .join('')}`
  const row = (cells) => say(`| ${cells.join(' | ')} |`)
  say(
    head([
      'layout',
      'records',
      'MB',
      's',
      'CPU s',
      'records/s',
      'raw read s',
      'raw reads',
      'raw reads (CPU)',
      'peak MB',
      'by a quarter of the file',
    ]),
  )
  for (const one of files)
    row([
      one.layout,
      one.records,
      whole(one.file_mb),
      two(one.seconds),
      two(one.cpu_seconds),
      one.records_per_second,
      two(one.raw_seconds),
      two(one.raw_reads),
      two(one.raw_reads_cpu),
      one.peak_mb,
      two(one.peak_ratio),
    ])
  say(head(['records in the lake', 'lake MB', 'records of the month', 's', 'CPU s', 'MB read']))
  for (const one of lake)
    row([
      one.lake_records,
      two(one.lake_mb),
      one.records,
      two(one.seconds),
      two(one.cpu_seconds),
      one.read_mb === null ? '-' : two(one.read_mb),
    ])
}
