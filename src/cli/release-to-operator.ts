import { type ReleasePeople, recordRelease } from '../register/log/releases.ts'
import type { Context, OpenRegion } from './context.ts'

/**
 * Whoever can type commands on the folder is the region's operator, from whom nothing is withheld. What they read
 * about people is written down like every release.
 */
export async function releaseToOperator(
  { now }: Pick<Context, 'now'>,
  { register }: Pick<OpenRegion, 'register'>,
  command: string,
  people: ReleasePeople = [],
): Promise<void> {
  await recordRelease(
    register,
    {
      viewer: 'operator',
      role: 'operator',
      organization_id: null,
      purpose: 'oversight',
      path: `wholepanel ${command}`,
      policy: 'operator',
      withheld: [],
      released_at: now(),
    },
    { act: `read-${command.replaceAll(' ', '-')}`, about: '', detail: { command, outcome: 'done' } },
    people,
  )
}
