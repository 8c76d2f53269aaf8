// node bench/reads.mjs [--people 200] [--pause 5] [--seconds 60] [--region DIR] [--cold] [--no-build] [--json]
// How long ordinary reads take while many people look at once, against an empty request and against the smallest read, in
// the same load. See README.md here.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, install } from '../scripts/setup.mjs'

const COUNTS = join(import.meta.dirname, 'count-answers.mjs')
const PROGRAM = join(import.meta.dirname, '..', 'bin', 'wholepanel.js')
/** An empty request: no session, no register, no lake. One of ten requests is one. */
const EMPTY = '/healthz'
const SHARE_EMPTY = 0.1
/** A read that asks the lake nothing: what stands for every read, and its record. */
const SMALLEST = 'periods'
const GOAL = 10
/** The first requests open the run and warm the engine; they are not counted. */
const WARM_SECONDS = 10

const { values: asked } = parseArgs({
  options: {
    people: { type: 'string', default: '200' },
    pause: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
    region: { type: 'string' },
    cold: { type: 'boolean' },
    'no-build': { type: 'boolean' },
    json: { type: 'boolean' },
  },
})
const [people, pause, seconds] = [asked.people, asked.pause, asked.seconds].map(Number)
if (!asked['no-build']) {
  install()
  build()
}
const folder = mkdtempSync(join(tmpdir(), 'bench-reads-'))
const region = asked.region ?? join(folder, 'region')
if (!asked.region) {
  const made = spawnSync(process.execPath, [PROGRAM, 'demo', region, '--people', '2000'], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
}
const server = spawn(
  process.execPath,
  ['--import', COUNTS, PROGRAM, '--region', region, 'serve', '--no-open', '--port', '0'],
  { env: { ...process.env, ...(asked.cold ? { BENCH_COLD: '1' } : {}) } },
)
try {
  const result = await measure(await addressOf(server))
  console.log(asked.json ? JSON.stringify(result) : words(result))
} finally {
  server.kill('SIGTERM')
  if (server.exitCode === null) await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

async function measure(address) {
  // As many connections as people: what a browser keeps open.
  const agent = new Agent({ keepAlive: true, maxSockets: people * 2 })
  const ask = asking(agent, address)
  const { people: known } = JSON.parse((await ask('/api/session')).body)
  const roles = known.filter((one) => one.role !== 'operator')
  const readers = await Promise.all(
    Array.from({ length: people }, (_, i) => reader(ask, roles[i % roles.length].person)),
  )
  const idle = await oneByOne(ask)
  const until = performance.now() + (WARM_SECONDS + seconds) * 1000
  const from = performance.now() + WARM_SECONDS * 1000
  const taken = []
  const cpuBefore = cpuSeconds(server.pid)
  const questionsBefore = await questions(server)
  await Promise.all(readers.map((one) => look(one, ask, until, taken)))
  const cpu = cpuSeconds(server.pid) - cpuBefore
  const questionsAfter = await questions(server)
  const questionsAsked = questionsAfter.asked - questionsBefore.asked
  agent.destroy()
  const counted = taken.filter((one) => one.at >= from)
  const failed = counted.filter((one) => one.status !== 200)
  const empty = counted.filter((one) => one.path === EMPTY).map((one) => one.ms)
  const reads = counted.filter((one) => one.path !== EMPTY)
  const kinds = grouped(reads)
  const smallest = quantile(
    (kinds.get(SMALLEST) ?? []).map((one) => one.ms),
    0.5,
  )
  const p95 = quantile(
    reads.map((one) => one.ms),
    0.95,
  )
  return {
    cores: cpus().length,
    load: loadavg()[0],
    people,
    pause_seconds: pause,
    seconds,
    requests_per_second: round(counted.length / seconds),
    failed: failed.length,
    server_cpu_share: round(cpu / (WARM_SECONDS + seconds)),
    empty_alone_median_ms: round(quantile(idle, 0.5)),
    empty_median_ms: round(quantile(empty, 0.5)),
    empty_p95_ms: round(quantile(empty, 0.95)),
    read_median_ms: round(
      quantile(
        reads.map((one) => one.ms),
        0.5,
      ),
    ),
    read_p95_ms: round(p95),
    ratio: round(p95 / quantile(empty, 0.5)),
    smallest_median_ms: round(smallest),
    ratio_to_smallest: round(p95 / smallest),
    goal: GOAL,
    lake_questions: questionsAsked,
    lake_questions_kept_share: round(1 - (questionsAfter.put - questionsBefore.put) / questionsAsked),
    kinds: [...kinds].map(([kind, all]) => ({
      kind,
      reads: all.length,
      median_ms: round(
        quantile(
          all.map((one) => one.ms),
          0.5,
        ),
      ),
      p95_ms: round(
        quantile(
          all.map((one) => one.ms),
          0.95,
        ),
      ),
    })),
  }
}

/** One person, signed in, and the addresses that person's pages ask for. */
async function reader(ask, person) {
  const { headers } = await ask('/api/session', { method: 'POST', body: JSON.stringify({ person }) })
  const cookie = headers['set-cookie'][0].split(';')[0]
  const get = async (path) => {
    const answer = await ask(path, { cookie })
    return answer.status === 200 ? JSON.parse(answer.body) : null
  }
  const practices = ((await get('/api/practices')) ?? []).map((one) => one.practice_id)
  const reads = [
    [SMALLEST, '/api/periods'],
    ['practices', '/api/practices'],
    ['submissions', '/api/submissions'],
  ]
  for (const practice of practices.slice(0, 3)) {
    reads.push(['practice', `/api/practices/${practice}`], ['scorecard', `/api/practices/${practice}/scorecard`])
    reads.push(['panel', `/api/practices/${practice}/panel`], ['payments', `/api/practices/${practice}/payments`])
    const card = await get(`/api/practices/${practice}/scorecard`)
    const number = JSON.stringify(card).match(/"explain_id":"([^"]+)"/)?.[1]
    if (number) reads.push(['explain', `/api/explain/${encodeURIComponent(number)}`])
  }
  const open = []
  for (const read of reads) if (await get(read[1])) open.push(read)
  return { cookie, reads: open }
}

/** Reads, then looks at what came for a while, as long as there is time. */
async function look({ cookie, reads }, ask, until, taken) {
  await sleep(Math.random() * pause * 1000)
  while (performance.now() < until) {
    const [kind, path] =
      Math.random() < SHARE_EMPTY ? ['empty', EMPTY] : reads[Math.floor(Math.random() * reads.length)]
    const at = performance.now()
    const { status } = await ask(path, { cookie })
    taken.push({ at, kind, path, status, ms: performance.now() - at })
    // As long as people look, on average: often shorter, at times much longer.
    await sleep(-Math.log(1 - Math.random()) * pause * 1000)
  }
}

async function oneByOne(ask) {
  const taken = []
  for (let i = 0; i < 300; i++) {
    const at = performance.now()
    await ask(EMPTY)
    if (i >= 100) taken.push(performance.now() - at)
  }
  return taken
}

function asking(agent, address) {
  return (path, { method = 'GET', cookie, body } = {}) =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(cookie ? { cookie } : {}),
        ...(body ? { 'content-type': 'application/json', 'x-wholepanel': '1', origin: address } : {}),
      }
      const sent = request(`${address}${path}`, { method, headers, agent }, (answer) => {
        const pieces = []
        answer.on('data', (piece) => pieces.push(piece))
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces).toString() }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = ''
    const read = (piece) => {
      said += piece
      // Not the address that a refusal names, of a server that holds the region already: it has other readers too.
      const found = /is served at (http:\/\/[\w.]+:\d+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)))
  })
}

/** What `count-answers.mjs` says. */
function questions(child) {
  return new Promise((resolve) => {
    const read = (piece) => {
      const found = /\{"asked".*\}/.exec(String(piece))?.[0]
      if (!found) return
      child.stderr.off('data', read)
      resolve(JSON.parse(found))
    }
    child.stderr.on('data', read)
    child.kill('SIGUSR2')
  })
}

/** utime and stime of proc(5), in ticks of 1/100 second. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function grouped(rows) {
  const found = new Map()
  for (const row of rows) found.set(row.kind, [...(found.get(row.kind) ?? []), row])
  return found
}

function round(value) {
  return Math.round(value * 100) / 100
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function words(result) {
  const lines = [
    `${result.people} people, a request each ${result.pause_seconds} s on average for ${result.seconds} s, ${result.cores} cores, load ${round(result.load)}`,
    `${result.requests_per_second} requests a second, ${result.failed} failed, the server used ${result.server_cpu_share} of a core`,
    `empty request: median ${result.empty_median_ms} ms (alone ${result.empty_alone_median_ms} ms), p95 ${result.empty_p95_ms} ms`,
    `reads: median ${result.read_median_ms} ms, p95 ${result.read_p95_ms} ms: ${result.ratio} empty requests (goal: under ${result.goal})`,
    `the smallest read, ${SMALLEST}: median ${result.smallest_median_ms} ms; the p95 of all is ${result.ratio_to_smallest} of them`,
    `${result.lake_questions} questions of the lake, ${Math.round(result.lake_questions_kept_share * 100)} of 100 answered from memory`,
    ...result.kinds.map(
      (one) => `  ${one.kind.padEnd(12)} ${one.reads} reads, median ${one.median_ms} ms, p95 ${one.p95_ms} ms`,
    ),
  ]
  return lines.join('\n')
}
