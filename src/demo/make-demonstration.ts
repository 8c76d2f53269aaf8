import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../lake/engine.ts'
import { claims } from './claims.ts'
import { conditions } from './conditions.ts'
import { coverage } from './coverage.ts'
import { directory } from './directory.ts'
import { draw } from './draw.ts'
import { drugs } from './drugs.ts'
import { type Fault, sentAgain, shareNumbers } from './files/faults.ts'
import { filesCclf } from './files/files-cclf.ts'
import { filesFhir } from './files/files-fhir.ts'
import { filesKeystone } from './files/files-keystone.ts'
import { filesPractice } from './files/files-practice.ts'
import { filesPreferences } from './files/files-preferences.ts'
import { filesTuva, type Sent, TUVA_PAYERS } from './files/files-tuva.ts'
import { filesWholepanel } from './files/files-wholepanel.ts'
import { truth } from './files/truth.ts'
import { versions } from './files/versions.ts'
import { labs } from './labs.ts'
import { panels } from './panels.ts'
import { people } from './people.ts'
import { type Delivery, inOrder, SENDERS } from './send.ts'
import { visits } from './visits.ts'
import type { World } from './world.ts'

export type DemonstrationOptions = {
  /** At least 200. */
  people?: number
  seed?: number
  memory?: string
  threads?: number
  /** Told which noun is being made, and how far the whole is, from 0 to 1. */
  progress?: (what: string, share: number) => void
}

export type Demonstration = {
  /** What is to be ingested, one delivery after the other. */
  deliveries: Delivery[]
  /** What the generator knows. For tests: nothing of the product reads it. */
  truth: string
}

/**
 * Makes the demonstration region's files under `<folder>/sent` and its truth under `<folder>/truth`. One seed and size
 * give the same bytes.
 *
 * Example: `makeDemonstration('/tmp/region', { people: 200 })`, then ingest each of `deliveries`.
 */
export async function makeDemonstration(
  folder: string,
  { people: count = 20_000, seed = 1, memory = '3GB', threads = 2, progress = () => {} }: DemonstrationOptions = {},
): Promise<Demonstration> {
  const sentFolder = join(folder, 'sent')
  mkdirSync(sentFolder, { recursive: true, mode: 0o700 })
  const engine = await Engine.open({ memory, threads, spill: join(folder, 'spill', `demonstration-${process.pid}`) })
  try {
    const world: World = { engine, draw: draw(seed), seed, people: count }
    const planted: Fault[] = []
    const sent: Sent[] = []
    const steps: [string, () => Promise<unknown>][] = [
      ['practices', () => directory(world)],
      ['people', () => people(world)],
      ['coverage', () => coverage(world)],
      ['shared member numbers', async () => planted.push(...(await shareNumbers(world)))],
      ['conditions', () => conditions(world)],
      ['panels', () => panels(world)],
      ['visits and stays', () => visits(world)],
      ['claims', () => claims(world)],
      ['drugs', () => drugs(world)],
      ['laboratory', () => labs(world)],
      ['corrections', () => versions(world)],
      ['files of the convener', async () => sent.push(...(await filesWholepanel(world, sentFolder)))],
      ['files of Medicare', async () => sent.push(...(await filesCclf(world, sentFolder)))],
      ['preferences on sharing', async () => sent.push(...(await filesPreferences(world, sentFolder)))],
      ['files of Harbor Advantage', async () => sent.push(...(await filesFhir(world, sentFolder)))],
      ...Object.keys(TUVA_PAYERS).map((payer): [string, () => Promise<unknown>] => [
        `files of ${SENDERS.find((s) => s.payer === payer)?.payer_name ?? payer}`,
        async () => sent.push(...(await filesTuva(world, sentFolder, payer, planted))),
      ]),
      ['files of Keystone Mutual', async () => sent.push(...(await filesKeystone(world, sentFolder, planted)))],
      ['a list of a practice', async () => sent.push(...(await filesPractice(world, sentFolder)))],
      ['truth', () => truth(world, join(folder, 'truth'), again(sentFolder, sent, planted), planted)],
    ]
    for (const [i, [what, step]] of steps.entries()) {
      progress(what, i / steps.length)
      await step()
    }
    keepPrivate(sentFolder)
    return { deliveries: inOrder(sent), truth: join(folder, 'truth') }
  } finally {
    engine.close()
  }
}

/** Adds the delivery that repeats an earlier one. */
function again(folder: string, sent: Sent[], planted: Fault[]): Sent[] {
  const repeated = sentAgain(folder, sent)
  if (repeated) {
    sent.push(repeated)
    const what = { fault: 'a file sent twice', records: 0, expect: 'duplicate' }
    planted.push({ ...what, payer: repeated.payer, delivery: repeated.delivery, file: 'medical_claim' })
  }
  return sent
}

/** What was sent holds people: nobody else on the machine reads it. */
function keepPrivate(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    chmodSync(path, entry.isDirectory() ? 0o700 : 0o600)
  }
}
