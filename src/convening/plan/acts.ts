import type { PlanStepRow } from '../../register/convening/adoption-schema.ts'
import { requireInitiative, takePartOn } from '../../register/convening/initiatives.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, notNow, recorded, wrong, wrongAt } from '../act.ts'
import { notifyIn } from '../notify/notify.ts'
import { requireSilenceIn } from '../silence/in-room.ts'

export type PlanStepGiven = Pick<
  PlanStepRow,
  'title' | 'resources' | 'due_date' | 'goal' | 'alignment_action' | 'recommendation'
> & {
  /** Which participant sees to it. */
  owner: string
  waits_for?: number | null
}

/** A step of the initiative's plan: who sees to it, by when, with what, and what it serves. */
export function addStep(act: Act, initiative: string, given: PlanStepGiven): Promise<{ plan_step: number }> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    await requireSilenceIn(tx, act, { title: given.title, resources: given.resources })
    const { owner: participant, ...step } = given
    await requireParticipant(tx, act, initiative, participant)
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
    await refuseOver(tx, initiative, given)
    const begun = { done_on: null, dropped_on: null, because: null, ...recorded(act) }
    const added = await tx
      .insertInto('plan_step')
      .values({ initiative, waits_for: null, ...step, participant, owner: null, ...begun })
      .returning('plan_step')
      .executeTakeFirstOrThrow()
    await tell(tx, act, participant, added.plan_step)
    return added
  })
}

/** Its people are told that a step is theirs. */
const tell = (tx: RegisterTransaction, { now, by }: Act, participant: string, plan_step: number): Promise<void> =>
  notifyIn(tx, {
    ...{ to: { participant }, kind: 'step-given', about: `plan-step:${plan_step}`, link: '/convening/plan' },
    ...{ at: now, by: by.person },
  })

async function requireParticipant(
  tx: RegisterTransaction,
  act: Act,
  initiative: string,
  participant: string,
): Promise<void> {
  const found = await takePartOn(tx, initiative, dayOf(act)).where('participant', '=', participant).executeTakeFirst()
  if (!found) throw wrongAt('owner', 'a step of who takes no part', 'one of the participants')
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
    await requireSilenceIn(tx, act, { resources, because })
    if (owner !== undefined) {
      const { initiative } = await requireStep(tx, plan_step)
      await requireParticipant(tx, act, initiative, owner)
    }
    const set = {
      ...(owner === undefined ? {} : { participant: owner, owner: null }),
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
    if (Number(changed.numUpdatedRows) === 0) throw noStep()
    if (owner !== undefined) await tell(tx, act, owner, plan_step)
  })
}

const noStep = () => notNow('no step that is open', 'one that is not done or given up')

async function requireStep(tx: RegisterTransaction, plan_step: number): Promise<{ initiative: string }> {
  const found = await tx
    .selectFrom('plan_step')
    .select('initiative')
    .where('plan_step', '=', plan_step)
    .executeTakeFirst()
  if (!found) throw noStep()
  return found
}

/** A step serves an agreed step that is open, and waits for one of its own plan that is. */
async function refuseOver(
  tx: RegisterTransaction,
  initiative: string,
  { alignment_action, waits_for }: PlanStepGiven,
): Promise<void> {
  if (alignment_action !== null) {
    const found = await tx
      .selectFrom('alignment_action')
      .select('ended_on')
      .where('action', '=', alignment_action)
      .executeTakeFirst()
    if (found?.ended_on !== null) throw wrong('no agreed step that is open', 'one that was not given up')
  }
  if (waits_for == null) return
  const before = await tx
    .selectFrom('plan_step')
    .select('plan_step')
    .where('plan_step', '=', waits_for)
    .where('initiative', '=', initiative)
    .where('done_on', 'is', null)
    .where('dropped_on', 'is', null)
    .executeTakeFirst()
  if (!before) throw wrongAt('waits_for', 'no open step of this plan to wait for', 'one that is not done or given up')
}
