/** Why this practice and not another: the sentence, and every practice the person saw, as the rule ranked them. */
import type { Candidate, Person } from '../api/practice/panel.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Withheld } from '../design/answers/withheld.tsx'
import { Why } from '../design/figures/why.tsx'
import { Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { count, day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

export function WhyHere({ person }: { person: Person }) {
  const { attribution, candidates } = person
  return (
    <section className="card" aria-labelledby="why-here">
      <h2 id="why-here">Why on this panel</h2>
      {attribution ? (
        <>
          <p className="because">
            {attribution.reason === null ? <Withheld /> : <b>{words(attribution.reason)}.</b>}{' '}
            {attribution.because && sentence(attribution.because)}{' '}
            <Why id={attribution.explain_id} about="this person is on this panel" />
          </p>
          <p className="quiet">
            Rule: {attribution.rule ?? '–'}
            {attribution.npi && <> · Clinician NPI {attribution.npi}</>}
          </p>
        </>
      ) : (
        <p className="because">No practice of the region is theirs in this period.</p>
      )}
      {candidates.length > 0 && <Candidates candidates={candidates} />}
    </section>
  )
}

function Candidates({ candidates }: { candidates: Candidate[] }) {
  const most = Math.max(1, ...candidates.map((one) => one.visits ?? 0))
  return (
    <Table
      caption="Practices seen for primary care"
      columns={[
        { key: 'place', label: 'Rank', numeric: true, cell: (row) => row.place },
        {
          key: 'practice',
          label: 'Practice',
          names: true,
          cell: (row) => (
            <>
              {row.practice_name} {row.chosen && <Badge tone="good">this panel</Badge>}
            </>
          ),
        },
        {
          key: 'visits',
          label: 'Visits',
          cell: (row) => (
            <span className="visit-bar">
              <span className="visit-track" aria-hidden="true">
                <span style={{ width: `${((row.visits ?? 0) / most) * 100}%` }} />
              </span>
              {count(row.visits)}
            </span>
          ),
        },
        { key: 'last', label: 'Last visit', cell: (row) => day(row.last_visit) },
      ]}
      rows={candidates}
      rowKey={(row) => row.practice_id}
    />
  )
}
