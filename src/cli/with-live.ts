import { Live, policyOf } from '../server/live.ts'
import type { Context, OpenRegion } from './context.ts'

/** The region as the server's readers see it, with the policy of today, for as long as the work takes. */
export async function withLive<Result>(
  { now }: Pick<Context, 'now'>,
  { region, register }: Pick<OpenRegion, 'region' | 'register'>,
  work: (live: Live) => Promise<Result>,
): Promise<Result> {
  const live = new Live(region, register, policyOf(region, register, now))
  try {
    return await work(live)
  } finally {
    await live.close()
  }
}
