/** Whether a practice is open to the viewer only in an emergency: its panel then, for an hour, and nothing to take away. */
import { useQuery } from '@tanstack/react-query'
import { type Emergency, emergenciesQuery } from '../api/people/people.ts'
import { sessionQuery } from '../api/queries.ts'

/** What the viewer holds open now. */
export function useEmergencies(): Emergency[] {
  const role = useQuery(sessionQuery).data?.viewer?.role
  const treats = role === 'practice' || role === 'provider-organization'
  const found = useQuery({ ...emergenciesQuery, enabled: treats, refetchInterval: MINUTE })
  return found.data?.filter((one) => one.own && one.open) ?? []
}

export const useEmergency = (practice_id: string): Emergency | undefined =>
  useEmergencies().find((one) => one.practice_id === practice_id)

const MINUTE = 60_000
