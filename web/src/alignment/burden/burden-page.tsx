/** What reporting to all payers costs practices now, and what would be left if all were aligned. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Burden, burdenPath, burdenQuery, type PracticeRow } from '../../api/alignment/burden.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { count, wholeAmount } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { overseesSteps } from '../who.ts'
import { Amounts, Priced } from './amounts.tsx'
import { Things } from './things.tsx'
import '../alignment.css'

export function BurdenPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  if (!viewer) return null
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="Burden"
        lead="What practices have to know, keep and send for all their payers together: now, and if every payer did as the common model says."
      >
        {overseesSteps(viewer) ? (
          <Asked />
        ) : (
          <EmptyState heading="This is read by who convenes and oversees.">
            <p>
              It says which payers each practice has, which is the shape of each payer’s network. A practice reads its
              own part under What payers ask.
            </p>
          </EmptyState>
        )}
      </Page>
    </div>
  )
}

function Asked() {
  const query = useQuery(burdenQuery)
  return (
    <Answer query={query} what="the burden">
      {(found) =>
        found.practices.length === 0 ? (
          <EmptyState heading="No contract, and so no burden to count">
            <p>No payer has a contract in force over a practice of the directory.</p>
          </EmptyState>
        ) : (
          <Shown found={found} />
        )
      }
    </Answer>
  )
}

function Shown({ found }: { found: Burden }) {
  return (
    <>
      <Amounts found={found} />
      <Things found={found} />
      <ByPractice found={found} />
      <Priced found={found} />
    </>
  )
}

const SHOWN = 25

function ByPractice({ found: { practices, without_payers } }: { found: Burden }) {
  const rows = practices.toSorted((a, b) => Number(b.usd_before ?? 0) - Number(a.usd_before ?? 0))
  return (
    <section className="card alignment-table" aria-labelledby="burden-practices">
      <div className="section-head">
        <h2 id="burden-practices">By practice</h2>
        <Download path={burdenPath('practices')} about="burden by practice" />
      </div>
      <p className="quiet">
        Those with the highest cost first. The name opens what each of its payers asks.
        {without_payers > 0 &&
          ` Over ${without_payers} more ${plural(without_payers, 'practice')} no payer has a contract in force.`}
      </p>
      <Table
        caption="Burden by practice"
        quietCaption
        columns={PRACTICES}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ practice_id }) => practice_id}
      />
      {rows.length > SHOWN && (
        <p className="quiet">
          {SHOWN} of {rows.length} practices are shown; all of them are in the file.
        </p>
      )}
    </section>
  )
}

const hours = (value: string | null): string => count(value === null ? null : Math.round(Number(value)))

const PRACTICES: Column<PracticeRow>[] = [
  {
    key: 'practice',
    label: 'Practice',
    names: true,
    cell: ({ practice_id, practice_name, physicians }) => (
      <>
        <Link to="/practices/$practice_id/payers" params={{ practice_id }}>
          {practice_name}
        </Link>
        <span className="under quiet">
          {physicians === null ? 'Number of physicians not known' : `${physicians} ${plural(physicians, 'physician')}`}
        </span>
      </>
    ),
  },
  { key: 'payers', label: 'Payers', numeric: true, cell: ({ payers }) => payers },
  {
    key: 'things_before',
    label: 'Different things',
    numeric: true,
    cell: ({ things_before, at_least }) => `${at_least ? 'at least ' : ''}${things_before}`,
  },
  { key: 'things_after', label: 'If aligned', numeric: true, cell: ({ things_after }) => count(things_after) },
  { key: 'hours_before', label: 'Hours a year', numeric: true, cell: ({ hours_before }) => hours(hours_before) },
  { key: 'hours_after', label: 'If aligned', numeric: true, cell: ({ hours_after }) => hours(hours_after) },
  { key: 'usd_before', label: 'Cost a year', numeric: true, cell: ({ usd_before }) => wholeAmount(usd_before) },
  { key: 'usd_after', label: 'If aligned', numeric: true, cell: ({ usd_after }) => wholeAmount(usd_after) },
]
