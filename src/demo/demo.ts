import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { LinkageQuality } from '../identity/compare.ts'
import { readModel } from '../model/read-model.ts'
import { period } from '../period.ts'
import type { Region } from '../region.ts'
import { saveArrangements } from '../register/arrangements.ts'
import type { Register } from '../register/open.ts'
import { registerPayer } from '../register/payers.ts'
import { run } from '../run/run.ts'
import { ingest } from '../sources/ingest.ts'
import { MAPPED_PAYER } from './files/files-keystone.ts'
import { makeDemonstration } from './make-demonstration.ts'
import { recordDemonstrationAgreements } from './parties/agreements.ts'
import { arrangements } from './parties/arrangements.ts'
import { recordDemonstrationCodes } from './parties/attestation-codes.ts'
import { recordDemonstrationDates } from './parties/calendar.ts'
import { recordDemonstrationCoaching } from './parties/coaching.ts'
import { FOUNDED, recordDemonstrationConvening } from './parties/convening.ts'
import { writeEventShares } from './parties/event-shares.ts'
import { recordDemonstrationFeeds } from './parties/feeds.ts'
import { recordDemonstrationMeetings } from './parties/meetings.ts'
import { recordDemonstrationProfiles, writeReference } from './parties/profiles.ts'
import { recordDemonstrationRecruitment } from './parties/recruitment.ts'
import { recordDemonstrationPeople } from './parties/viewers.ts'
import { SENDERS } from './send.ts'

export type DemonstrationWork = {
  register: Register
  progress: (line: string) => void
  now: () => string
  signal: AbortSignal
}

/** How the files of one payer, which has a layout of its own, fill the lake. */
const MAPPINGS = join(import.meta.dirname, '..', '..', 'mappings', MAPPED_PAYER)
const PERIOD = '2025'
const BEGUN = '2025-01-06T08:00:00.000Z'

/**
 * Fills a region with the demonstration: payers write their files, each delivery is taken in on the day it would have
 * come over two years, and 2025 is run. From the files on, it is what a region of real files does.
 */
export async function demo(
  region: Region,
  options: { people: number; seed: number },
  { register, progress, now, signal }: DemonstrationWork,
): Promise<LinkageQuality | null> {
  const { memory, threads } = region.settings
  const made = await makeDemonstration(region.path, {
    ...options,
    memory,
    threads,
    progress: (what) => {
      signal.throwIfAborted()
      progress(`making ${what}`)
    },
  })
  cpSync(MAPPINGS, join(region.mappings, MAPPED_PAYER), { recursive: true })
  writeEventShares(region.models)
  writeReference(region.models)
  await introduce(register, now())
  for (const [i, { payer, payer_name, delivery, sent_on, paths }] of made.deliveries.entries()) {
    progress(`delivery ${i + 1} of ${made.deliveries.length}: ${payer_name} ${delivery}`)
    await ingest(region, { payer, files: paths }, { register, now: () => `${sent_on}T09:00:00.000Z`, signal })
  }
  signal.throwIfAborted()
  const { linkage } = await run(region, period(PERIOD), {
    register,
    now,
    signal,
    progress: ({ table, step, steps, state }) => {
      if (state === 'started') progress(`run ${PERIOD}, step ${step} of ${steps}: ${table}`)
    },
  })
  await recordDemonstrationDates(register, now())
  return linkage
}

/** Senders, agreements, feeds, contracts and the people who may look, before the first file comes. */
async function introduce(register: Register, today: string): Promise<void> {
  // The convener's attestations name payers whose own files come later.
  for (const { payer, payer_name, kind, line_of_business } of SENDERS)
    await registerPayer(register, { payer, payer_name, kind, ...(line_of_business ? { line_of_business } : {}) }, BEGUN)
  await recordDemonstrationAgreements(register, BEGUN)
  await recordDemonstrationFeeds(register, BEGUN)
  const contracts = arrangements()
  const models = new Map(contracts.map(({ model }) => [model, readModel(model)]))
  await saveArrangements(
    register,
    contracts,
    (model, parameter) => models.get(model)?.parameters[parameter]?.kind ?? 'own',
  )
  await recordDemonstrationProfiles(register, BEGUN)
  await recordDemonstrationPeople(register, BEGUN)
  await recordDemonstrationCodes(register, BEGUN)
  await recordDemonstrationCoaching(register, BEGUN, today)
  const { initiative, committee } = await recordDemonstrationConvening(register, today)
  const founded = `${FOUNDED}T09:00:00.000Z`
  await recordDemonstrationRecruitment(register, initiative, founded)
  await recordDemonstrationMeetings(register, committee, founded, today)
}
