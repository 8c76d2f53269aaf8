// node test/kill/kills.mjs KILLS SEED [--program ROOT] [--log FILE]
// Kills ingest and run at uniformly random moments, sends the same command again, and holds after every kill that readers
// see a good state, and after every recovery that the region is exactly what it is without any kill.
import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeDeliveries } from './deliveries.mjs'
import { forgetRuns, invariants } from './invariants.mjs'

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { program: { type: 'string' }, log: { type: 'string' } },
})
const [wanted = 12, seed = 1] = positionals.map(Number)
const root = resolve(asked.program ?? join(import.meta.dirname, '..', '..'))
/** So many of the tries at a command are killed: mostly the recovery is killed too. */
const KILLED_SHARE = 0.9
/** Kills fall evenly over so much of the time that the command needs undisturbed. */
const REACH = 1.05

const RUN = ['run', '--period', '2025']
const ingestOf = (files) => ['ingest', 'acme', files, '--line-of-business', 'commercial']

const folder = mkdtempSync(join(tmpdir(), 'kills-'))
const random = mulberry32(seed)
const say = (line) => (asked.log ? appendFileSync(asked.log, `${line}\n`) : process.stdout.write(`${line}\n`))
try {
  const { kills, rounds } = await main()
  say(JSON.stringify({ seed, kills, rounds, lost: 0, doubled: 0 }))
} catch (error) {
  say(`FAILED after a kill, seed ${seed}, region kept in ${folder}: ${error.stack}`)
  process.exitCode = 1
} finally {
  if (process.exitCode !== 1) rmSync(folder, { recursive: true, force: true })
}

async function main() {
  const sent = makeDeliveries(join(folder, 'sent'))
  const template = join(folder, 'template')
  const look = await invariants(root)
  await must(['init', template])
  await must(['--region', template, ...ingestOf(sent.base)])
  await must([
    '--region',
    template,
    'agreements',
    'record',
    'acme',
    '--title',
    'Made up',
    '--purposes',
    'operations',
    '--from',
    '2020-01-01',
    '--document',
    'none',
  ])
  await must(['--region', template, ...RUN])
  const round = [
    ...['more', 'newer'].map((name) => ingestOf(sent[name])),
    RUN,
    ...['corrected', 'odd', 'archived', 'again'].map((name) => ingestOf(sent[name])),
    RUN,
  ]
  const truth = await withoutKills(template, round, look)
  let kills = 0
  let rounds = 0
  while (kills < wanted) {
    const region = join(folder, 'region')
    rmSync(region, { recursive: true, force: true })
    cpSync(template, region, { recursive: true, preserveTimestamps: true })
    forgetRuns(region)
    for (const [i, command] of round.entries()) {
      const before = i === 0 ? truth.start : truth.after[i - 1]
      kills += await killed({ region, command, before, after: truth.after[i], look, most: wanted - kills })
      if (kills >= wanted) break
    }
    rounds++
    if (asked.log) say(JSON.stringify({ seed, kills, rounds }))
  }
  return { kills, rounds }
}

/** What each command leaves, and how long it takes, when nothing disturbs it. */
async function withoutKills(template, round, look) {
  const region = join(folder, 'undisturbed')
  cpSync(template, region, { recursive: true })
  const start = await look.state(region)
  const after = []
  for (const command of round) {
    const began = performance.now()
    await must(['--region', region, ...command])
    after.push({ ...(await look.state(region)), milliseconds: performance.now() - began })
  }
  await look.wholeRegion(region)
  return { start, after }
}

/** Kills a command until it gets through; gives the number of kills. */
async function killed({ region, command, before, after, look, most }) {
  let kills = 0
  let { milliseconds } = after
  for (;;) {
    const began = performance.now()
    const at = kills < most && random() < KILLED_SHARE ? random() * milliseconds * REACH : null
    const code = await start(['--region', region, ...command], at)
    if (code === null) {
      kills++
      await look.readable(region, [before, after])
      if (asked.log)
        say(JSON.stringify({ seed, killed: command[0], after_ms: Math.round(at), of_ms: Math.round(milliseconds) }))
      continue
    }
    const refusedFile = command[0] === 'ingest' && code === 1
    if (code !== 0 && !refusedFile) throw new Error(`${command.join(' ')} ended with ${code}`)
    // The machine may be busier than when the command was timed.
    if (at !== null) milliseconds = performance.now() - began
    await look.recovered(region, after, command[0] === 'run')
    return kills
  }
}

/** The exit code; null when it was killed. */
function start(argv, killAfter) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'wholepanel.js'), ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('error', fail)
    child.on('close', (code, signal) => {
      if (timer) clearTimeout(timer)
      if (code !== null && code !== 0 && /state-unexpected/.test(said))
        fail(new Error(`${argv.join(' ')}: ${said.slice(-2000)}`))
      else done(signal === 'SIGKILL' ? null : code)
    })
  })
}

async function must(argv) {
  const code = await start(argv, null)
  if (code !== 0 && !argv.includes('ingest')) throw new Error(`${argv.join(' ')} ended with ${code}`)
}

function mulberry32(start) {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
