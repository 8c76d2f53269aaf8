import { WholepanelError } from '../../../error.ts'
import { openLake } from '../../../lake/lake.ts'
import { lastFinishedRun } from '../../../register/runs.ts'
import { begunPurge } from '../../../rights/purge/journal.ts'
import { listPurge } from '../../../rights/purge/list-purge.ts'
import { membersOf } from '../../../rights/purge/members-of.ts'
import { purge as carryOut, resumePurge } from '../../../rights/purge/purge.ts'
import type { Target } from '../../../rights/purge/target.ts'
import { viewUsable } from '../../../rights/view-usable.ts'
import { openRun } from '../../../run/open-run.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { tableText } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type PurgeOptions = {
  submission?: string
  person?: string
  payer?: string
  authority?: string
  yes?: boolean
  resume?: boolean
}

/** Lists what would be destroyed; destroys it when told so, and leaves a tombstone. */
export function purge(context: Context, options: PurgeOptions): Promise<number> {
  return withRegion(context, 'purge', async (open) => {
    const { region, register } = open
    if (begunPurge(region)) {
      context.say('finishing the purge that was begun')
      await resumePurge(region, register, (done) => context.progress(`${done} done`))
      context.say('purged')
      if (options.resume) return DONE
    } else if (options.resume) {
      context.say('no purge was begun')
      return DONE
    }
    const target = await targetOf(open, options)
    const listed = await listPurge(region, register, target)
    const rows = listed.items.map(({ action, path, what, records, bytes }) => ({ action, path, what, records, bytes }))
    context.out(tableText(rows, ['action', 'path', 'what', 'records', 'bytes']))
    for (const line of listed.elsewhere) context.say(`not by this command: ${line}`)
    if (!options.yes) {
      context.say('nothing was destroyed; the same command with --yes destroys what is listed')
      return DONE
    }
    if (!options.authority)
      throw new WholepanelError('input-argument', {
        got: 'no authority',
        want: '--authority "the law or agreement that demands it"',
      })
    await carryOut(region, register, { purge: listed, authority: options.authority, now: context.now() })
    context.say(`purged: ${listed.items.length} files; the tombstones are kept. Next: wholepanel run --period PERIOD`)
    return DONE
  })
}

async function targetOf(
  { region, register }: OpenRegion,
  { submission, person, payer }: PurgeOptions,
): Promise<Target> {
  const given = [submission, person, payer].filter((one) => one !== undefined)
  if (given.length !== 1)
    throw new WholepanelError('input-argument', {
      got: `${given.length} of them`,
      want: '--submission, --person or --payer',
    })
  if (submission !== undefined) return { kind: 'submission', submission_id: submission }
  if (payer !== undefined) return { kind: 'payer', payer }
  const run = await lastFinishedRun(register)
  const engine = await openLake(region)
  try {
    await (run ? openRun(engine, region, run.run_id) : viewUsable(engine))
    const members = run || person?.includes(':') ? await membersOf(engine, person ?? '') : []
    if (members.length === 0)
      throw new WholepanelError('input-argument', {
        got: 'nobody of this key in the last run',
        want: "a person_id, or PAYER:NUMBER for one payer's member",
      })
    return { kind: 'person', members }
  } finally {
    engine.close()
  }
}
