import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { WholepanelError } from '../../error.ts'
import { linkageSentence } from '../../identity/compare.ts'
import { Region } from '../../region.ts'
import { type Context, DONE } from '../context.ts'
import { withLive } from '../with-live.ts'
import { withRegion } from '../with-region.ts'

const SETTINGS = {
  region: 'Tidewell County',
  demonstration: true,
  growth_target: 'states/spending-growth-targets oregon',
}
/** Stands in the folder until everything in it is there, so that a demonstration that was cut short starts afresh. */
const UNFINISHED = '.unfinished'
const MADE = [
  ...['wholepanel.yaml', 'sent', 'truth', 'received', 'lake', 'runs', 'models', 'terminology', 'mappings', 'policies'],
  ...['register', 'spill'],
]

export type DemoOptions = { people: number; seed: number }

/** Makes the demonstration region: senders write files, they are taken in as any others, and a run is made. */
export async function demo(context: Context, folder: string, options: DemoOptions): Promise<number> {
  const path = resolve(context.cwd, folder)
  emptyFolder(path)
  Region.create(path, SETTINGS)
  const { demo: fill } = await import('../../demo/demo.ts')
  const { publishDemonstration } = await import('../../demo/publish.ts')
  const linkage = await withRegion({ ...context, region: path }, 'demo', async ({ region, register }) => {
    const found = await fill(region, options, { ...context, register }).catch((error: unknown) => {
      throw context.signal.aborted ? new WholepanelError('state-interrupted', { at: path }) : error
    })
    await withLive(context, { region, register }, (live) =>
      live.read((reading) => publishDemonstration(register, reading, context.now())),
    )
    return found
  })
  rmSync(join(path, UNFINISHED))
  if (linkage) context.say(linkageSentence(linkage))
  const shown = relative(context.cwd, path) || '.'
  context.say(`the demonstration region is in ${shown}; look at it with: wholepanel --region ${shown} serve`)
  return DONE
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
