import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceRecords } from '../explain/source-records.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { saveOperatorToken } from '../register/operator-token.ts'
import { app } from './app.ts'
import type { Command } from './house.ts'
import { Live, policyOf } from './live.ts'
import { Sessions } from './sessions.ts'

export type ServeGiven = {
  register: Register
  now: () => string
  say: (line: string) => void
  /** Carries out commands that come through the server; without it none do. */
  command?: Command
  host?: string
  port?: number
  /** One line per request to the API; nothing of a person's. */
  log?: (line: string) => void
}

export type Served = { address: string; token: string; close: () => Promise<void> }

/** Serves the pages and the API of a region. The caller holds the region's lock and announces `address` and `token`. */
export async function serve(region: Region, given: ServeGiven): Promise<Served> {
  const { register, now, say } = given
  const host = given.host ?? region.settings.host
  const policy = policyOf(region, register, now)
  const source = new Live(region, register, policy)
  const token = randomBytes(32).toString('base64url')
  const server = await app({
    region,
    register,
    source,
    sessions: new Sessions(() => Date.parse(now())),
    host,
    version: VERSION,
    token,
    command: given.command ?? null,
    policy,
    now,
    records: (engine) => sourceRecords(engine, region),
    log: given.log ?? (() => undefined),
    pages: existsSync(join(PAGES, 'index.html')) ? PAGES : null,
  })
  const listening = await server.listen({ host, port: given.port ?? region.settings.port })
  const address = listening.replace('127.0.0.1', 'localhost')
  if (!region.settings.demonstration) say(`sign in once with this token: ${await saveOperatorToken(register, now())}`)
  return {
    address,
    token,
    close: async () => {
      await server.close()
      await source.close()
    },
  }
}

const HOUSE = join(import.meta.dirname, '..', '..')
const PAGES = join(HOUSE, 'web', 'dist')
const VERSION = (JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8')) as { version: string }).version
