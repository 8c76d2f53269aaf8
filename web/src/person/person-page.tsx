/** One person of the panel: why here and not elsewhere, what is open, who pays, what was done. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { Role } from '../api/people/sign-in.ts'
import type { Person } from '../api/practice/panel.ts'
import { personQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { WithheldNote } from '../design/answers/withheld.tsx'
import { Page } from '../design/frame/page.tsx'
import { PathLink } from '../design/frame/path-link.tsx'
import { day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { CareList } from './care-list.tsx'
import { CoverageTable } from './coverage-table.tsx'
import { Linkage } from './linkage.tsx'
import { MeasureList } from './measure-list.tsx'
import { WhyHere } from './why-here.tsx'
import './person.css'

/** Who prints for a person what can be seen of them. */
const PRINTS: readonly Role[] = ['practice', 'provider-organization', 'operator']
const ROUTE = '/practices/$practice_id/panel/$person_id'

export function PersonPage() {
  const { practice_id, person_id } = useParams({ from: ROUTE })
  const { from } = useSearch({ from: ROUTE })
  const person = useQuery(personQuery(practice_id, person_id))
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <Page title={person.data?.name ?? 'Person'} place="Panel" lead={person.data && <Lead person={person.data} />}>
      <p className="back">
        <PathLink path={from ?? `/practices/${encodeURIComponent(practice_id)}/panel`}>← Back to the panel</PathLink>
        {role !== undefined && PRINTS.includes(role) && (
          <>
            {' · '}
            <Link to="/practices/$practice_id/panel/$person_id/access" params={{ practice_id, person_id }}>
              What can be seen of this person, and by whom
            </Link>
            {' · '}
            <Link to="/practices/$practice_id/notices" params={{ practice_id }} search={{ person_id }}>
              Notice to this person
            </Link>
          </>
        )}
      </p>
      <Answer query={person} what="the person">
        {(found) => (
          <div className="person">
            <WhyHere person={found} />
            <MeasureList measures={found.measures} />
            <CoverageTable coverage={found.coverage} />
            <CareList care={found.care} />
            <Linkage linkage={found.linkage} />
            <WithheldNote held={[found.withheld]} />
          </div>
        )}
      </Answer>
    </Page>
  )
}

function Lead({ person }: { person: Person }) {
  const said = [
    person.age === null ? undefined : `${person.age} years`,
    words(person.gender),
    person.birth_date ? `born ${day(person.birth_date)}` : undefined,
    `person ${person.person_id}`,
  ]
  return <>{said.filter(Boolean).join(' · ')}</>
}
