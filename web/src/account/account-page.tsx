/** One's own account: as whom one may look, how one signs in, and where one is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { Account } from '../api/people/sign-in.ts'
import { accountQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { Page } from '../design/frame/page.tsx'
import { ChooseGrant } from '../sign-in/choose-grant.tsx'
import { useChangeGrant, useSignOut } from '../sign-in/use-sign-in.ts'
import { Passkeys } from './passkeys.tsx'
import { PasswordSection } from './password-section.tsx'
import { ProviderSection } from './provider-section.tsx'
import { Sessions } from './sessions.tsx'
import '../sign-in/sign-in.css'
import './account.css'

export function AccountPage() {
  const account = useQuery(accountQuery)
  return (
    <div className="page account">
      <Answer query={account} what="your account">
        {(found) => (
          <Page title="My account" lead={[found.name, found.email].filter(Boolean).join(', ')}>
            <Grants account={found} />
            <section aria-labelledby="ways-in">
              <h2 id="ways-in">How I sign in</h2>
              <ProveAgain />
              <Passkeys account={found} />
              <PasswordSection account={found} />
              <ProviderSection account={found} />
            </section>
            <Sessions account={found} />
          </Page>
        )}
      </Answer>
    </div>
  )
}

function Grants({ account }: { account: Account }) {
  const change = useChangeGrant()
  return (
    <section aria-labelledby="grants">
      <h2 id="grants">As whom I may look</h2>
      {account.grants.length > 1 && (
        <p className="quiet">Choose another, and every page shows what that one may see.</p>
      )}
      {change.isError && <FormProblem error={change.error} />}
      <ChooseGrant
        grants={account.grants}
        current={account.access_grant}
        busy={change.isPending}
        choose={change.mutate}
      />
    </section>
  )
}

/** Changing how one signs in needs a sign-in of the last ten minutes. */
function ProveAgain() {
  const signOut = useSignOut()
  return (
    <p className="quiet">
      What stands here can be changed within ten minutes of signing in.{' '}
      <button type="button" className="text-button" disabled={signOut.isPending} onClick={() => signOut.mutate('stay')}>
        Sign in again
      </button>{' '}
      if it was longer ago.
    </p>
  )
}
