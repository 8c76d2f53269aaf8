import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { WholepanelError } from './error.ts'

/** Who else may say who a person is. */
const IdentityProviderSettings = z.strictObject({
  /** On the button: Sign in with NAME. */
  name: z.string().min(1).max(60),
  issuer: z.url(),
  client_id: z.string().min(1).max(200),
  /** How the person must have signed in there: one of these. */
  acr: z.array(z.string().min(1)).min(1).optional(),
  /** What they must have proved there: all of these. */
  amr: z.array(z.string().min(1)).min(1).optional(),
})
export type IdentityProviderSettings = z.infer<typeof IdentityProviderSettings>

/** What `wholepanel.yaml` may say. A setting changes where and how we run, never a result. */
export const Settings = z.strictObject({
  region: z.string().default('region').describe("The region's name, shown on every page"),
  demonstration: z
    .boolean()
    .default(false)
    .describe('Made by the demonstration: people may be chosen without a password, on loopback only'),
  host: z.string().default('127.0.0.1').describe('Address the server listens on'),
  port: z.number().int().min(1).max(65535).default(4400).describe('Port the server listens on'),
  memory: z
    .string()
    .regex(/^\d+(MB|GB)$/)
    .default('3GB')
    .describe("Upper bound of the engine's memory"),
  sensitive: z
    .array(z.string())
    .optional()
    .describe('Sets of sensitive records left out unless the member permits (default: part-2-substance-use)'),
  most_files: z
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe('Files that one delivery may have, those in archives included'),
  most_unpacked_gb: z
    .number()
    .int()
    .min(1)
    .default(500)
    .describe('What the archives of one delivery may unpack to, in GB'),
  most_expansion: z
    .number()
    .int()
    .min(1)
    .default(250)
    .describe('How many times its own size an archive may unpack to; one of up to 10 MB is not asked'),
  keep_runs: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .describe('Finished runs of each period whose tables stay; older ones are removed'),
  threads: z.number().int().min(1).max(256).default(2).describe('Threads the engine may use'),
  growth_target: z
    .string()
    .regex(/^\S+ \S+$/, 'want a model and its track, such as states/spending-growth-targets oregon')
    .optional()
    .describe(
      'Model and track of the growth target that pages and commands hold spending against where no other is asked for: states/spending-growth-targets oregon',
    ),
  most_reads_a_minute: z
    .number()
    .int()
    .min(60)
    .default(600)
    .describe(
      'Reads and changes of one account or program within a minute; a CSV, a PDF or the whole log counts as ten',
    ),
  public_url: z
    .string()
    .regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, 'want https://NAME, without a path')
    .optional()
    .describe('How browsers elsewhere reach the server, through a proxy that speaks TLS: https://panel.example.org'),
  trusted_proxies: z
    .array(z.string().min(1))
    .default([])
    .describe('Addresses of proxies whose X-Forwarded headers are believed; of no other'),
  mail_from: z
    .email()
    .optional()
    .describe(
      'Address that e-mail comes from: panel@example.org; the mail server, with its name and password, comes from WHOLEPANEL_SMTP_URL',
    ),
  identity_provider: IdentityProviderSettings.optional().describe(
    'OpenID Connect: name, issuer, client_id, and acr or amr where a second factor is demanded of the provider; the secret comes from WHOLEPANEL_IDENTITY_PROVIDER_SECRET',
  ),
})
export type Settings = z.infer<typeof Settings>

/**
 * A region's folder.
 *
 *     wholepanel.yaml   settings
 *     received/         files as they came, by submission, byte for byte
 *     lake/             the common data model: <payer>/<submission>/<table>.parquet
 *     runs/             <run>/<result table>.parquet
 *     models/           models and parameters of this region's own
 *     terminology/      <value set>.yaml: codes that it adds, those that it has a licence for
 *     mappings/         <sender>/<name>.yaml: how a sender's own files fill the lake
 *     policies/         <policy>.yaml: what is withheld from whom
 *     register/         the relational store, when it is embedded
 *     refused-passwords.txt   the operator's own list of passwords that nobody may take, one a line
 *     keys/             the key that seals secrets of the register: keep its backup apart from the register's
 *     spill/            the engine's scratch; removed when it closes
 */
export class Region {
  readonly path: string
  readonly settings: Settings

  constructor(path: string, settings: Settings) {
    this.path = resolve(path)
    this.settings = settings
  }

  static create(path: string, settings: Partial<Settings> = {}): Region {
    const file = join(path, 'wholepanel.yaml')
    if (existsSync(file))
      throw new WholepanelError('input-argument', {
        at: path,
        got: 'a region is already there',
        want: 'a new or empty folder',
      })
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
    writeFileSync(file, stringify(settings), { mode: 0o600 })
    const region = Region.open(path)
    for (const folder of [
      region.received,
      region.lake,
      region.runs,
      region.models,
      region.terminology,
      region.mappings,
      region.policies,
    ])
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    return region
  }

  static open(path: string): Region {
    const file = join(path, 'wholepanel.yaml')
    if (!existsSync(file))
      throw new WholepanelError('state-no-region', { at: resolve(path), fix: 'make one with: wholepanel init DIR' })
    const read = Settings.safeParse(parse(readFileSync(file, 'utf8')) ?? {})
    if (!read.success) {
      const faults = read.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
      throw new WholepanelError('input-settings', { at: file, got: faults.join('; ') })
    }
    return new Region(path, read.data)
  }

  get received(): string {
    return join(this.path, 'received')
  }
  get lake(): string {
    return join(this.path, 'lake')
  }
  get runs(): string {
    return join(this.path, 'runs')
  }
  get models(): string {
    return join(this.path, 'models')
  }
  get terminology(): string {
    return join(this.path, 'terminology')
  }
  get mappings(): string {
    return join(this.path, 'mappings')
  }
  get policies(): string {
    return join(this.path, 'policies')
  }
  get register(): string {
    return join(this.path, 'register')
  }
  get keys(): string {
    return join(this.path, 'keys')
  }
  get refusedPasswords(): string {
    return join(this.path, 'refused-passwords.txt')
  }
  get spill(): string {
    return join(this.path, 'spill', String(process.pid))
  }
}
