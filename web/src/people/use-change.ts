/** One way to change who may look: send it, then read again whatever may stand differently. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../api/client.ts'
import { apiClientsQuery, emergenciesQuery, peopleQuery } from '../api/people.ts'

export function useChange<Answer>() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => send<Answer>('POST', path, body),
    onSuccess: () =>
      Promise.all(
        [peopleQuery, apiClientsQuery, emergenciesQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey })),
      ),
  })
}
