// npm run bench [-- --full] [--json] [--people 10000,100000] [--no-build]
// Times each step of a run over made-up lakes of growing size against one raw scan of their claims. See README.md here.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cpus, freemem, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, install } from '../scripts/setup.mjs'

const HERE = import.meta.dirname
const ONE = 1_000_000
/** What the product sets itself. Told beside the figures, never a reason to fail: a busy machine is no fault. */
const GOAL = { incremental: 0.2, raw_scans: 12, growth: 1.1, peak_mb: 4096 }

const { values: asked } = parseArgs({
  options: {
    full: { type: 'boolean' },
    json: { type: 'boolean' },
    people: { type: 'string' },
    'no-build': { type: 'boolean' },
  },
})
const sizes = asked.people ? asked.people.split(',').map(Number) : [ONE / 100, ONE / 10, ...(asked.full ? [ONE] : [])]
if (sizes.some((people) => !Number.isSafeInteger(people) || people < 1)) {
  console.error('--people wants whole numbers with commas between, for example 10000,100000')
  process.exit(2)
}
// With --json nothing but the results goes to standard output.
const say = asked.json ? console.error : console.log
const toStdout = console.log
console.log = say
if (!asked['no-build']) {
  install()
  build()
}
const { LAKE } = await import('./make-lake.mjs')
const machine = await machineOf()
say(`${machine.cores} cores (${machine.cpu}), ${machine.memory_gb} GB, Node ${machine.node}, DuckDB ${machine.duckdb}`)
say(`load at the start ${machine.load}; free memory ${machine.free_gb} GB`)

const results = []
for (const people of sizes) {
  const folder = join(HERE, '.lake', String(people))
  const made = join(folder, 'made')
  if (!existsSync(made) || readFileSync(made, 'utf8') !== LAKE) {
    say(`\nmaking a lake of ${count(people)} people …`)
    inProcess('make-lake.mjs', folder, String(people))
  }
  const measured = JSON.parse(inProcess('measure-size.mjs', folder))
  results.push({ people, ...measured })
  print(results.at(-1))
  if (people === sizes[0]) sameAgain(measured, folder)
  const incremental = JSON.parse(inProcess('measure-incremental.mjs', folder))
  results.at(-1).incremental = incremental
  printIncremental(incremental)
}
const growth = results.slice(1).map((large, i) => growthOf(results[i], large))
for (const { from, to, exponents } of growth) {
  say(`\ngrowth from ${count(from)} to ${count(to)} people (exponent of CPU seconds; 1 is in proportion)`)
  say(table(Object.entries(exponents).map(([step, exponent]) => ({ step, exponent }))))
}
say(
  `\ngoals: ${GOAL.raw_scans} raw scans, growth ${GOAL.growth}, ${GOAL.peak_mb} MB, ${GOAL.incremental} of a run over an earlier one`,
)
const ingest = JSON.parse(inProcess('ingest.mjs', '--json'))
if (asked.json) toStdout(JSON.stringify({ machine, load_after: loadavg()[0], goal: GOAL, results, growth, ingest }))

async function machineOf() {
  const { Engine } = await import('../dist/lake/engine.js')
  const { sql } = await import('../dist/lake/sql.js')
  const engine = await Engine.open()
  const duckdb = (await engine.one(sql`select version() as version`)).version
  engine.close()
  const gb = (bytes) => Math.round(bytes / 2 ** 30)
  const { length: cores, 0: first } = cpus()
  return {
    cores,
    cpu: first.model,
    memory_gb: gb(totalmem()),
    free_gb: gb(freemem()),
    node: process.version,
    duckdb,
    load: loadavg()[0].toFixed(1),
  }
}

function inProcess(script, ...args) {
  const done = spawnSync(process.execPath, [join(HERE, script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  })
  if (done.status !== 0) {
    console.error(`${script} failed${done.signal ? `: ${done.signal}` : ''}`)
    process.exit(1)
  }
  return done.stdout
}

/** The one thing that must hold whatever the machine does: the same lake gives the same rows. */
function sameAgain(first, folder) {
  const second = JSON.parse(inProcess('measure-size.mjs', folder))
  const differs = first.steps.filter((step, i) => step.fingerprint !== second.steps[i].fingerprint)
  if (differs.length > 0) {
    console.error(`two runs over one lake differ in ${differs.map((step) => step.table).join(', ')}`)
    process.exit(1)
  }
  say(`a second run gave the same ${first.steps.length} fingerprints`)
}

function print({ people, lines, scan, whole, peak_mb, result_bytes, steps }) {
  say(
    `\n${count(people)} people, ${count(lines)} claim lines; one raw scan: ${two(scan.seconds)} s, ${two(scan.cpu_seconds)} s CPU`,
  )
  const row = (step, { seconds, cpu_seconds }) => ({
    step,
    seconds: two(seconds),
    'CPU s': two(cpu_seconds),
    'raw scans': two(seconds / scan.seconds),
    'raw scans CPU': two(cpu_seconds / scan.cpu_seconds),
  })
  say(
    table([
      ...steps.map((step) => ({
        ...row(step.table, step),
        'rows read': count(step.rows_read),
        rows: count(step.rows),
        'rows read/s': count(Math.round(step.rows_read / step.seconds)),
        'of it fingerprint CPU s': two(step.of_which_fingerprint.cpu_seconds),
        'peak MB so far': count(step.peak_mb),
      })),
      {
        ...row('whole run', whole),
        'rows read': count(lines),
        rows: count(steps.reduce((sum, step) => sum + step.rows, 0)),
        'rows read/s': count(Math.round(lines / whole.seconds)),
        'of it fingerprint CPU s': two(steps.reduce((sum, step) => sum + step.of_which_fingerprint.cpu_seconds, 0)),
        'peak MB so far': count(peak_mb),
      },
    ]),
  )
  say(`results on disk: ${count(Math.round(result_bytes / 2 ** 20))} MB`)
}

/** What a run over an earlier one costs beside the same run from scratch; the tables were found the same. */
function printIncremental(cases) {
  say('\nincremental: a run over an earlier one, beside the same run from scratch')
  say(
    table(
      cases.map(({ name, kept, scratch, ratio }) => ({
        'since the earlier run': name,
        'CPU s': two(kept.cpu_seconds),
        'from scratch CPU s': two(scratch.cpu_seconds),
        'ratio CPU': two(ratio),
        ratio: two(kept.seconds / scratch.seconds),
      })),
    ),
  )
  for (const { name, times } of cases)
    say(
      `${name}:\n${table(
        times.map(({ table: step, redo, cpu_seconds, scratch }) => ({
          step,
          redone: redo,
          'CPU s': two(cpu_seconds),
          'from scratch CPU s': two(scratch.cpu_seconds),
        })),
      )}`,
    )
}

function growthOf(small, large) {
  const over = Math.log(large.lines / small.lines)
  const exponent = (a, b) => (Math.log(b.cpu_seconds / a.cpu_seconds) / over).toFixed(2)
  const exponents = { 'raw scan': exponent(small.scan, large.scan) }
  for (const [i, step] of large.steps.entries()) exponents[step.table] = exponent(small.steps[i], step)
  exponents['whole run'] = exponent(small.whole, large.whole)
  return { from: small.people, to: large.people, exponents }
}

/** A Markdown table; numbers to the right. */
function table(rows) {
  const names = Object.keys(rows[0])
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => String(row[name]).length)))
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(names), rule, ...rows.map((row) => line(names.map((name) => String(row[name]))))].join('\n')
}

function two(number) {
  return number.toFixed(2)
}
function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}
