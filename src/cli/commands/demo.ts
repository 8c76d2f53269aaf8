import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { WholepanelError } from '../../error.ts'
import { linkageSentence } from '../../identity/compare.ts'
import { LIBRARY } from '../../model/read-model.ts'
import { period } from '../../period.ts'
import { Region } from '../../region.ts'
import { saveArrangements } from '../../register/arrangements.ts'
import { saveDemonstrationPeople } from '../../register/demonstration-people.ts'
import { registerPayer } from '../../register/payers.ts'
import { type Context, DONE, type OpenRegion } from '../context.ts'
import { kindOfParameter } from '../kind-of-parameter.ts'
import { withRegion } from '../with-region.ts'

const SETTINGS = { region: 'Tidewell County', demonstration: true }
const PERIOD = '2025'
/** Stands in the folder until everything in it is there, so that a demonstration that was cut short starts afresh. */
const UNFINISHED = '.unfinished'
const MADE = ['wholepanel.yaml', 'sent', 'truth', 'received', 'lake', 'runs', 'models', 'register', 'spill']

export type DemoOptions = { people: number; seed: number }

/** Makes the demonstration region: senders write files, they are taken in as any others, and a run is made. */
export async function demo(context: Context, folder: string, options: DemoOptions): Promise<number> {
  const path = resolve(context.cwd, folder)
  emptyFolder(path)
  Region.create(path, SETTINGS)
  await withRegion({ ...context, region: path }, 'demo', (open) => fill(context, open, options))
  rmSync(join(path, UNFINISHED))
  const shown = relative(context.cwd, path) || '.'
  context.say(`the demonstration region is in ${shown}; look at it with: wholepanel --region ${shown} serve`)
  return DONE
}

async function fill(context: Context, { region, register }: OpenRegion, options: DemoOptions): Promise<void> {
  const { progress, now, signal } = context
  const stop = () => {
    if (signal.aborted) throw new WholepanelError('state-interrupted', { at: region.path })
  }
  const { arrangements, makeDemonstration, recordDemonstrationAgreements, SENDERS, viewers } = await import(
    '../../demo/demo.ts'
  )
  const { memory, threads } = region.settings
  const { deliveries } = await makeDemonstration(region.path, {
    ...options,
    memory,
    threads,
    progress: (what) => {
      stop()
      progress(`making ${what}`)
    },
  })
  const { ingest } = await import('../../sources/ingest.ts')
  // The convener's attestations name payers whose own files come later.
  for (const { line_of_business, ...sender } of SENDERS)
    await registerPayer(register, { ...sender, line_of_business: line_of_business ?? undefined }, now())
  await recordDemonstrationAgreements(register, now())
  for (const [i, { paths, delivery, line_of_business, ...sender }] of deliveries.entries()) {
    progress(`delivery ${i + 1} of ${deliveries.length}: ${sender.payer_name} ${delivery}`)
    const given = { ...sender, line_of_business: line_of_business ?? undefined, files: paths }
    await ingest(region, given, { register, now, signal })
  }
  stop()
  await saveArrangements(register, arrangements(), kindOfParameter([region.models, LIBRARY]).kindOf)
  await saveDemonstrationPeople(register, viewers())
  const { run } = await import('../../run/run.ts')
  const { linkage } = await run(region, period(PERIOD), {
    register,
    now,
    signal,
    progress: ({ table, step, steps }) => progress(`run ${PERIOD}, step ${step} of ${steps}: ${table}`),
  })
  if (linkage) context.say(linkageSentence(linkage))
}

/** Removes what an interrupted demonstration left, and only that. */
function emptyFolder(path: string): void {
  const marker = join(path, UNFINISHED)
  if (existsSync(marker)) for (const name of MADE) rmSync(join(path, name), { recursive: true, force: true })
  else if (existsSync(join(path, 'wholepanel.yaml')))
    throw new WholepanelError('input-argument', {
      at: path,
      got: 'a region is already there',
      want: 'a new or empty folder',
    })
  mkdirSync(path, { recursive: true, mode: 0o700 })
  writeFileSync(marker, '', { mode: 0o600 })
}
