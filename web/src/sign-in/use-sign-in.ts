/** Coming in and leaving. Whoever changes takes nothing along: all that was read is forgotten. */
import { startAuthentication } from '@simplewebauthn/browser'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { send } from '../api/client.ts'
import type { Session } from '../api/people/sign-in.ts'
import { sessionQuery } from '../api/queries.ts'

type PasskeyQuestion = { options: Parameters<typeof startAuthentication>[0]['optionsJSON']; ticket: string }

export type SignInGiven =
  | { person: string }
  | { email: string; password: string; code: string }
  | { ticket: string; access_grant?: number }
  | 'passkey'

export function useSignIn() {
  const came = useCame()
  return useMutation({
    mutationFn: async (given: SignInGiven) =>
      send<Session>('POST', '/api/session', given === 'passkey' ? await passkeyAnswer() : given),
    onSuccess: came,
  })
}

async function passkeyAnswer() {
  const { options, ticket } = await send<PasskeyQuestion>('POST', '/api/session/passkey-options')
  return { passkey: await startAuthentication({ optionsJSON: options }), ticket }
}

/** The same person by another grant. */
export function useChangeGrant() {
  const came = useCame()
  const router = useRouter()
  return useMutation({
    mutationFn: (access_grant: number) => send<Session>('POST', '/api/session/grant', { access_grant }),
    onSuccess: async (session) => {
      came(session)
      await router.navigate({ to: '/' })
    },
  })
}

function useCame() {
  const queries = useQueryClient()
  return (session: Session) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
    queries.setQueryData(sessionQuery.queryKey, session)
  }
}

export function useSignOut() {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (_stayHere?: 'stay') => send<unknown>('DELETE', '/api/session'),
    onSettled: async (_answer, _error, stayHere) => {
      if (!stayHere) await router.navigate({ to: '/' })
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
      await queries.resetQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}

/** Leaves for the identity provider; the browser comes back to `from`. */
export function useProvider() {
  return useMutation({
    mutationFn: async (asked: { from: string; invitation?: string; link?: boolean }) => {
      const { url } = await send<{ url: string }>('POST', '/api/identity-provider', asked)
      window.location.assign(url)
    },
  })
}
