/** The calendar in one's own calendar program, by a secret address. */
import { Button } from '@cmsgov/design-system'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { send } from '../../api/client.ts'
import { SUBSCRIPTION_PATH, subscriptionQuery } from '../../api/convening/calendar.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { day } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'
import '../../people/people.css'

export function Subscribe() {
  const found = useQuery(subscriptionQuery)
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: subscriptionQuery.queryKey })
  const make = useMutation({ mutationFn: () => send<{ address: string }>('POST', SUBSCRIPTION_PATH), onSuccess })
  const end = useMutation({
    mutationFn: () => send<undefined>('DELETE', SUBSCRIPTION_PATH),
    onSuccess: () => {
      make.reset()
      return onSuccess()
    },
  })
  return (
    <section className="card" aria-labelledby="subscribe">
      <h2 id="subscribe">In your own calendar</h2>
      <p>
        A secret address lets your calendar program read these dates. Whoever has the address reads what you may see, so
        keep it to yourself; another one ends it.
      </p>
      <Answer query={found} what="your subscription">
        {({ made_at, read_at, as }) => (
          <>
            {made_at && (
              <p className="quiet">
                Made {day(made_at)}
                {as ? `, as ${words(as.role).toLowerCase()}` : ', under a grant that has ended: it opens nothing'}.{' '}
                {read_at ? `Last read ${day(read_at)}.` : 'Not read yet.'}
              </p>
            )}
            <p className="entry-actions">
              <Button size="small" disabled={make.isPending} onClick={() => make.mutate()}>
                {made_at ? 'Make another address' : 'Make an address'}
              </Button>
              {made_at && (
                <Button size="small" disabled={end.isPending} onClick={() => end.mutate()}>
                  End it
                </Button>
              )}
            </p>
          </>
        )}
      </Answer>
      {make.data && (
        <div role="status" className="shown-once">
          <p>Give this address to your calendar program. It is not shown again.</p>
          <input
            className="ds-c-field"
            readOnly
            aria-label="Calendar address"
            value={make.data.address}
            onFocus={(e) => e.target.select()}
          />
        </div>
      )}
      {make.isError && <FormProblem error={make.error} />}
      {end.isError && <FormProblem error={end.error} />}
    </section>
  )
}
