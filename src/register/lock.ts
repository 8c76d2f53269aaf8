import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import type { Region } from '../region.ts'

/** What the lock file of a region says about the process that holds it. */
export type Holder = {
  id: string
  pid: number
  /** When the system started that process: a process number is used again, this pair is not. */
  process_started: string | null
  since: string
  purpose: string
  /** Where the holder serves, and the token by which commands of this machine go through it. */
  address?: string
  token?: string
}

export type Lock = {
  holder: Holder
  /** The server tells commands where to find it. */
  announce: (at: { address: string; token: string }) => void
  release: () => void
}

/**
 * One process works on a region at a time: the embedded register has no lock of its own, and two ingests at once
 * would both think that a file is new. A lock whose process is gone (kill -9, power) is taken over.
 */
export function acquireLock(region: Region, purpose: string, now: string): Lock {
  const file = lockFile(region)
  const holder: Holder = {
    id: randomUUID(),
    pid: process.pid,
    process_started: startOf(process.pid),
    since: now,
    purpose,
  }
  const mine = `${file}.${holder.id}`
  write(mine, holder)
  try {
    while (!tryLink(mine, file)) {
      const other = read(file)
      if (other && isAlive(other)) throw locked(region, other)
      if (!other && !existsSync(file)) continue
      takeOver(file, mine, other?.id ?? 'unreadable')
      if (read(file)?.id === holder.id) break
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return held(file, holder)
}

/** Who holds the region now; null when nobody does. */
export function lockHolder(region: Pick<Region, 'path'>): Holder | null {
  const holder = read(lockFile(region))
  return holder && isAlive(holder) ? holder : null
}

const lockFile = ({ path }: Pick<Region, 'path'>) => join(path, 'lock')

function held(file: string, holder: Holder): Lock {
  const release = () => {
    process.off('exit', release)
    if (read(file)?.id === holder.id) rmSync(file, { force: true })
  }
  process.on('exit', release)
  return {
    holder,
    release,
    announce: (at) => {
      const next = `${file}.${holder.id}`
      write(next, { ...holder, ...at })
      renameSync(next, file)
    },
  }
}

/**
 * Only one process can make the file named after the stale lock; while it stands, only that process may replace the
 * lock, and it does so only if the stale one is still there.
 */
function takeOver(file: string, mine: string, stale: string): void {
  const turn = `${file}.after-${stale}`
  if (!tryLink(mine, turn)) {
    const other = read(turn)
    if (!other || !isAlive(other)) rmSync(turn, { force: true })
    return
  }
  const current = read(file)
  if ((current?.id ?? 'unreadable') === stale) renameSync(turn, file)
  else rmSync(turn, { force: true })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function write(file: string, holder: Holder): void {
  writeFileSync(file, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isAlive({ pid, process_started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const started = startOf(pid)
  return process_started === null || started === null || started === process_started
}

/**
 * Field 22 of /proc/<pid>/stat, or `gone` for a process that ended and waits to be reaped; null where there is no
 * /proc. The name in field 2 may hold spaces and brackets.
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'gone' : (fields[19] ?? null)
  } catch {
    return null
  }
}

function locked(region: Region, { pid, purpose, since, address }: Holder): WholepanelError {
  return new WholepanelError('state-locked', {
    at: region.path,
    got: `${purpose}, process ${pid}, since ${since}`,
    fix: address
      ? `it serves ${address}: commands of this machine go through it; or stop it and try again`
      : `wait until it ends, or stop process ${pid} and try again`,
  })
}
