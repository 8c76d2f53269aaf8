/** For a person who asks: what is held of them, who can see it and why, and who has been shown it. Prints as a letter. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type AboutPerson, aboutPersonQuery } from '../api/people/access.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Page } from '../design/frame/page.tsx'
import { Table } from '../design/tables/table.tsx'
import { count, day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import './access.css'

export function LetterPage() {
  const { practice_id, person_id } = useParams({ from: '/practices/$practice_id/panel/$person_id/access' })
  const about = useQuery(aboutPersonQuery(practice_id, person_id))
  return (
    <Page
      title="What can be seen of you, and by whom"
      lead={about.data && `For ${about.data.name ?? 'you'} · ${day(about.data.printed_on)}`}
      actions={
        <button type="button" className="ds-c-button ds-c-button--small" onClick={() => window.print()}>
          Print
        </button>
      }
    >
      <p className="back">
        <Link to="/practices/$practice_id/panel/$person_id" params={{ practice_id, person_id }}>
          Back to the person
        </Link>
      </p>
      <Answer query={about} what="what can be seen of the person">
        {(found) => <Letter of={found} />}
      </Answer>
    </Page>
  )
}

function Letter({ of }: { of: AboutPerson }) {
  return (
    <article className="letter">
      <h2>Who sent records about you</h2>
      <p>Health plans send records of what they cover and pay for, so that your practice can look after you.</p>
      <Table
        caption="Records about you, by plan and kind"
        columns={[
          { key: 'payer_name', label: 'Plan', cell: (row) => row.payer_name },
          { key: 'what', label: 'What', cell: (row) => words(row.what) },
          { key: 'records', label: 'How many', numeric: true, cell: (row) => count(row.records) },
          { key: 'first_date', label: 'From', cell: (row) => day(row.first_date) },
          { key: 'last_date', label: 'To', cell: (row) => day(row.last_date) },
        ]}
        rows={of.sent}
        rowKey={(row) => `${row.payer_name} ${row.what}`}
      />
      <h2>Who can see them, and why</h2>
      <ul className="seers">
        {of.seers.map((one) => (
          <li key={`${one.participant_name} ${one.role} ${one.because}`} className="card">
            <h3>{one.participant_name ?? 'Those who keep the region’s computer'}</h3>
            <p>
              Because {one.because}
              {one.citation && <> ({one.citation})</>}. They see {one.sees.join('; ')}.
              {one.does_not_see.length > 0 && (
                <> They do not see {one.does_not_see.map((held) => held.what).join('; ')}.</>
              )}
            </p>
          </li>
        ))}
      </ul>
      <h2>What is left out</h2>
      <p>
        Records of a plan that you told not to share them, and records that the law protects specially unless you
        agreed, are taken out before anything is counted. Nobody named here can see them, and this letter does not list
        them: your plan can tell you what it sent.
      </p>
      <h2>Who has been shown them</h2>
      {of.disclosures.length === 0 && <p>Nobody yet.</p>}
      {of.disclosures.length > 0 && (
        <Table
          caption="Each time, by day"
          columns={[
            { key: 'released_on', label: 'Day', cell: (row) => day(row.released_on) },
            { key: 'participant_name', label: 'Who', cell: (row) => row.participant_name ?? words(row.role) },
            { key: 'what', label: 'What', cell: (row) => words(row.what) },
            { key: 'purpose', label: 'What for', cell: (row) => words(row.purpose) },
            { key: 'times', label: 'Times', numeric: true, cell: (row) => count(row.times) },
          ]}
          rows={of.disclosures}
          rowKey={(row) => `${row.released_on} ${row.participant_name} ${row.role} ${row.what} ${row.purpose}`}
        />
      )}
      {of.of_practice && (
        <p className="quiet">
          This letter holds what your practice may see. The people who keep the region’s computer can print one that
          holds everything; ask your practice for their address.
        </p>
      )}
    </article>
  )
}
