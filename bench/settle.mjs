// node bench/settle.mjs [--rows 100000] [--no-build] [--json]
// How long a file of facts takes to settle, against the time the engine takes only to read the same file. See README.md
// here.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { cpus, devNull, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { install, ROOT, run } from '../scripts/setup.mjs'

const GOAL = 10
/** As wide as CMS's file of 2022: the columns that the layout reads, where they stand among the others. */
const WIDTH = 164
const READ = ['ACO_ID', 'ACO_Name', 'Current_Track', 'N_AB', 'Sav_rate', 'MinSavPerc', 'BnchmkMinExp', 'DisAdj']
const READ_TOO = ['EarnSaveLoss', 'Met_QPS', 'Met_AltQPS', 'QualScore', 'ABtotBnchmk', 'ABtotExp', 'FinalShareRate']
const TRACKS = ['A', 'B', 'C', 'D', 'E', 'EN']
const OWN_TRACKS = ['basic-a', 'basic-b', 'basic-c', 'basic-d', 'basic-e', 'enhanced']

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '100000' },
    'no-build': { type: 'boolean' },
    json: { type: 'boolean' },
  },
})
if (positionals.length > 0) console.log(JSON.stringify(await measured(...positionals)))
else compare(Number(asked.rows))

function compare(rows) {
  if (!asked['no-build']) {
    install()
    run('npx', ['tsc', '-p', 'tsconfig.build.json'])
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-settle-'))
  try {
    const forms = [
      { form: "CMS's layout", path: join(folder, 'py2022.csv'), write: published, layout: ['cms-mssp-puf'] },
      { form: 'our own form', path: join(folder, 'own-2022.csv'), write: own, layout: [] },
    ].map(({ form, path, write, layout }) => {
      write(path, rows)
      const [scan, settle] = ['scan', 'settle'].map((what) => inProcess(what, path, ...layout))
      const ratio = { cpu: settle.cpu / scan.cpu, wall: settle.wall / scan.wall }
      return { form, rows, columns: settle.columns, bytes: statSync(path).size, scan, settle, ratio }
    })
    const result = { goal: GOAL, load: loadavg()[0], machine: `${cpus().length} × ${cpus()[0]?.model}`, forms }
    console.log(asked.json ? JSON.stringify(result) : words(result))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Each measure in a process of its own; starting up is not in it. */
function inProcess(...what) {
  const done = spawnSync(process.execPath, [import.meta.filename, ...what], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  return JSON.parse(done.stdout)
}

async function measured(what, path, layout) {
  const work = what === 'scan' ? await scanning(path) : await settling(path, layout)
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return {
    cpu: (user + system) / 1e6,
    wall: (performance.now() - wall) / 1e3,
    peak: Math.round(process.resourceUsage().maxRSS / 1024),
    columns: readFileSync(path, 'latin1').split('\n', 1)[0].split(',').length,
  }
}

/** The engine decodes every cell of the file as text: `count` of each column reads every value. */
async function scanning(path) {
  const { Engine } = await import(join(ROOT, 'dist', 'lake', 'engine.js'))
  const { literal, sql } = await import(join(ROOT, 'dist', 'lake', 'sql.js'))
  const engine = await Engine.open()
  return async () => {
    await engine.rows(sql`select count(columns(*)) from read_csv(${literal(path)}, all_varchar = true)`)
    engine.close()
  }
}

/** The command as it is typed, its output thrown away. */
async function settling(path, layout) {
  const { settle } = await import(join(ROOT, 'dist', 'cli', 'commands', 'payment', 'settle.js'))
  const out = openSync(devNull, 'w')
  const context = {
    cwd: ROOT,
    region: ROOT,
    out: (text) => writeSync(out, text),
    say: () => undefined,
    progress: () => undefined,
    now: () => new Date().toISOString(),
    signal: new AbortController().signal,
    environment: {},
  }
  return async () => {
    const code = await settle(context, 'cms/mssp', { facts: path, csv: true, ...(layout ? { layout } : {}) })
    if (code !== 0) throw new Error('some rows were not settled')
    closeSync(out)
  }
}

/** The same rows for the same number, near what CMS publishes: made up. */
function* acos(count) {
  let seed = 20220101
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  for (let i = 0; i < count; i++) {
    const people = 5000 + Math.floor(next() * 80000)
    const benchmark = Math.floor(people * (9000 + next() * 5000))
    const track = Math.floor(next() * TRACKS.length)
    const expenditure = Math.floor(benchmark * (0.9 + next() * 0.15))
    yield { id: `A${1000 + i}`, track, people, benchmark, expenditure, quality: next(), noise: next() }
  }
}

function published(path, count) {
  const filler = Array.from({ length: WIDTH - READ.length - READ_TOO.length }, (_, i) => `Per_Capita_Exp_${i + 1}`)
  const headers = [...READ, ...filler.slice(0, 20), ...READ_TOO, ...filler.slice(20)]
  lines(path, headers, count, ({ id, track, people, benchmark, expenditure, quality, noise }) => {
    const rate = ((100 * (benchmark - expenditure)) / benchmark).toFixed(2)
    const held = [id, `Made-up ACO ${id}`, TRACKS[track], people, `${rate}%`, track < 2 ? '-' : '2.00%', 0, 0]
    const heldToo = [0, quality > 0.03 ? 1 : 0, 0, `${(100 * quality).toFixed(2)}%`, benchmark, expenditure, '-']
    const rest = filler.map((_, i) => Math.floor(8000 + ((noise * (i + 7) * 9973) % 1) * 9000))
    return [...held, ...rest.slice(0, 20), ...heldToo, ...rest.slice(20)]
  })
}

function own(path, count) {
  const facts = ['benchmark_usd', 'expenditure_usd', 'assigned_beneficiaries', 'minimum_rate', 'quality_score']
  const headers = ['entity', 'track', ...facts, 'met_quality_standard']
  lines(path, headers, count, ({ id, track, people, benchmark, expenditure, quality }) => {
    const minimum = track < 2 ? '' : '0.02'
    const met = quality > 0.03 ? 'yes' : 'no'
    return [id, OWN_TRACKS[track], benchmark, expenditure, people, minimum, quality.toFixed(4), met]
  })
}

function lines(path, headers, count, cells) {
  const file = openSync(path, 'w')
  let text = `${headers.join(',')}\n`
  for (const aco of acos(count)) {
    text += `${cells(aco).join(',')}\n`
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
}

function words({ forms, load, machine, goal }) {
  const rows = forms.map(({ form, rows: count, columns, bytes, scan, settle, ratio }) =>
    [
      form,
      count.toLocaleString('en-US'),
      columns,
      (bytes / 1e6).toFixed(0),
      `${scan.wall.toFixed(2)} (${scan.cpu.toFixed(2)})`,
      `${settle.wall.toFixed(2)} (${settle.cpu.toFixed(2)})`,
      `${ratio.wall.toFixed(1)} (${ratio.cpu.toFixed(1)})`,
      Math.round(count / settle.wall).toLocaleString('en-US'),
      settle.peak,
    ].join(' | '),
  )
  return [
    `${machine}, Node ${process.version}, load ${load.toFixed(1)}; goal: at most ${goal}`,
    '| form | rows | columns | MB | engine reads s (CPU) | settles s (CPU) | settles ÷ reads (CPU) | rows/s | peak MB |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}
