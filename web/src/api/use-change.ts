/** One way to change something: send it, once, then read again whatever may stand differently. */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from './client.ts'
import { useOnce } from './use-once.ts'

export function useChange<Answer>(...touched: { queryKey: QueryKey }[]) {
  const queries = useQueryClient()
  return useOnce(
    useMutation({
      mutationFn: ({ path, body }: { path: string; body: object }) => send<Answer>('POST', path, body),
      onSuccess: () => Promise.all(touched.map(({ queryKey }) => queries.invalidateQueries({ queryKey }))),
    }),
  )
}
