/** The link of an invitation, and of the first operator: how will you sign in from now on? */
import { startRegistration } from '@simplewebauthn/browser'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../api/client.ts'
import type { CodeGenerator, Invited } from '../api/people/sign-in.ts'
import { sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { Page } from '../design/frame/page.tsx'
import { grantName } from './choose-grant.tsx'
import { Field } from './field.tsx'
import { NewPasswordForm } from './new-password-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useProvider } from './use-sign-in.ts'
import './sign-in.css'

type PasskeyQuestion = { options: Parameters<typeof startRegistration>[0]['optionsJSON']; ticket: string }
type Accepted = { recovery_codes: string[] }

/** Taken out of the address at once, so that it stays in no history. */
const tokenOfAddress = (() => {
  let token = ''
  return (): string => {
    const found = /^#([\w-]{20,})$/.exec(window.location.hash)?.[1]
    if (found) {
      token = found
      window.history.replaceState(window.history.state, '', window.location.pathname)
    }
    return token
  }
})()

export function InvitationPage() {
  const [token] = useState(tokenOfAddress)
  const invited = useQuery({
    queryKey: ['/api/invitation', token],
    queryFn: () => send<Invited>('POST', '/api/invitation', { token }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className="page sign-in">
      {token === '' || invited.isError ? (
        <Page title="Invitation">
          <FormProblem
            heading="This link opens nothing"
            error={
              invited.error ??
              new Error('the address is incomplete; copy the whole link, with what stands behind the #')
            }
          />
        </Page>
      ) : (
        <Answer query={invited} what="your invitation">
          {(found) => <Accept token={token} invited={found} />}
        </Answer>
      )}
    </div>
  )
}

function Accept({ token, invited }: { token: string; invited: Invited }) {
  const [name, setName] = useState(invited.name)
  const [email, setEmail] = useState(invited.email)
  const [way, setWay] = useState<'passkey' | 'password' | null>(null)
  const first = invited.kind === 'first-operator'
  const who = { token, ...(first ? { name: name.trim(), email: email.trim() } : {}) }
  const go = useGoOn()
  const session = useQuery(sessionQuery)
  const provider = useProvider()
  const passkey = useMutation({
    mutationFn: async () => {
      const { options, ticket } = await send<PasskeyQuestion>('POST', '/api/invitation/passkey-options', who)
      const made = await startRegistration({ optionsJSON: options })
      return send<Accepted>('POST', '/api/invitation/accept', { ...who, passkey: made, ticket })
    },
    onSuccess: go,
  })
  const ways = session.data?.ways
  return (
    <Page
      title={first ? 'The first operator' : `Welcome, ${invited.name}`}
      lead={
        first
          ? 'This account runs the region: it invites everybody else. Say who you are and how you will sign in.'
          : `${invited.grants.map((one) => [grantName(one), one.participant_name].filter(Boolean).join(', ')).join('; ')}. Say how you will sign in.`
      }
    >
      {passkey.isError && <FormProblem error={passkey.error} />}
      {provider.isError && <FormProblem error={provider.error} />}
      {first && (
        <div className="sign-in-form">
          <Field label="Your name" name="name" type="text" complete="name" value={name} set={setName} />
          <Field label="E-mail address" name="email" type="email" complete="username" value={email} set={setEmail} />
        </div>
      )}
      <div className="ways-quick">
        {ways?.passkey && (
          <button
            type="button"
            className="ds-c-button ds-c-button--solid"
            disabled={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            Make a passkey
          </button>
        )}
        <button
          type="button"
          className="ds-c-button"
          aria-expanded={way === 'password'}
          onClick={() => setWay('password')}
        >
          Use a password and a code
        </button>
        {ways?.identity_provider && !first && (
          <button
            type="button"
            className="ds-c-button"
            disabled={provider.isPending}
            onClick={() => provider.mutate({ from: '/', invitation: token })}
          >
            Sign in with {ways.identity_provider}
          </button>
        )}
      </div>
      <p className="quiet">
        A passkey stays on this device, in a password manager or on a security key, and is opened by fingerprint, face
        or PIN. Nothing has to be remembered, and no false page can ask for it.
      </p>
      {way === 'password' && <ByPassword who={who} email={email} done={go} />}
    </Page>
  )
}

type Who = { token: string; name?: string; email?: string }

function ByPassword({ who, email, done }: { who: Who; email: string; done: () => Promise<void> }) {
  const generator = useMutation({
    mutationFn: () => send<CodeGenerator>('POST', '/api/invitation/code-generator', who),
  })
  const accept = useMutation({
    mutationFn: (given: { password: string; code: string; ticket: string }) =>
      send<Accepted>('POST', '/api/invitation/accept', { ...who, ...given }),
  })
  if (accept.data) return <RecoveryCodes codes={accept.data.recovery_codes} done={() => void done()} next="Go on" />
  return (
    <>
      {generator.isError && <FormProblem error={generator.error} />}
      {accept.isError && <FormProblem error={accept.error} />}
      <NewPasswordForm
        email={email}
        generator={generator.data ?? null}
        ask={() => generator.mutate()}
        busy={accept.isPending || generator.isPending}
        save={accept.mutate}
      />
    </>
  )
}

function useGoOn() {
  const queries = useQueryClient()
  const router = useRouter()
  return async () => {
    await queries.resetQueries({ queryKey: sessionQuery.queryKey })
    await router.navigate({ to: '/' })
  }
}
