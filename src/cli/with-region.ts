import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { WholepanelError } from '../error.ts'
import { Region } from '../region.ts'
import { acquireLock, type Lock } from '../register/lock.ts'
import { openRegister } from '../register/open.ts'
import { begunPurge } from '../rights/purge/journal.ts'
import type { Context, OpenRegion } from './context.ts'
import { recorded } from './recorded.ts'

/** A purge that was cut short comes first: until it is done the region is in between. */
function requireNoPurge(region: Region): void {
  if (begunPurge(region))
    throw new WholepanelError('state-interrupted', { at: 'a purge', fix: 'finish it with: wholepanel purge --resume' })
}

/**
 * Opens the region for one command: takes the lock, opens the register, records what it
 * changes, and gives both back whatever happens.
 */
export async function withRegion<Result>(
  context: Context,
  purpose: string,
  work: (open: OpenRegion & { lock: Lock | null }) => Promise<Result>,
): Promise<Result> {
  const { held } = context
  if (held) return recorded(context, held.register, () => work({ ...held, lock: null }))
  const region = Region.open(resolve(context.cwd, context.region))
  const lock = acquireLock(region, purpose, context.now())
  try {
    if (purpose !== 'purge') requireNoPurge(region)
    // Nobody else works here: what is in the engine's scratch was left by a process that was killed.
    rmSync(join(region.path, 'spill'), { recursive: true, force: true })
    const register = await openRegister(region, context.environment.WHOLEPANEL_DATABASE_URL)
    try {
      return await recorded(context, register, () => work({ region, register, lock }))
    } finally {
      await register.close()
    }
  } finally {
    lock.release()
  }
}
