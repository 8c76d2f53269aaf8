import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceRecords } from '../explain/source-records.ts'
import { LIBRARY } from '../model/read-model.ts'
import { growthTargetOf } from '../payment/growth-target.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { operatorHasAccount } from '../register/people/credentials.ts'
import { saveOperatorToken } from '../register/people/operator-token.ts'
import { app } from './app.ts'
import type { Command } from './house.ts'
import { Live, policyOf } from './live.ts'
import { Outgoing } from './outgoing/outgoing.ts'
import { keepReminding } from './outgoing/reminding.ts'
import { unexpected } from './problem.ts'
import { KeySource } from './programs/key-source.ts'
import { ReadLimit } from './read-limit.ts'
import { Remembered } from './remembered.ts'
import { Attempts } from './sign-in/attempts.ts'
import { IdentityProvider, SECRET_VARIABLE } from './sign-in/identity-provider.ts'
import { readyPasswords } from './sign-in/password.ts'
import { regionSeal } from './sign-in/seal.ts'
import { Sessions } from './sign-in/sessions.ts'

export type ServeGiven = {
  register: Register
  now: () => string
  say: (line: string) => void
  environment: Readonly<Record<string, string | undefined>>
  /** Carries out commands that come through the server; without it none do. */
  command?: Command
  host?: string
  port?: number
  /** Takes one line for each request that was answered; nothing of a person's. Without it none is written. */
  log?: (line: string) => void
}

export type Served = { address: string; token: string; close: () => Promise<void> }

/** Serves the pages and the API of a region. The caller holds the region's lock and announces `address` and `token`. */
export async function serve(region: Region, given: ServeGiven): Promise<Served> {
  const { register, now, say } = given
  const { identity_provider, public_url, demonstration } = region.settings
  const host = given.host ?? region.settings.host
  growthTargetOf(region.settings, [region.models, LIBRARY])
  const outgoing = new Outgoing({ region, register, now, environment: given.environment })
  await readyPasswords()
  const policy = policyOf(region, register, now)
  const source = new Live(region, register, policy)
  const token = randomBytes(32).toString('base64url')
  const server = await app({
    region,
    register,
    source,
    sessions: new Sessions(register, now, { ...region.settings, host }),
    remembered: new Remembered(),
    keys: new KeySource({ loopback: region.settings.demonstration, clock: () => Date.parse(now()) }),
    refusedAssertions: new Attempts(now),
    reads: new ReadLimit(region.settings.most_reads_a_minute, now),
    signIn: {
      seal: regionSeal(region, given.environment),
      attempts: new Attempts(now),
      provider: identity_provider ? new IdentityProvider(identity_provider, given.environment[SECRET_VARIABLE]) : null,
    },
    mails: outgoing.mails,
    host,
    version: VERSION,
    token,
    command: given.command ?? null,
    policy,
    now,
    records: (engine) => sourceRecords(engine, region),
    log: given.log ?? (() => undefined),
    say,
    pages: existsSync(join(PAGES, 'index.html')) ? PAGES : null,
  })
  const listening = await server.listen({ host, port: given.port ?? region.settings.port })
  const address = listening.replace('127.0.0.1', 'localhost')
  if (!demonstration && !(await operatorHasAccount(register)))
    say(
      `make the first operator's account, once: ${public_url ?? address}/invitation#${await saveOperatorToken(register, now())}`,
    )
  const sending = outgoing.start(SEND_EVERY_SECONDS, (error) => say(unexpected(error, 'sending')))
  const reminding = keepReminding({ region, register, now, say }, LOOK_EVERY_SECONDS)
  return {
    address,
    token,
    close: async () => {
      await reminding.close()
      await sending.close()
      await server.close()
      await source.close()
    },
  }
}

const SEND_EVERY_SECONDS = 10
/** How late after midnight (UTC) a new day is noticed. */
const LOOK_EVERY_SECONDS = 300
const HOUSE = join(import.meta.dirname, '..', '..')
const PAGES = join(HOUSE, 'web', 'dist')
const VERSION = (JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8')) as { version: string }).version
