/** What is withheld, from whom, why, and who chose it; and what of the region is published. */
import { useQuery } from '@tanstack/react-query'
import type { Policy, Publication } from '../api/contract.ts'
import { policyQuery, publicationsQuery } from '../api/queries.ts'
import { Answer } from '../design/answer.tsx'
import { Badge } from '../design/badge.tsx'
import { sentence } from '../design/error-note.tsx'
import { day, ratePercent } from '../design/format.ts'
import { Page } from '../design/page.tsx'
import { Table } from '../design/table.tsx'

export function PoliciesPage() {
  const policy = useQuery(policyQuery)
  const publications = useQuery(publicationsQuery)
  return (
    <div className="page">
      <Page title="Policies" lead="What is withheld from whom, why, and who chose it.">
        <Answer query={policy} what="the policy in force">
          {(found) => <InForce policy={found} />}
        </Answer>
        <Answer query={publications} what="what is published">
          {(found) => <Published publications={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function InForce({ policy }: { policy: Policy }) {
  return (
    <section className="card" aria-labelledby="policy">
      <h2 id="policy">{policy.title}</h2>
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

function Published({ publications }: { publications: Publication[] }) {
  return (
    <section className="card" aria-labelledby="published">
      <h2 id="published">Published for everybody</h2>
      {publications.length === 0 && <p className="quiet">Nothing of the region is published yet.</p>}
      {publications.map((one) => (
        <div key={`${one.period} ${one.published_at}`}>
          <h3>
            {one.period}, published {day(one.published_at)}
          </h3>
          {one.withdrawn_at ? (
            <p>
              Withdrawn {day(one.withdrawn_at)}: {one.because}
            </p>
          ) : one.rates.length === 0 ? (
            <p className="quiet">No rate rests on enough people, organizations and payers.</p>
          ) : (
            <Table
              quietCaption
              caption={`Rates of the region, ${one.period}`}
              columns={[
                { key: 'title', label: 'Measure', names: true, cell: (row) => row.title },
                {
                  key: 'rate',
                  label: 'Rate in the region',
                  numeric: true,
                  cell: (row) => `${ratePercent(row.rate_share)}${END[row.end ?? ''] ?? ''}`,
                },
                { key: 'reliability', label: 'Reliability', cell: (row) => row.reliability },
              ]}
              rows={one.rates}
              rowKey={(row) => row.measure}
            />
          )}
        </div>
      ))}
    </section>
  )
}

const END: Readonly<Record<string, string>> = { low: ' or less', high: ' or more' }
