/** The door. In a demonstration one chooses who to be; elsewhere one proves who one is. */
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Session } from '../api/people/sign-in.ts'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { Page } from '../design/frame/page.tsx'
import { ChooseGrant } from './choose-grant.tsx'
import { PasswordForm } from './password-form.tsx'
import { PeopleCards } from './people-cards.tsx'
import { REFUSED } from './refused.ts'
import { useProvider, useSignIn } from './use-sign-in.ts'
import './sign-in.css'

export function SignInPage({ session }: { session: Session }) {
  const signIn = useSignIn()
  const demonstration = session.demonstration && session.people.length > 0
  useTicketOfProvider(signIn.mutate)
  if (session.choose)
    return (
      <Door title="Choose as whom you look" region={session.region}>
        {signIn.isError && <FormProblem error={signIn.error} />}
        <ChooseGrant
          grants={session.choose.grants}
          busy={signIn.isPending}
          choose={(access_grant) => session.choose && signIn.mutate({ ticket: session.choose.ticket, access_grant })}
        />
      </Door>
    )
  return (
    <Door
      title={demonstration ? 'Choose who to be' : 'Sign in'}
      region={session.region}
      lead={
        demonstration
          ? 'One patient panel, put back together over six payers. What you see depends on who you are: come in as anyone and compare.'
          : undefined
      }
    >
      <RefusedByProvider />
      {signIn.isError && <FormProblem error={signIn.error} />}
      {demonstration && (
        <PeopleCards people={session.people} busy={signIn.isPending} choose={(person) => signIn.mutate({ person })} />
      )}
      {!demonstration && session.first_operator && (
        <p className="door-note">
          Nobody has an account here yet. Whoever runs the server finds a link in the window in which it was started,
          and makes the first operator’s account with it.
        </p>
      )}
      {!demonstration && !session.first_operator && <Ways session={session} signIn={signIn} />}
    </Door>
  )
}

type DoorProps = { title: string; region: string; lead?: string | undefined; children: React.ReactNode }

function Door({ title, region, lead, children }: DoorProps) {
  return (
    <div className="page sign-in">
      <Page title={title} place={region} lead={lead}>
        {children}
      </Page>
    </div>
  )
}

function Ways({ session, signIn }: { session: Session; signIn: ReturnType<typeof useSignIn> }) {
  const provider = useProvider()
  const { href } = useLocation()
  const { passkey, identity_provider } = session.ways
  return (
    <div className="ways">
      {provider.isError && <FormProblem error={provider.error} />}
      {(passkey || identity_provider) && (
        <div className="ways-quick">
          {passkey && (
            <button
              type="button"
              className="ds-c-button ds-c-button--solid"
              disabled={signIn.isPending}
              onClick={() => signIn.mutate('passkey')}
            >
              Sign in with a passkey
            </button>
          )}
          {identity_provider && (
            <button
              type="button"
              className="ds-c-button"
              disabled={provider.isPending}
              onClick={() => provider.mutate({ from: href.split('#')[0] ?? '/' })}
            >
              Sign in with {identity_provider}
            </button>
          )}
        </div>
      )}
      <PasswordForm busy={signIn.isPending} enter={signIn.mutate} />
      <p className="quiet">
        No account, or no way in any more? The administrator of your organization invites you. Nothing can be sent to
        you from here.
      </p>
    </div>
  )
}

/** Somebody with several grants comes back from the provider with a ticket behind the #. */
function useTicketOfProvider(enter: (given: { ticket: string }) => void) {
  useEffect(() => {
    const ticket = /^#choose=([\w-]+)$/.exec(window.location.hash)?.[1]
    if (!ticket) return
    window.history.replaceState(null, '', window.location.pathname)
    enter({ ticket })
  }, [enter])
}

function RefusedByProvider() {
  const { searchStr } = useLocation()
  const code = new URLSearchParams(searchStr).get('refused')?.replaceAll('"', '')
  return code ? <FormProblem error={new Error(REFUSED[code] ?? REFUSED.other)} /> : null
}
