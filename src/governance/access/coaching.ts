import { type Coaching, endCoaching, insertCoaching, listCoaching } from '../../register/people/coaching.ts'
import { participantOf } from '../../register/people/participants.ts'
import { refused } from '../permit.ts'
import { type Act, changing, dayOf, eventOf, governs, wrong } from './act.ts'

export type LetIn = { participant: string; practice_id: string; end_date?: string | null | undefined }

/** The organization of a practice consents that a coaching organization reads the practice's scorecard and counts. */
export async function letCoachIn(act: Act, { participant, practice_id, end_date = null }: LetIn): Promise<Coaching> {
  const organization_id = (await act.organizations())?.get(practice_id)
  if (organization_id === undefined || !governs(act.by, organization_id)) throw refused()
  const coach = await participantOf(act.register, participant)
  if (coach?.kind !== 'coach') throw wrong('no coaching organization of this key', 'one of those listed')
  const today = dayOf(act)
  if (end_date !== null && end_date < today) throw wrong('an end that is past', 'today or later')
  return changing(act, act.by.organization_id, async (tx) => {
    const given = { participant, practice_id, organization_id, start_date: today, end_date }
    const result = await insertCoaching(tx, given, act.by.person, act.now)
    return { result, event: eventOf(act, 'let-coach-in', `practice:${practice_id} participant:${participant}`) }
  })
}

/** By the practice's organization, by the coaching organization itself, or by the operator. */
export async function endCoachingOf(act: Act, coaching: number): Promise<void> {
  const { by, now } = act
  const found = (await listCoaching(act.register)).find((one) => one.coaching === coaching)
  if (!found || !(governs(by, found.organization_id) || governs(by, found.participant))) throw refused()
  await changing(act, by.organization_id, async (tx) => {
    if (!(await endCoaching(tx, coaching, by.person, now))) throw wrong('a consent that has ended', 'one that holds')
    const about = `practice:${found.practice_id} participant:${found.participant}`
    return { result: undefined, event: eventOf(act, 'end-coaching', about) }
  })
}
