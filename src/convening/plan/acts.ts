import type { PlanStepRow } from '../../register/convening/adoption-schema.ts'
import { requireInitiative } from '../../register/convening/initiatives.ts'
import { type Act, dayOf, notNow, recorded, wrong } from '../act.ts'
import { requireSilenceIn } from '../silence/in-room.ts'

export type PlanStepGiven = Pick<
  PlanStepRow,
  'title' | 'owner' | 'resources' | 'due_date' | 'goal' | 'alignment_action' | 'recommendation'
>

/** A step of the initiative's plan: who sees to it, by when, with what, and what it serves. */
export function addStep(act: Act, initiative: string, given: PlanStepGiven): Promise<{ plan_step: number }> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    await requireSilenceIn(tx, given.title, given.resources)
    for (const [table, key] of [
      ['shared_goal', 'goal'],
      ['recommendation', 'recommendation'],
    ] as const)
      if (given[key] !== null) {
        const found = await tx
          .selectFrom(table)
          .select('initiative')
          .where(key as never, '=', given[key] as never)
          .executeTakeFirst()
        if (found?.initiative !== initiative) throw wrong(`no ${key} of this initiative`, 'one that is there')
      }
    return tx
      .insertInto('plan_step')
      .values({ initiative, ...given, done_on: null, dropped_on: null, because: null, ...recorded(act) })
      .returning('plan_step')
      .executeTakeFirstOrThrow()
  })
}

export type PlanStepChange = {
  owner?: string | undefined
  resources?: string | undefined
  due_date?: string | undefined
  done?: true | undefined
  /** It is given up, for this reason. */
  because?: string | undefined
}

/** Another owner or day, done, or given up with the reason. What it was stays; what is over stays over. */
export function changeStep(act: Act, plan_step: number, change: PlanStepChange): Promise<void> {
  const { done, because, owner, resources, due_date } = change
  if (done && because !== undefined) throw wrong('a step both done and given up', 'one of the two')
  return act.register.engine(async (tx) => {
    await requireSilenceIn(tx, resources, because)
    const set = {
      ...(owner === undefined ? {} : { owner }),
      ...(resources === undefined ? {} : { resources }),
      ...(due_date === undefined ? {} : { due_date }),
      ...(done ? { done_on: dayOf(act) } : {}),
      ...(because === undefined ? {} : { because, dropped_on: dayOf(act) }),
    }
    if (Object.keys(set).length === 0)
      throw wrong('no change', 'an owner, a day, resources, done, or why it is given up')
    const changed = await tx
      .updateTable('plan_step')
      .set(set)
      .where('plan_step', '=', plan_step)
      .where('done_on', 'is', null)
      .where('dropped_on', 'is', null)
      .executeTakeFirst()
    if (Number(changed.numUpdatedRows) === 0) throw notNow('no step that is open', 'one that is not done or given up')
  })
}
