import { resolve } from 'node:path'
import { Region } from '../region.ts'
import { acquireLock, type Lock } from '../register/lock.ts'
import { openRegister } from '../register/open.ts'
import type { Context, OpenRegion } from './context.ts'

/** Opens the region for one command: takes the lock, opens the register, and gives both back whatever happens. */
export async function withRegion<Result>(
  context: Context,
  purpose: string,
  work: (open: OpenRegion & { lock: Lock | null }) => Promise<Result>,
): Promise<Result> {
  if (context.held) return work({ ...context.held, lock: null })
  const region = Region.open(resolve(context.cwd, context.region))
  const lock = acquireLock(region, purpose, context.now())
  try {
    const register = await openRegister(region, context.environment.WHOLEPANEL_DATABASE_URL)
    try {
      return await work({ region, register, lock })
    } finally {
      await register.close()
    }
  } finally {
    lock.release()
  }
}
