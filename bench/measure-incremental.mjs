// What a run costs over an earlier one, beside the same run from scratch: node bench/measure-incremental.mjs FOLDER
// Prints one JSON object. Both runs read the same lake in one process, and must give the same tables.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ANY_ORDER } from '../dist/lake/dialect.js'
import { openLake } from '../dist/lake/lake.js'
import { LIBRARY } from '../dist/model/read-model.js'
import { period } from '../dist/period.js'
import { Region } from '../dist/region.js'
import { removals } from '../dist/rights/removal.js'
import { sensitiveSets, setsInForce } from '../dist/rights/sensitive-sets.js'
import { viewUsable } from '../dist/rights/view-usable.js'
import { carryOut } from '../dist/run/carry-out.js'
import { plan } from '../dist/run/plan.js'
import { arrangements } from './arrangements.mjs'
import { ASIDE, COVERAGE_AGAIN, COVERAGE_CORRECTED, NEW_MONTH, submissionsOf } from './make-lake.mjs'

const region = Region.open(process.argv[2])
const sets = sensitiveSets(region)
/** What the law takes out: the sets that are in force by default. Nobody opted out, every payer agreed. */
const rights = {
  ...{ limited: [], opt_ins: [], sets, in_force: setsInForce(sets, undefined), purged: [] },
  spoken: { consents: [], crosswalks: [], superseded: [], as_of: null },
}
const all = submissionsOf(region.lake)
const without = (...ids) => new Set(all.filter((id) => !ids.includes(id)))

const base = await timedRun('base', without(NEW_MONTH, ...ASIDE), null)
const cases = []
for (const [name, submissions] of [
  ['a month of claims of one payer', without(...ASIDE)],
  ['that month, and all coverage of the payer again, a hundredth of it new', without(COVERAGE_CORRECTED)],
  ['that month, and every coverage record of the payer replaced', without(COVERAGE_AGAIN)],
]) {
  const kept = await timedRun('kept', submissions, base)
  const scratch = await timedRun('scratch', submissions, null)
  const differs = kept.steps.filter((step, i) => step.fingerprint !== scratch.steps[i].fingerprint)
  if (differs.length > 0) throw new Error(`not as from scratch: ${differs.map((step) => step.table).join(', ')}`)
  const times = kept.times.map((step, i) => ({ ...step, scratch: scratch.times[i] }))
  cases.push({
    name,
    kept: kept.whole,
    scratch: scratch.whole,
    ratio: kept.whole.cpu_seconds / scratch.whole.cpu_seconds,
    times,
  })
}
rmSync(base.folder, { recursive: true })
process.stdout.write(JSON.stringify(cases))

async function timedRun(name, submissions, on) {
  const folder = join(region.runs, `bench-${name}`)
  rmSync(folder, { recursive: true, force: true })
  const engine = await openLake(region, { submissions })
  await viewUsable(engine)
  await engine.run(ANY_ORDER)
  const before = on && { folder: on.folder, submissions: [...on.submissions] }
  const steps = plan(period('2025'), {
    folders: [LIBRARY],
    arrangements: arrangements(),
    removals: removals(region.lake, rights, { folder, submissions: [...submissions], before }),
  })
  const times = []
  const begun = clock()
  let from = begun
  const done = await carryOut(steps, {
    engine,
    folder,
    known: [],
    base: on && { run_id: 'bench-base', folder: on.folder, generation: 0, steps: on.steps },
    progress: ({ table, state, redo }) => {
      if (state === 'finished') times.push({ table, redo, ...since(from) })
      from = clock()
    },
    recorded: async () => {},
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
  })
  const whole = since(begun)
  engine.close()
  if (name !== 'base') rmSync(folder, { recursive: true })
  return { folder, submissions, steps: done, whole, times }
}

function clock() {
  return { wall: performance.now(), cpu: process.cpuUsage() }
}
function since({ wall, cpu }) {
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - wall) / 1000, cpu_seconds: (user + system) / 1e6 }
}
