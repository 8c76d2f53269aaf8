// Alignment in effect, extent and market over one lake: node bench/measure-alignment.mjs FOLDER [--go-on]. Prints one JSON object.
// The tables that it reads are made first, by the ten payers' rules alone; its own steps are held against one raw scan of the
// claims. --go-on keeps tables that an interrupted measurement left. Ten payers, of whom the
// lake has six, by nine rules of attribution, so that one rule is compared with itself; two measures count as two
// definitions of one, so that they are joined person by person; every payer's ten areas have a degree.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { matrix } from '../dist/alignment/degree/matrix.js'
import { readElements } from '../dist/alignment/elements/elements.js'
import { understand } from '../dist/alignment/profile/answer.js'
import { alignmentSteps } from '../dist/alignment/steps.js'
import { ALIGNMENT_TABLES } from '../dist/alignment/tables.js'
import { laboratory } from '../dist/attribution/laboratory.js'
import { readRule } from '../dist/attribution/rule.js'
import { ANY_ORDER } from '../dist/lake/dialect.js'
import { openLake } from '../dist/lake/lake.js'
import { LIBRARY, readModel } from '../dist/model/read-model.js'
import { period, yearBefore } from '../dist/period.js'
import { readMeasures } from '../dist/quality/read-measures.js'
import { Region } from '../dist/region.js'
import { carryOut } from '../dist/run/carry-out.js'
import { plan } from '../dist/run/plan.js'
import { arrangements } from './arrangements.mjs'
import { ASIDE, PAYERS, submissionsOf } from './make-lake.mjs'
import { clock, peakMb, rawScan, since } from './measure.mjs'

const RULES = [
  ...['plurality', 'attested-then-plurality', 'mssp', 'aco-reach', 'primary-care-first', 'making-care-primary'],
  ...['colorado', 'amp', 'hcp-lan', 'plurality'],
]
const payers = [...PAYERS.map(([payer]) => payer), ...RULES.map((_, i) => `without-members-${i}`)].slice(
  0,
  RULES.length,
)
const of = period('2025')
const folders = [LIBRARY]
const own = new Set(ALIGNMENT_TABLES.map(({ name }) => name))

const region = Region.open(process.argv[2])
const folder = join(region.runs, 'alignment')
if (!process.argv.includes('--go-on')) rmSync(folder, { recursive: true, force: true })
const among = submissionsOf(region.lake).filter((id) => !ASIDE.includes(id))
const engine = await openLake(region, { submissions: new Set(among) })
await engine.run(ANY_ORDER)
const scan = await rawScan(engine, region)

const rules = laboratory(
  [...new Set(RULES)].map((rule) => readRule(rule, folders)),
  of,
  yearBefore(of),
)
const before = plan(of, { folders, arrangements: arrangements() })
  .filter(({ table }) => !own.has(table.name))
  .map((step) => (step.table.name === rules.table.name ? rules : step))
const steps = alignmentSteps(given(), of)
const measured = await carried([...readBy(steps, before), ...steps])
engine.close()
rmSync(folder, { recursive: true, force: true })
const effect = measured.filter(({ step }) => own.has(step))
const COMPARED = ['rule_attribution', 'rule_list', 'agreement_flow', 'agreement']
const compared = measured.filter(({ step }) => COMPARED.includes(step))
const whole = { seconds: sum('seconds'), cpu_seconds: sum('cpu_seconds') }
process.stdout.write(
  JSON.stringify({
    scan,
    whole,
    scans: whole.cpu_seconds / scan.cpu_seconds,
    steps: effect,
    every_rule_before: compared,
    on_paper: paper(),
    peak_mb: peakMb(),
  }),
)

/** Steps that fill what others read, by themselves or by what they read, in their order. */
function readBy(readers, all) {
  const wanted = new Set(readers.flatMap(({ reads }) => reads))
  for (const step of all.toReversed()) if (wanted.has(step.table.name)) for (const read of step.reads) wanted.add(read)
  return all.filter(({ table }) => wanted.has(table.name))
}

function given() {
  const areas = Object.keys(readElements(folders).areas)
  const contracts = arrangements().map(({ amounts, ...contract }) => contract)
  const model = readModel('demo/common-model')
  const [one, other] = model.measures
  const models = [model]
  const measures = readMeasures().map((measure) => ({
    ...measure,
    concept: [one, other].includes(measure.measure) ? one : measure.measure,
  }))
  const rules = new Map(payers.map((payer, i) => [payer, RULES[i]]))
  const degrees = payers.flatMap((payer, i) =>
    areas.map((area, j) => ({ payer, area, degree: ['exact', 'directional', 'divergent', 'not-stated'][(i + j) % 4] })),
  )
  return { folders, contracts, models, measures, rules, degrees, reference: 'attested-then-plurality' }
}

/** Ten profiles of all elements, each beside every other. */
function paper() {
  const elements = readElements(folders)
  const profiles = payers.map((payer, i) => ({
    payer,
    name: payer,
    lines: [],
    answers: new Map(answersOf(elements, i)),
  }))
  const from = clock()
  const cells = profiles.reduce((count, profile) => count + matrix(elements, profiles, profile).cells.length, 0)
  return { cells, ...since(from) }
}

function answersOf({ elements }, i) {
  return elements.flatMap((element) => {
    const options = element.options === 'any' || !element.options ? ['a', 'b'] : Object.keys(element.options)
    const option = options[i % options.length]
    const value =
      element.value === 'yes-no'
        ? i % 2 === 0
        : element.value === 'number'
          ? '0.5'
          : element.value === 'one-of'
            ? option
            : [option]
    const understood = understand(element, value)
    const reading = { reading: null, ...understood, source: 'made up', status: 'stated', never_decides: [] }
    return 'fault' in understood ? [] : [[element.element, [reading]]]
  })
}

function sum(key) {
  return effect.reduce((total, one) => total + one[key], 0)
}

async function carried(some) {
  const found = []
  let from = clock()
  const progress = ({ table, state, rows }) => {
    if (state === 'started') from = clock()
    if (state === 'finished') found.push({ step: table, rows, ...since(from) })
  }
  await carryOut(some, {
    engine,
    folder,
    known: [],
    progress,
    recorded: async () => {},
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
  })
  return found
}
