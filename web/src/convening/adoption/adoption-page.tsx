/** What payers mean to adopt of what was published, what they did, and what their contracts show. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ADOPTION_PATH, type Adoption, adoptionQuery } from '../../api/convening/adoption.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { day } from '../../design/words/format.ts'
import { ConveningNav } from '../convening-nav.tsx'
import { adopts, keepsProcess, readsFlows } from '../who.ts'
import { AskForm } from './ask-form.tsx'
import { ByPayer } from './by-payer.tsx'
import { Flows } from './flows.tsx'
import { SayForm } from './say-form.tsx'

export function AdoptionPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const query = useQuery(adoptionQuery)
  if (!viewer) return null
  return (
    <div className="page convening">
      <ConveningNav />
      <Page
        title="Adoption"
        lead="What each payer means to adopt of what was published, said before a year begins, and what it did, said when the year is over. It is voluntary."
        actions={<Download path={ADOPTION_PATH} about="what payers adopt" />}
      >
        <Answer query={query} what="what payers adopt">
          {(rows) => <Shown rows={rows} viewer={viewer} />}
        </Answer>
        {readsFlows(viewer) && <Flows />}
        {keepsProcess(viewer) && <AskForm />}
      </Page>
    </div>
  )
}

function Shown({ rows, viewer }: { rows: Adoption[]; viewer: Viewer }) {
  if (rows.length === 0)
    return (
      <EmptyState heading="Payers were not asked yet.">
        <p>Who convenes asks them for a year, once something is published.</p>
      </EmptyState>
    )
  return callsOf(rows).map((call) => <Call key={call.key} rows={call.rows} viewer={viewer} />)
}

function Call({ rows, viewer }: { rows: Adoption[]; viewer: Viewer }) {
  const [first] = rows
  if (!first) return null
  const { recommendation, title, year, intent_by, actual_by } = first
  const own = rows.filter(({ payer }) => payer === viewer.organization_id)
  const id = `adoption-${recommendation}-${year}`
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>
        {year}: {title}
      </h2>
      <p className="quiet">
        Payers say what they mean to adopt until {day(intent_by)}, and what they did until {day(actual_by)}.{' '}
        <Link to="/convening/recommendations/$recommendation" params={{ recommendation }}>
          What was published
        </Link>
      </p>
      {adopts(viewer) && own.length > 0 && <SayForm rows={own} />}
      <ByPayer rows={rows} />
    </section>
  )
}

/** One recommendation and year each, in the order of the answer: the newest year first. */
function callsOf(rows: readonly Adoption[]): { key: string; rows: Adoption[] }[] {
  const keyOf = ({ recommendation, year }: Adoption) => `${year} ${recommendation}`
  return [...new Set(rows.map(keyOf))].map((key) => ({ key, rows: rows.filter((row) => keyOf(row) === key) }))
}
