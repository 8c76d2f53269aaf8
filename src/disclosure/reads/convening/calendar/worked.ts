import { registeredPractices } from '../../../../register/directory.ts'
import { isOverseer, partyOf } from '../../received/received.ts'
import { allDay, type CalendarSource } from './source.ts'

/** By when payers say what they intend and what they did; to a payer until it said so, to who oversees always. */
export const adoptions: CalendarSource = async ({ viewer }, { register, day }) => {
  const isPayer = viewer.role === 'payer'
  if (!isPayer && !isOverseer(viewer)) return []
  const [calls, said] = await register.as(partyOf(viewer), async (tx) => [
    await tx
      .selectFrom('adoption_call')
      .innerJoin('recommendation', 'recommendation.recommendation', 'adoption_call.recommendation')
      .select(['recommendation.recommendation', 'title', 'year', 'intent_by', 'actual_by'])
      .execute(),
    await tx
      .selectFrom('adoption')
      .select(['recommendation', 'year', 'stage'])
      .where('payer', '=', viewer.organization_id ?? '')
      .execute(),
  ])
  const stated = new Set(said.map(({ recommendation, year, stage }) => `${recommendation} ${year} ${stage}`))
  return calls.flatMap(({ recommendation, title, year, intent_by, actual_by }) =>
    (
      [
        ['intent', intent_by, `Say whether you adopt “${title}” for ${year}`],
        ['actual', actual_by, `Say what you did of “${title}” in ${year}`],
      ] as const
    )
      .filter(([stage]) => !isPayer || !stated.has(`${recommendation} ${year} ${stage}`))
      .map(([stage, starts, asks]) =>
        allDay({
          uid: `adoption-${recommendation}-${year}-${stage}`,
          kind: 'adoption',
          title: isPayer ? asks : asks.replace('you adopt', 'payers adopt').replace('you did', 'payers did'),
          ...{ starts, link: '/convening/adoption', late: isPayer && starts < day },
        }),
      ),
  )
}

/** Open steps of the plan. */
export const planSteps: CalendarSource = async ({ viewer }, { register, day }) => {
  const found = await register.as(partyOf(viewer), (tx) =>
    tx
      .selectFrom('plan_step')
      .leftJoin('participant', 'participant.participant', 'plan_step.participant')
      .select(['plan_step', 'title', 'owner', 'plan_step.participant', 'participant_name', 'due_date'])
      .where('done_on', 'is', null)
      .where('dropped_on', 'is', null)
      .execute(),
  )
  return found.map(({ plan_step, title, owner, participant, participant_name, due_date }) =>
    allDay({
      uid: `plan-step-${plan_step}`,
      kind: 'plan-step',
      ...{
        title,
        starts: due_date,
        late: due_date < day,
        link: '/convening/plan',
        whose: participant_name ?? participant ?? owner,
      },
    }),
  )
}

/** What coach and practice agreed on, for the two of them. What it says stands on its page. */
export const coaching: CalendarSource = async ({ viewer }, { register, day }) => {
  const [tasks, visits] = await register.as(partyOf(viewer), async (tx) => [
    await tx
      .selectFrom('coaching_task')
      .select(['coaching_task', 'practice_id', 'due_on'])
      .where('done_on', 'is', null)
      .where('dropped_on', 'is', null)
      .execute(),
    await tx
      .selectFrom('coaching_visit')
      .select(['coaching_visit', 'practice_id', 'visit_on'])
      .where('called_off_on', 'is', null)
      .execute(),
  ])
  if (tasks.length + visits.length === 0) return []
  const names = new Map((await registeredPractices(register)).map((one) => [one.practice_id, one.practice_name]))
  const at = (practice_id: string) => ({
    kind: 'coaching' as const,
    link: `/practices/${encodeURIComponent(practice_id)}/coaching`,
    whose: names.get(practice_id) ?? practice_id,
  })
  return [
    ...tasks.map(({ coaching_task, practice_id, due_on }) =>
      allDay({
        uid: `coaching-task-${coaching_task}`,
        title: 'Task of the coaching plan due',
        ...{ starts: due_on, late: due_on < day, ...at(practice_id) },
      }),
    ),
    ...visits.map(({ coaching_visit, practice_id, visit_on }) =>
      allDay({
        uid: `coaching-visit-${coaching_visit}`,
        title: 'Coaching visit',
        starts: visit_on,
        ...at(practice_id),
      }),
    ),
  ]
}
