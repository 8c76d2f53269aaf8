/** What of the region is out for everybody and what waits; whoever may publish does it here. */
import type { Publication, Publications } from '../api/people/policies.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Table } from '../design/tables/table.tsx'
import { day, ratePercent } from '../design/words/format.ts'
import { PublishForm, WithdrawForm } from './publish-form.tsx'

type Props = Publications & { waiting: string | undefined; publishes: boolean }

export function Published({ period, embargo, publications, waiting, publishes }: Props) {
  const out = publications.some((one) => one.period === period && one.withdrawn_at === null)
  return (
    <section className="card" aria-labelledby="published">
      <h2 id="published">Published for everybody</h2>
      {period === null && <p className="quiet">No period has been computed yet, so there is nothing to publish.</p>}
      {period !== null && !out && <p>{period} is not published.</p>}
      {embargo && (
        <p>
          Rates and costs of {period} are {embargo}.{waiting && ` That concerns ${waiting}.`}
        </p>
      )}
      {publishes && period !== null && !out && <PublishForm period={period} />}
      {publications.map((one) => (
        <div key={`${one.period} ${one.published_at}`}>
          <h3>
            {one.period}, published {day(one.published_at)}
          </h3>
          {one.withdrawn_at ? (
            <p>
              Withdrawn {day(one.withdrawn_at)}: {sentence(one.because ?? '')}
            </p>
          ) : (
            <Rates publication={one} />
          )}
          {publishes && one.withdrawn_at === null && <WithdrawForm period={one.period} />}
        </div>
      ))}
    </section>
  )
}

function Rates({ publication: { period, rates } }: { publication: Publication }) {
  if (rates.length === 0) return <p className="quiet">No rate rests on enough people, organizations and payers.</p>
  return (
    <Table
      quietCaption
      caption={`Rates of the region, ${period}`}
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
      rows={rates}
      rowKey={(row) => row.measure}
    />
  )
}

const END: Readonly<Record<string, string>> = { low: ' or less', high: ' or more' }
