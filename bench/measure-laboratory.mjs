// The laboratory over one lake: node bench/measure-laboratory.mjs FOLDER. Prints one JSON object.
// Each attribution rule alone, then ten together, member months, costs and encounters, against one raw scan of the claims.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { laboratory } from '../dist/attribution/laboratory.js'
import { readRule, rules } from '../dist/attribution/rule.js'
import { ANY_ORDER } from '../dist/lake/dialect.js'
import { openLake } from '../dist/lake/lake.js'
import { LIBRARY } from '../dist/model/read-model.js'
import { period, yearBefore } from '../dist/period.js'
import { Region } from '../dist/region.js'
import { carryOut } from '../dist/run/carry-out.js'
import { plan } from '../dist/run/plan.js'
import { ASIDE, submissionsOf } from './make-lake.mjs'
import { clock, peakMb, rawScan, since } from './measure.mjs'

const [of, baseline] = [period('2025'), yearBefore(period('2025'))]
/** The laboratory's steps beside the rules, and those before them that they read. */
const TIMED = [
  ...[
    'member_month',
    'category_spend',
    'person_cost',
    'truncation_point',
    'practice_cost',
    'practice_month',
    'cost_month',
  ],
  'encounter',
]
const BEFORE = ['person_member', 'person', 'person_line', 'attribution_candidate', 'attribution']
/** Ten of the library's rules, of every kind: statements, payers' lists, one and several steps of claims, lists ahead. */
const TEN = [
  ...['plurality', 'attested-then-plurality', 'mssp', 'aco-reach', 'primary-care-first', 'making-care-primary'],
  ...['colorado', 'amp', 'hcp-lan', 'minnesota-ihp'],
]

const region = Region.open(process.argv[2])
const folder = join(region.runs, 'laboratory')
rmSync(folder, { recursive: true, force: true })
const among = submissionsOf(region.lake).filter((id) => !ASIDE.includes(id))
const engine = await openLake(region, { submissions: new Set(among) })
await engine.run(ANY_ORDER)
const scan = await rawScan(engine, region)

const steps = plan(of, { folders: [LIBRARY], arrangements: [] })
const wanted = steps.filter(({ table }) => [...BEFORE, ...TIMED].includes(table.name))
const timed = (await carried(wanted, folder)).filter(({ step }) => TIMED.includes(step))
const alone = []
for (const rule of process.argv[3]?.split(',') ?? rules()) alone.push(await timedRules(rule, [rule]))
const together = await timedRules('ten rules', TEN)
engine.close()
rmSync(folder, { recursive: true, force: true })
process.stdout.write(JSON.stringify({ scan, steps: timed, rules: alone, together, peak_mb: peakMb() }))

async function timedRules(name, keys) {
  const step = laboratory(
    keys.map((key) => readRule(key)),
    of,
    baseline,
  )
  const own = join(folder, name)
  const [found] = await carried([step], own)
  rmSync(own, { recursive: true })
  return { ...found, step: name }
}

async function carried(some, place) {
  const measured = []
  let from = clock()
  const progress = ({ table, state, rows }) => {
    if (state === 'started') from = clock()
    if (state === 'finished') measured.push({ step: table, rows, ...since(from), peak_mb: peakMb() })
  }
  await carryOut(some, {
    engine,
    folder: place,
    known: [],
    progress,
    recorded: async () => {},
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
  })
  return measured
}
