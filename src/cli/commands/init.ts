import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { WholepanelError } from '../../error.ts'
import { Region } from '../../region.ts'
import { acquireLock } from '../../register/lock.ts'
import { openRegister } from '../../register/open.ts'
import { type Context, DONE } from '../context.ts'
import { recorded } from '../recorded.ts'

/** Makes a region's folder with its settings and its register. */
export async function init(context: Context, folder: string, { name }: { name?: string }): Promise<number> {
  const path = resolve(context.cwd, folder)
  if (existsSync(join(path, 'wholepanel.yaml')))
    throw new WholepanelError('input-argument', {
      at: path,
      got: 'a region is already there',
      want: 'a new or empty folder',
      fix: `look at it with: wholepanel --region ${folder} submissions`,
    })
  const region = Region.create(path, { region: name ?? basename(path) })
  const lock = acquireLock(region, 'init', context.now())
  try {
    context.progress('making the register')
    const register = await openRegister(region, context.environment.WHOLEPANEL_DATABASE_URL)
    await recorded(context, register, async () => DONE).finally(() => register.close())
  } finally {
    lock.release()
  }
  context.say(`region ${region.settings.region} made in ${path}`)
  context.say(`next: wholepanel --region ${folder} ingest <payer> FILES…`)
  return DONE
}
