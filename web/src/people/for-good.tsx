/** Ends an account or a program, which nothing takes back: so it asks for a second look. */
import { Button } from '@cmsgov/design-system'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { usePeopleChange } from './use-people-change.ts'

export function ForGood({ what, says, path }: { what: string; says: string; path: string }) {
  const end = usePeopleChange()
  return (
    <details className="change-form">
      <summary>{what}</summary>
      <p>{says}</p>
      <Button size="small" disabled={end.isPending} onClick={() => end.mutate({ path, body: { status: 'ended' } })}>
        {what} for good
      </Button>
      {end.isError && <FormProblem error={end.error} />}
    </details>
  )
}
