/** A change of who may look: people, programs and emergencies are read again. */
import { apiClientsQuery, emergenciesQuery, peopleQuery } from '../api/people/people.ts'
import { useChange } from '../api/use-change.ts'

export const usePeopleChange = <Answer>() => useChange<Answer>(peopleQuery, apiClientsQuery, emergenciesQuery)
