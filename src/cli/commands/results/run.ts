import { linkageSentence } from '../../../identity/compare.ts'
import { period as periodOf } from '../../../period.ts'
import { lastFinishedRun } from '../../../register/runs.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { tableText } from '../../say/print-table.ts'
import { sayRemoved } from '../../say/say-removed.ts'
import { withRegion } from '../../with-region.ts'
import { standingWords } from '../attestation/standing-words.ts'

export type RunCommand = { period: string; asOf?: string; fromScratch?: boolean }

/**
 * Computes a period over the whole lake. Readers see it when it is finished, and the last one until then. As of a past
 * day it reads what had arrived by then, and only those who ask for that day see it.
 */
export function run(context: Context, { period: id, asOf, fromScratch }: RunCommand): Promise<number> {
  const period = periodOf(id)
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'run', async ({ region, register }) => {
    const { run: carryOut } = await import('../../../run/run.ts')
    const before = (await lastFinishedRun(register, period.id))?.run_id ?? null
    if (as_of === undefined) await takeStatements(context, { region, register })
    const { run_id, state, tables, built_on, redone, linkage } = await carryOut(region, period, {
      register,
      as_of,
      from_scratch: fromScratch ?? false,
      now: context.now,
      signal: context.signal,
      progress: ({ table, step, steps, state, redo }) =>
        context.progress(`step ${step} of ${steps}: ${table}${state === 'kept' ? ', kept from before' : said(redo)}`),
    })
    context.out(tableText(tables, ['table', 'rows', 'seconds', 'fingerprint']))
    context.say(state === 'unchanged' ? `run ${run_id} is there already: nothing changed` : `run ${run_id} finished`)
    if (redone)
      context.say(
        `over ${built_on}: redone for ${count(redone.people)} of ${count(redone.of)} people: ${redone.because.join('; ')}`,
      )
    await sayRemoved(context, { region, register }, run_id, before)
    if (linkage) context.say(linkageSentence(linkage))
    return DONE
  })
}

/** What patients said since the last run is in this one, as far as it is known whose it is. */
async function takeStatements(context: Context, { region, register }: Pick<OpenRegion, 'region' | 'register'>) {
  const { takeInStatements } = await import('../../../attestation/take-in.ts')
  const { now, progress, signal } = context
  const { submission_id, ...counted } = await takeInStatements(region, { register, now, progress, signal })
  if (submission_id) context.say(`statements of patients: ${standingWords(counted)}`)
}

const said = (redo: string | null): string =>
  redo === 'nothing'
    ? ', as before'
    : redo === 'people' || redo === 'records' || redo === 'keys'
      ? ', in part as before'
      : ''

const count = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')
