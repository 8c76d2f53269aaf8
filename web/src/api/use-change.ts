/** One way to change something: send it, then read again whatever may stand differently. */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from './client.ts'

export function useChange<Answer>(...touched: { queryKey: QueryKey }[]) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => send<Answer>('POST', path, body),
    onSuccess: () => Promise.all(touched.map(({ queryKey }) => queries.invalidateQueries({ queryKey }))),
  })
}
