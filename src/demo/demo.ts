import { readModel } from '../model/read-model.ts'
import { period } from '../period.ts'
import { Region } from '../region.ts'
import { saveArrangements } from '../register/arrangements.ts'
import { saveDemonstrationPeople } from '../register/demonstration-people.ts'
import { acquireLock } from '../register/lock.ts'
import { openRegister, type Register } from '../register/open.ts'
import { registerPayer } from '../register/payers.ts'
import { run } from '../run/run.ts'
import { ingest } from '../sources/ingest.ts'
import { recordDemonstrationAgreements } from './agreements.ts'
import { arrangements } from './arrangements.ts'
import { makeDemonstration } from './make-demonstration.ts'
import { SENDERS } from './send.ts'
import { viewers } from './viewers.ts'

export { arrangements, makeDemonstration, recordDemonstrationAgreements, SENDERS, viewers }

export type DemoWork = { progress: (line: string) => void; now: () => string; signal?: AbortSignal }

/**
 * Makes a region of the demonstration: payers write their files, each delivery is taken in as it came over three
 * years, and 2025 is run. From the files on, it is what a region of real files does.
 */
export async function demo(folder: string, given: { people: number; seed: number }, work: DemoWork): Promise<void> {
  const region = Region.create(folder, { region: 'Tidewell County', demonstration: true })
  const lock = acquireLock(region, 'demo', work.now())
  try {
    const { memory, threads } = region.settings
    const made = await makeDemonstration(region.path, {
      ...given,
      memory,
      threads,
      progress: (what) => work.progress(`making ${what}`),
    })
    const register = await openRegister(region)
    try {
      await introduce(register)
      const stop = work.signal ? { signal: work.signal } : {}
      for (const [i, { payer, payer_name, delivery, sent_on, paths }] of made.deliveries.entries()) {
        work.progress(`taking in ${payer_name}, ${delivery} (${i + 1} of ${made.deliveries.length})`)
        await ingest(region, { payer, files: paths }, { register, now: () => `${sent_on}T09:00:00.000Z`, ...stop })
      }
      await run(region, period('2025'), {
        register,
        now: work.now,
        progress: ({ table, step, steps, state }) => {
          if (state === 'started') work.progress(`running ${table} (${step} of ${steps})`)
        },
        ...stop,
      })
    } finally {
      await register.close()
    }
  } finally {
    lock.release()
  }
}

/** Senders, contracts and the people who may look, before the first file comes. */
async function introduce(register: Register): Promise<void> {
  for (const { payer, payer_name, kind, line_of_business } of SENDERS)
    await registerPayer(
      register,
      { payer, payer_name, kind, ...(line_of_business ? { line_of_business } : {}) },
      '2025-01-06T09:00:00.000Z',
    )
  await recordDemonstrationAgreements(register, '2025-01-06T09:00:00.000Z')
  const contracts = arrangements()
  const models = new Map(contracts.map(({ model }) => [model, readModel(model)]))
  await saveArrangements(
    register,
    contracts,
    (model, parameter) => models.get(model)?.parameters[parameter]?.kind ?? 'own',
  )
  await saveDemonstrationPeople(register, viewers())
}
