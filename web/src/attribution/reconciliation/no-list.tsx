/** How a practice sends its list, where it has sent none. */
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../../api/queries.ts'
import { treats } from '../words.ts'

export function NoList({ practice_id }: { practice_id: string }) {
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <section aria-labelledby="no-list-heading" className="border-note">
      <h2 id="no-list-heading">
        {treats(role) ? 'You have not sent your own list' : 'The practice has not sent its own list'}
      </h2>
      <p>
        Payers’ lists and claims stand here alone until it comes. One file a month is enough: everybody whom the
        practice looks after, under the number on the card of the payer that covers the person, as CSV with these
        columns.
      </p>
      <pre className="sample">
        {`payer,member_id,year_month,practice_id,npi,last_seen_on\nacme,M0012345,202512,${practice_id},,2025-11-03`}
      </pre>
      <p>
        Give the file a name with its month, such as <code>{practice_id}-panel-2025-12.csv</code>, and hand it to
        whoever keeps the region; they take it in with <code>wholepanel ingest {practice_id}</code>. The next run reads
        it. More in <code>docs/guides/reconcile-lists.md</code>.
      </p>
    </section>
  )
}
