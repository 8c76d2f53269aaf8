/** For which participant, and in which of its roles: chosen by the operator, the administrator's own otherwise. */
import { useState } from 'react'
import type { People } from '../api/people.ts'
import { ROLE, ROLES_OF } from './words.ts'

export function useForWhom(people: People, viewers: string) {
  const own = people.people.find((one) => one.account === people.account)?.grants.find((one) => one.administers)
  const [chosen, setChosen] = useState(people.participants[0]?.participant ?? '')
  const participant = viewers === 'operator' ? chosen : (own?.participant ?? '')
  const kind = people.participants.find((one) => one.participant === participant)?.kind ?? ''
  const roles = ROLES_OF[kind] ?? []
  const [wanted, setRole] = useState('')
  const role = roles.includes(wanted) ? wanted : (roles[0] ?? '')
  const fields = [
    {
      label: 'Participant',
      value: participant,
      set: setChosen,
      choices: people.participants.map((one) => ({ key: one.participant, name: one.participant_name })),
    },
    {
      label: 'Role',
      value: role,
      set: setRole,
      choices: roles.map((key) => ({ key, name: ROLE[key] ?? key })),
    },
  ]
  return {
    participant,
    role,
    fields: viewers === 'operator' ? fields : fields.slice(1),
    practices: people.practices.filter((one) => kind === 'coach' || one.organization_id === participant),
  }
}
