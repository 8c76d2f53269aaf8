import { stateOf } from '../../../disclosure/reads/people.ts'
import { WholepanelError } from '../../../error.ts'
import { endCoachingOf, letCoachIn } from '../../../governance/access/coaching.ts'
import { listCoaching } from '../../../register/people/coaching.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { actAtTerminal } from './at-terminal.ts'

const COLUMNS = [
  ...['coaching', 'participant', 'practice_id', 'organization_id', 'state', 'start_date', 'end_date'],
  ...['consented_by', 'consented_at', 'ended_by', 'ended_at'],
]

/** One row per consent that was ever given, the newest first. */
export function coaches(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'coaches', async ({ register }) => {
    const today = context.now().slice(0, 10)
    const rows = (await listCoaching(register)).map((one) => ({ ...one, state: stateOf(one, today) }))
    printRows(context, rows, output.json || output.csv ? COLUMNS : COLUMNS.slice(0, 7), output)
    return DONE
  })
}

/** The number of the consent goes to standard output, and nothing else does. */
export function letIn(
  context: Context,
  participant: string,
  practice_id: string,
  { until }: { until?: string },
): Promise<number> {
  return withRegion(context, 'coaches', async (open) => {
    const { coaching } = await letCoachIn(actAtTerminal(context, open), { participant, practice_id, end_date: until })
    context.say(`${participant} is let in to ${practice_id}, by the consent of the number below`)
    context.out(`${coaching}\n`)
    return DONE
  })
}

export function shutOut(context: Context, consent: string): Promise<number> {
  if (!/^[1-9]\d{0,8}$/.test(consent))
    throw new WholepanelError('input-argument', {
      got: consent,
      want: 'the number of a consent',
      fix: 'list them with: wholepanel coaches',
    })
  return withRegion(context, 'coaches', async (open) => {
    await endCoachingOf(actAtTerminal(context, open), Number(consent))
    context.say(`consent ${consent} has ended; no coach reads anything by it`)
    return DONE
  })
}
