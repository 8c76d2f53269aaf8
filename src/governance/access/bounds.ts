import { listCoaching } from '../../register/people/coaching.ts'
import { type ParticipantKind, participantOf } from '../../register/people/participants.ts'
import { refused } from '../permit.ts'
import type { Role } from '../viewer.ts'
import { type Act, dayOf, governs, wrong } from './act.ts'
import { LOOKS_AT_PRACTICES, ROLES_OF } from './roles.ts'

/** What somebody, or a program, shall be allowed. */
export type Asked = { role: Role; participant: string | null; practice_ids?: readonly string[] | undefined }
export type Bounded = { role: Role; participant: string | null; practice_ids: string[] }

/**
 * Never more than the participant itself has: its roles, its practices. Says which practices it comes to: all of a
 * provider organization's where none are named. What is another's and what is not there are refused alike.
 */
export async function within(act: Act, { role, participant, practice_ids = [] }: Asked): Promise<Bounded> {
  if (!governs(act.by, participant)) throw refused()
  if (role === 'operator') {
    if (act.by.role !== 'operator') throw refused()
    if (participant !== null || practice_ids.length > 0)
      throw wrong('an operator with a participant or practices', 'neither: the operator answers for the whole region')
    return { role, participant, practice_ids: [] }
  }
  const found = participant === null ? undefined : await participantOf(act.register, participant)
  if (!found)
    throw wrong('no participant of this key', 'one of those listed', 'list them with: wholepanel participants')
  const roles = ROLES_OF[found.kind as ParticipantKind]
  if (!roles.includes(role)) throw wrong(`the role ${role}`, `a role that a ${found.kind} has: ${roles.join(', ')}`)
  if (!LOOKS_AT_PRACTICES.includes(role)) {
    if (practice_ids.length > 0) throw wrong(`practices for the role ${role}`, 'none: it looks at no practice by name')
    return { role, participant, practice_ids: [] }
  }
  return { role, participant, practice_ids: await practices(act, role, found.participant, practice_ids) }
}

async function practices(act: Act, role: Role, participant: string, asked: readonly string[]): Promise<string[]> {
  const has = role === 'coach' ? await coached(act, participant) : await ofOrganization(act, participant)
  const all = role === 'practice' ? [] : (has ?? [])
  const named = asked.length === 0 ? all : [...new Set(asked)].sort()
  if (has !== null && !named.every((one) => has.includes(one))) {
    if (act.by.role !== 'operator') throw refused()
    throw wrong(
      'practices that are not of this participant',
      `practices that are ${role === 'coach' ? 'open to it' : 'its own'}`,
    )
  }
  // Before a directory was read only the operator can know whose a practice is.
  if (has === null && act.by.role !== 'operator') throw refused()
  if (named.length === 0 && role !== 'coach')
    throw wrong('no practice', 'the practices whose patients they treat', 'name them by their keys in the directory')
  return named
}

async function ofOrganization(act: Act, organization_id: string): Promise<string[] | null> {
  const directory = await act.organizations()
  if (!directory) return null
  return [...directory]
    .filter(([, organization]) => organization === organization_id)
    .map(([practice]) => practice)
    .sort()
}

/** Practices whose organization lets this coaching organization in today. */
async function coached(act: Act, participant: string): Promise<string[]> {
  const today = dayOf(act)
  return (await listCoaching(act.register))
    .filter((one) => one.participant === participant && one.ended_at === null && one.start_date <= today)
    .filter((one) => one.end_date === null || one.end_date >= today)
    .map((one) => one.practice_id)
    .sort()
}
