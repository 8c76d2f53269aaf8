import { keepsProcess } from '../../../../convening/act.ts'
import { recruitmentKept } from '../../../../register/convening/recruitment.ts'
import { registeredPractices } from '../../../../register/directory.ts'
import { isCare, partyOf } from '../../received/received.ts'
import { allDay, type CalendarSource } from './source.ts'

/**
 * Since when an invitation awaits a practice's answer, and a practice that was handed over awaits the payer; to who
 * convenes, when each recruitment began. It has no last days: a practice takes the time that it needs.
 */
export const recruitment: CalendarSource = async ({ viewer }, { register }) => {
  const { recruitments, practices, handovers } = await recruitmentKept(register, partyOf(viewer))
  const titles = new Map(recruitments.map((one) => [one.recruitment, one.title]))
  const link = '/convening/recruitment'
  if (keepsProcess(viewer))
    return recruitments.map(({ recruitment: key, title, recorded_at }) =>
      allDay({
        ...{ uid: `recruitment-${key}`, kind: 'recruitment', title: `Recruitment began: ${title}` },
        ...{ starts: new Date(recorded_at).toISOString().slice(0, 10), link },
      }),
    )
  const names = new Map((await registeredPractices(register)).map((one) => [one.practice_id, one.practice_name]))
  const of = ({ recruitment: key, practice_id }: { recruitment: string; practice_id: string }, says: string) => ({
    ...{ uid: `recruitment-${key}-${practice_id}`, kind: 'recruitment' as const, link },
    ...{ title: `${says}: ${titles.get(key) ?? key}`, whose: names.get(practice_id) ?? practice_id },
  })
  if (isCare(viewer))
    return practices
      .filter(({ practice_id, state }) => state === 'invited' && viewer.practice_ids.includes(practice_id))
      .map((one) => allDay({ ...of(one, 'Invitation awaits your answer'), starts: one.invited_on ?? one.found_on }))
  return handovers
    .filter(({ taken_up_on, ended_on }) => taken_up_on === null && ended_on === null)
    .map((one) => allDay({ ...of(one, 'Practice handed over to you'), starts: one.told_on }))
}
