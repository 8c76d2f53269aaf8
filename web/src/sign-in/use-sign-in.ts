/** Coming in and leaving. Whoever changes takes nothing along: all that was read is forgotten. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { send } from '../api/client.ts'
import type { Session } from '../api/contract.ts'
import { sessionQuery } from '../api/queries.ts'

export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (who: { person: string } | { token: string }) => send<Session>('POST', '/api/session', who),
    onSuccess: (session) => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
      queries.setQueryData(sessionQuery.queryKey, session)
    },
  })
}

export function useSignOut() {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: () => send<unknown>('DELETE', '/api/session'),
    onSettled: async () => {
      await router.navigate({ to: '/' })
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
      await queries.resetQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}
