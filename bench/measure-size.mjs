// One size in a process of its own, so that the peak of memory is that size's: node bench/measure-size.mjs FOLDER
// Prints one JSON object. The steps are the product's own plan, carried out as `wholepanel run` does it.
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ANY_ORDER } from '../dist/lake/dialect.js'
import { openLake } from '../dist/lake/lake.js'
import { id, sql } from '../dist/lake/sql.js'
import { COMMON_DATA_MODEL } from '../dist/lake/tables/index.js'
import { LIBRARY } from '../dist/model/read-model.js'
import { period } from '../dist/period.js'
import { Region } from '../dist/region.js'
import { carryOut } from '../dist/run/carry-out.js'
import { plan } from '../dist/run/plan.js'
import { resultFingerprint } from '../dist/run/result-fingerprint.js'
import { arrangements } from './arrangements.mjs'
import { ASIDE, submissionsOf } from './make-lake.mjs'
import { clock, peakMb, rawScan, since } from './measure.mjs'

const region = Region.open(process.argv[2])
const folder = join(region.runs, 'bench')
rmSync(folder, { recursive: true, force: true })
const among = submissionsOf(region.lake).filter((id) => !ASIDE.includes(id))
const engine = await openLake(region, { submissions: new Set(among) })
await engine.run(ANY_ORDER)

const scan = await rawScan(engine, region)
const counts = new Map()
for (const { name } of COMMON_DATA_MODEL) counts.set(name, await rowsOf(`${name}_history`))
const { steps, whole } = await timedRun()
for (const step of steps) {
  const from = clock()
  await resultFingerprint(engine, step.declared)
  step.of_which_fingerprint = since(from)
}
engine.close()
const bytes = bytesIn(folder)
rmSync(folder, { recursive: true, force: true })
process.stdout.write(
  JSON.stringify({ lines: counts.get('medical_claim'), scan, whole, peak_mb: peakMb(), result_bytes: bytes, steps }),
)

async function rowsOf(name) {
  const found = await engine.one(sql`select count(*) as rows from ${id(name)}`)
  return found.rows
}

async function timedRun() {
  const steps = plan(period('2025'), { folders: [LIBRARY], arrangements: arrangements() })
  const measured = []
  const begun = clock()
  let from = begun
  const progress = ({ table, state, rows }) => {
    if (state === 'started') from = clock()
    if (state !== 'finished') return
    const group = steps.filter((step) => step.table.name === table)
    const reads = [...new Set(group.flatMap((step) => step.reads))]
    const rowsRead = reads.reduce((sum, name) => sum + (counts.get(name.replace(/_history$/, '')) ?? 0), 0)
    counts.set(table, rows)
    measured.push({ table, rows_read: rowsRead, rows, ...since(from), peak_mb: peakMb(), declared: group[0].table })
  }
  const done = await carryOut(steps, {
    engine,
    folder,
    known: [],
    progress,
    recorded: async () => {},
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
  })
  const whole = since(begun)
  for (const step of measured) step.fingerprint = done.find((d) => d.table === step.table).fingerprint
  return { steps: measured, whole }
}

function bytesIn(place) {
  return readdirSync(place, { recursive: true }).reduce((sum, name) => sum + statSync(join(place, name)).size, 0)
}
