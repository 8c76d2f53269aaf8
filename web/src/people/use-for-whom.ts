/** For which participant, and in which of its roles: chosen by the operator, the administrator's own otherwise. */
import { useState } from 'react'
import type { People } from '../api/people/people.ts'
import { LOOKS_AT_PRACTICES, practicesOf, ROLE, ROLES_OF } from './words.ts'

/** The operator answers for the whole region, and looks for no participant. */
const NO_PARTICIPANT = { key: '', name: 'None: an operator of the region' }

export function useForWhom(people: People, viewers: string, { operators }: { operators: boolean }) {
  const own = people.people.find((one) => one.account === people.account)?.grants.find((one) => one.administers)
  const [chosen, setChosen] = useState(people.participants[0]?.participant ?? '')
  const [wanted, setRole] = useState('')
  const participant = viewers === 'operator' ? chosen : (own?.participant ?? '')
  const kind = people.participants.find((one) => one.participant === participant)?.kind
  const roles = kind ? (ROLES_OF[kind] ?? []) : ['operator']
  const role = roles.includes(wanted) ? wanted : (roles[0] ?? '')
  const participants = people.participants.map((one) => ({ key: one.participant, name: one.participant_name }))
  const fields = [
    {
      label: 'Participant',
      value: participant,
      set: setChosen,
      choices: operators ? [...participants, NO_PARTICIPANT] : participants,
    },
    {
      label: 'Role',
      value: role,
      set: setRole,
      choices: roles.map((key) => ({ key, name: ROLE[key] ?? key })),
    },
  ]
  return {
    /** An administrator asks for its own participant, and need not say so. */
    asked: { role, ...(viewers === 'operator' ? { participant: participant || null } : {}) },
    fields: viewers === 'operator' ? fields : fields.slice(1),
    practices: LOOKS_AT_PRACTICES.includes(role) ? practicesOf(people, role, participant) : [],
  }
}
