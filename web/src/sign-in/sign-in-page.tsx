/** The door. In a demonstration one chooses who to be; in a real region the operator brings a one-time token. */
import type { Session } from '../api/contract.ts'
import { ErrorNote } from '../design/error-note.tsx'
import { Page } from '../design/page.tsx'
import { PeopleCards } from './people-cards.tsx'
import { TokenForm } from './token-form.tsx'
import { useSignIn } from './use-sign-in.ts'
import './sign-in.css'

export function SignInPage({ session }: { session: Session }) {
  const signIn = useSignIn()
  const demonstration = session.demonstration && session.people.length > 0
  return (
    <div className="page sign-in">
      <Page
        title={demonstration ? 'Choose who to be' : 'Sign in'}
        place={session.region}
        lead={
          demonstration
            ? 'One patient panel, put back together over six payers. What you see depends on who you are: come in as anyone and compare.'
            : `The region ${session.region} holds real records. Its operator enters with the one-time token that the server printed when it started.`
        }
      >
        {signIn.isError && <ErrorNote error={signIn.error} what="your sign-in" />}
        {demonstration ? (
          <PeopleCards people={session.people} busy={signIn.isPending} choose={(person) => signIn.mutate({ person })} />
        ) : (
          <TokenForm busy={signIn.isPending} enter={(token) => signIn.mutate({ token })} />
        )}
      </Page>
    </div>
  )
}
