/** Every change of one's account, after which it is read again. */
import { startRegistration } from '@simplewebauthn/browser'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../api/client.ts'
import type { CodeGenerator } from '../api/people/sign-in.ts'
import { accountQuery } from '../api/queries.ts'

type PasskeyQuestion = { options: Parameters<typeof startRegistration>[0]['optionsJSON']; ticket: string }
type Codes = { recovery_codes: string[] }

export const useAddPasskey = () =>
  useChange(async (label: string) => {
    const { options, ticket } = await send<PasskeyQuestion>('POST', '/api/account/passkey-options')
    const passkey = await startRegistration({ optionsJSON: options })
    return send<void>('POST', '/api/account/passkeys', { passkey, ticket, label })
  })

export const useRemovePasskey = () =>
  useChange((credential: number) => send<void>('DELETE', `/api/account/passkeys/${credential}`))

export const useSetPassword = () =>
  useChange((given: { password: string; current?: string }) => send<void>('POST', '/api/account/password', given))

export const useCodeGenerator = () =>
  useMutation({ mutationFn: () => send<CodeGenerator>('POST', '/api/account/code-generator') })

export const useSecondFactor = () =>
  useChange((given: { code: string; ticket: string }) => send<Codes>('POST', '/api/account/second-factor', given))

export const useRecoveryCodes = () => useChange(() => send<Codes>('POST', '/api/account/recovery-codes'))

export const useEndSession = () =>
  useChange((session: string) => send<void>('DELETE', `/api/account/sessions/${session}`))

export const useEndOtherSessions = () => useChange(() => send<void>('DELETE', '/api/account/sessions'))

function useChange<Given = void, Result = void>(change: (given: Given) => Promise<Result>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: accountQuery.queryKey }),
  })
}
