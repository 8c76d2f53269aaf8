// node bench/beside-postgres.mjs [--people 100000] [--no-build] [--json]
// Five steps of a run beside the same in PostgreSQL, one after the other in one session of this machine. Every answer is
// compared row by row; one that differs fails. The server is one of this machine, of a folder of its own, made and removed here.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, unlinkSync } from 'node:fs'
import { register } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, install } from '../scripts/setup.mjs'

const { values: asked } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    'no-build': { type: 'boolean' },
    json: { type: 'boolean' },
  },
})
if (!asked['no-build']) {
  install()
  build()
}
const { LAKE, makeLake, ASIDE, submissionsOf } = await import('./make-lake.mjs')
const { clock, since } = await import('./measure.mjs')
const { laboratory } = await import('../dist/attribution/laboratory.js')
const { readRule } = await import('../dist/attribution/rule.js')
const { ANY_ORDER } = await import('../dist/lake/dialect.js')
const { openLake } = await import('../dist/lake/lake.js')
const { id, raw, sql } = await import('../dist/lake/sql.js')
const { SQL_TYPE } = await import('../dist/lake/table.js')
const { LIBRARY } = await import('../dist/model/read-model.js')
const { period, yearBefore } = await import('../dist/period.js')
const { Region } = await import('../dist/region.js')
const { carryOut } = await import('../dist/run/carry-out.js')
const { plan } = await import('../dist/run/plan.js')
const { RESULT_TABLES } = await import('../dist/run/results.js')
register('../test/load-typescript.mjs', import.meta.url)
const { startPostgres } = await import('../test/whole/start-postgres.ts')

/** What PostgreSQL is given, and the columns of it that the five tasks read. */
const GIVEN = {
  medical_claim: `payer, line_of_business, member_id, claim_type, claim_line_start_date, claim_start_date, admission_date,
    rendering_npi, billing_npi, coalesce(billing_tin, rendering_tin) as billing_tin, place_of_service_code, claim_status,
    allowed_amount, paid_amount, paid_date, file_id, record_number`,
  eligibility: `payer, plan, line_of_business, member_id, enrollment_start_date, enrollment_end_date, death_date, file_id,
    record_number`,
  superseded: 'file_id, record_number',
  person_member: 'person_id, payer, member_id',
  affiliation: 'npi, practice_id, specialty, start_date, end_date',
  practice: 'practice_id, organization_id, tin',
  organization: 'organization_id, organization_type, tin, npi',
  attribution: 'period, person_id, practice_id',
}
const HISTORY = ['medical_claim', 'eligibility']
const INDEXES = [
  'create index on superseded (file_id, record_number)',
  'create index on person_member (payer, member_id)',
  'create index on attribution (period, person_id)',
]
/** For each task the steps of the product, its table, and the columns that are compared. */
const TASKS = [
  {
    task: 'claim lines linked',
    file: 'person_line',
    steps: ['person_line'],
    compared: {
      person_line: `person_id, payer, line_of_business, member_id, claim_type, service_date, rendering_npi, billing_npi, billing_tin,
        practice_id, organization_id, specialty, primary_care_visit, spend_usd, paid_date, file_id, record_number`,
    },
    after: ['create index on person_line (person_id)'],
  },
  {
    task: 'member months',
    file: 'member_month',
    steps: ['member_month'],
    compared: {
      member_month: `person_id, payer, plan, line_of_business, member_id, year_month, month_start, primary_coverage, file_id,
        record_number`,
    },
    after: ['create index on member_month (person_id)'],
  },
  {
    task: 'attribution by plurality',
    file: 'plurality',
    steps: ['rule_attribution'],
    compared: {
      plurality: 'list, person_id, practice_id, npi, reason, visits, allowed_usd, last_visit, share, candidates',
    },
    as: { plurality: 'rule_attribution' },
  },
  {
    task: 'cost per member month, truncated',
    file: 'practice_cost',
    steps: ['category_spend', 'person_cost', 'truncation_point', 'practice_cost'],
    compared: {
      person_cost:
        'period, payer, line_of_business, person_id, member_months, lines, lines_without_amount, spend_usd, truncated_usd',
      practice_cost: 'period, practice_id, payer, people, member_months, spend_usd, truncated_usd, pmpm_usd',
    },
  },
  {
    task: 'claims triangle',
    file: 'claims_triangle',
    steps: ['claims_triangle'],
    compared: {
      claims_triangle:
        'payer, line_of_business, service_month, paid_month, lines, lines_without_amount, spend_usd, last_paid',
    },
  },
]
const BEFORE = ['person_member', 'person', 'attribution_candidate', 'attribution']
const SETTINGS = {
  shared_buffers: '2GB',
  work_mem: '512MB',
  maintenance_work_mem: '1GB',
  effective_cache_size: '8GB',
  max_parallel_workers_per_gather: '2',
  max_wal_size: '8GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  random_page_cost: '1.1',
}

const lake = join(import.meta.dirname, '.lake', asked.people)
if (!existsSync(join(lake, 'made')) || readFileSync(join(lake, 'made'), 'utf8') !== LAKE)
  await makeLake(lake, Number(asked.people))
const region = Region.open(lake)
const folder = join(region.runs, 'beside-postgres')
rmSync(folder, { recursive: true, force: true })
const among = submissionsOf(region.lake).filter((one) => !ASIDE.includes(one))
const engine = await openLake(region, { submissions: new Set(among) })
await engine.run(ANY_ORDER)
const wait = mkdtempSync(join(tmpdir(), 'beside-postgres-'))
const server = await startPostgres(SETTINGS)
const results = []
try {
  const ours = await timedSteps()
  const loading = clock()
  for (const [table, columns] of Object.entries(GIVEN)) await load(table, columns)
  for (const index of INDEXES) psql(index)
  psql('vacuum analyze')
  const load_seconds = since(loading).seconds
  for (const one of TASKS) {
    const theirs = await timedFile(one.file)
    for (const statement of one.after ?? []) psql(statement)
    psql('analyze')
    const rows = await compare(one)
    const seconds = ours.filter(({ step }) => one.steps.includes(step)).reduce((sum, step) => sum + step.seconds, 0)
    results.push({ task: one.task, rows, seconds, postgres_seconds: theirs, times: theirs / seconds })
    console.error(`${one.task}: ${seconds.toFixed(2)} s, PostgreSQL ${theirs.toFixed(2)} s, ${rows} rows alike`)
  }
  const geometric_mean = Math.exp(results.reduce((sum, { times }) => sum + Math.log(times), 0) / results.length)
  const said = { people: Number(asked.people), postgres: server.version, load_seconds, results, geometric_mean }
  console.log(asked.json ? JSON.stringify(said) : table(said))
} finally {
  engine.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(wait, { recursive: true, force: true })
}

async function timedSteps() {
  const of = period('2025')
  const all = plan(of, { folders: [LIBRARY], arrangements: [] })
  const names = [...BEFORE, ...TASKS.flatMap((one) => one.steps)]
  const steps = all
    .filter(({ table }) => names.includes(table.name))
    .map((step) =>
      step.table.name === 'rule_attribution' ? laboratory([readRule('plurality')], of, yearBefore(of)) : step,
    )
  const measured = []
  let from = clock()
  await carryOut(steps, {
    engine,
    folder,
    known: [],
    progress: ({ table, state }) => {
      if (state === 'started') from = clock()
      if (state === 'finished') measured.push({ step: table, ...since(from) })
    },
    recorded: async () => {},
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
  })
  return measured
}

async function load(table, columns) {
  const from = HISTORY.includes(table) ? `${table}_history` : table
  const file = join(wait, `${table}.csv`)
  await engine.run(raw(`copy (select ${columns} from ${from}) to '${file}' (format csv, header false)`))
  const described = await engine.rows(raw(`describe select ${columns} from ${from}`))
  psql(
    `create unlogged table ${table} (${described.map((c) => `${c.column_name} ${c.column_type.replace('VARCHAR', 'text')}`).join(', ')})`,
  )
  psql(`\\copy ${table} from '${file}' with (format csv)`)
  unlinkSync(file)
}

async function timedFile(name) {
  const from = clock()
  psql(readFileSync(join(import.meta.dirname, 'postgres', `${name}.sql`), 'utf8'))
  return since(from).seconds
}

function psql(text) {
  const done = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', server.url], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (done.status !== 0) throw new Error(done.stderr || String(done.error))
  return done.stdout
}

/** Both ways: no row of one that the other has not, each as the product's table declares it; the number of rows. */
async function compare({ compared, as = {} }) {
  let all = 0
  for (const [table, text] of Object.entries(compared)) {
    const columns = text.split(',').map((name) => name.trim())
    const file = join(wait, `${table}.csv`)
    psql(`\\copy (select ${columns.join(', ')} from ${table}) to '${file}' with (format csv)`)
    const ours = as[table] ?? table
    const { columns: declared } = RESULT_TABLES.find(({ name }) => name === ours)
    const typed = columns.map(
      (name) => `cast(${name} as ${SQL_TYPE[declared.find((c) => c.name === name).type]}) as ${name}`,
    )
    const names = columns.map((name) => `'${name}': 'VARCHAR'`).join(', ')
    await engine.run(
      raw(`create or replace temp table theirs as select ${typed.join(', ')}
      from read_csv('${file}', header = false, columns = {${names}}, nullstr = '')`),
    )
    const rows = (name) => sql`select ${raw(columns.join(', '))} from ${id(name)}`
    const differ = await engine.one(sql`
      select (select count(*) from theirs) as theirs, (select count(*) from ${id(ours)}) as ours,
        (select count(*) from (${rows('theirs')} except all ${rows(ours)})) as only_theirs,
        (select count(*) from (${rows(ours)} except all ${rows('theirs')})) as only_ours`)
    if (differ.only_theirs + differ.only_ours > 0) throw new Error(`${table} differs: ${JSON.stringify(differ)}`)
    all += differ.ours
    unlinkSync(file)
  }
  return all
}

function table({ people, postgres, load_seconds, results: rows, geometric_mean }) {
  const lines = rows.map(
    ({ task, rows, seconds, postgres_seconds, times }) =>
      `| ${task} | ${rows} | ${seconds.toFixed(2)} | ${postgres_seconds.toFixed(2)} | ${times.toFixed(1)} |`,
  )
  return [
    `${people} people, PostgreSQL ${postgres}; loading and indexing there took ${load_seconds.toFixed(0)} s besides`,
    '| step | rows alike | seconds | PostgreSQL s | times |',
    '|---|---:|---:|---:|---:|',
    ...lines,
    `geometric mean: ${geometric_mean.toFixed(1)} times`,
  ].join('\n')
}
