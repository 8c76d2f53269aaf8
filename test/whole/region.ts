import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'

export type DemonstrationRegion = {
  path: string
  /** Runs the built program in the region. */
  wholepanel: (...args: string[]) => { status: number | null; stdout: string; stderr: string }
  /** With settings of its environment, where they are given. */
  serve: (environment?: Readonly<Record<string, string>>) => Promise<Served>
  remove: () => void
}

/** `kill` ends it as a power cut does, with no chance to tidy up. */
export type Served = { address: string; close: () => Promise<void>; kill: () => Promise<void> }

/** A copy of the small demonstration region, this test's own to change. */
export function demonstrationRegion(): DemonstrationRegion {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-test-'))
  const path = join(folder, 'region')
  cpSync(inject('region'), path, { recursive: true })
  return {
    path,
    wholepanel: (...args) => {
      const done = spawnSync(process.execPath, ['bin/wholepanel.js', '--region', path, ...args], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      })
      return { status: done.status, stdout: done.stdout, stderr: done.stderr }
    },
    serve: async (environment = {}) => {
      const args = ['bin/wholepanel.js', '--region', path, 'serve', '--no-open', '--port', '0']
      const server = spawn(process.execPath, args, { env: { ...process.env, ...environment } })
      return { address: await addressOf(server), close: () => stop(server), kill: () => stop(server, 'SIGKILL') }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /http:\/\/[\w.]+:\d+/.exec(said)?.[0]
      if (address) resolve(address.replace('localhost', '127.0.0.1'))
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.on('exit', (code) => reject(new Error(`serve ended with ${code}:\n${said}`)))
  })
}

function stop(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.kill('SIGKILL'), 10_000)
    server.on('exit', () => {
      clearTimeout(force)
      resolve()
    })
    server.kill(signal)
  })
}
