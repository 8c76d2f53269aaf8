import { useQuery } from '@tanstack/react-query'
import type { Account } from '../api/people/sign-in.ts'
import { sessionQuery } from '../api/queries.ts'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { day } from '../design/words/format.ts'
import { useProvider } from '../sign-in/use-sign-in.ts'

export function ProviderSection({ account }: { account: Account }) {
  const session = useQuery(sessionQuery)
  const provider = useProvider()
  const name = session.data?.ways.identity_provider
  if (!name && account.identity_providers.length === 0) return null
  return (
    <div className="account-part">
      <h3>Identity provider</h3>
      <ul className="account-list">
        {account.identity_providers.map((one) => (
          <li key={one.issuer}>
            {one.issuer} since {day(one.linked_at)}
          </li>
        ))}
      </ul>
      {provider.isError && <FormProblem error={provider.error} />}
      {name && (
        <button
          type="button"
          className="ds-c-button"
          disabled={provider.isPending}
          onClick={() => provider.mutate({ from: '/account', link: true })}
        >
          Link {name} to this account
        </button>
      )}
    </div>
  )
}
