/** What of the region is published; what is withheld, from whom, why, and who chose it. */
import { useQuery } from '@tanstack/react-query'
import type { Policy } from '../api/people/policies.ts'
import { policyQuery, publicationsQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { sentence } from '../design/answers/error-note.tsx'
import { Page } from '../design/frame/page.tsx'
import { Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { Published } from './published.tsx'

export function PoliciesPage() {
  const policy = useQuery(policyQuery)
  const publications = useQuery(publicationsQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <div className="page">
      <Page title="Policies" lead="What everybody may see, what is withheld from whom, why, and who chose it.">
        <Answer query={publications} what="what is published">
          {(found) => (
            <Published
              {...found}
              waiting={policy.data?.values.find((one) => one.value_name === 'embargo')?.whom}
              publishes={role === 'convener' || role === 'operator'}
            />
          )}
        </Answer>
        <Answer query={policy} what="the policy in force">
          {(found) => <InForce policy={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function InForce({ policy }: { policy: Policy }) {
  return (
    <section className="card" aria-labelledby="policy">
      <h2 id="policy">In force: {policy.title}</h2>
      <p>{policy.about}</p>
      <p className="quiet">
        In force since {day(policy.from)}
        {policy.until && `, until ${day(policy.until)}`}: {policy.because}. Chosen by: {policy.chosen_by}.{' '}
        {policy.agreement ? `Agreement: ${policy.agreement}. ` : ''}Version {policy.version}; every release says under
        which version it left.
      </p>
      <Table
        quietCaption
        caption="What the policy withholds"
        columns={[
          {
            key: 'says',
            label: 'Rule',
            names: true,
            cell: (row) => (
              <>
                {row.says} {row.looser && <Badge tone="note">Looser than the strictest</Badge>}
              </>
            ),
          },
          { key: 'whom', label: 'Concerns', cell: (row) => sentence(row.whom).replace(/\.$/, '') },
          { key: 'source', label: 'Source', cell: (row) => row.source },
        ]}
        rows={policy.values}
        rowKey={(row) => row.value_name}
      />
      <p className="quiet">
        Whatever the policy: who treats a person sees the person, a payer sees its own members, and what a payer pays
        one organization is seen by these two.
      </p>
    </section>
  )
}
