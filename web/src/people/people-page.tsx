/** Who may look, as what, since when and by whose word; for administrators, the place to change it. */
import { useQuery } from '@tanstack/react-query'
import { emergenciesQuery, type People, peopleQuery } from '../api/people/people.ts'
import { sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Page } from '../design/frame/page.tsx'
import { CoachingList } from './coaching-list.tsx'
import { Emergencies } from './emergencies.tsx'
import { InviteForm } from './invite-form.tsx'
import { LendForm } from './lend-form.tsx'
import { PersonEntry } from './person-entry.tsx'
import { Programs } from './programs.tsx'
import './people.css'

export function PeoplePage() {
  const found = useQuery(peopleQuery)
  return (
    <div className="page people-page">
      <Page
        title="People and roles"
        lead="Who may look, in which role, since when and by whose word. Everything that is changed here is written into the log."
      >
        <Answer query={found} what="who may look">
          {(people) => <Found people={people} />}
        </Answer>
      </Page>
    </div>
  )
}

function Found({ people }: { people: People }) {
  const role = useQuery(sessionQuery).data?.viewer?.role ?? 'public'
  const treats = role === 'practice' || role === 'provider-organization'
  const emergencies = useQuery({ ...emergenciesQuery, enabled: treats || role === 'operator' })
  const toReview = emergencies.data?.some((one) => one.reviewed_at === null) ?? false
  const self = people.people.find((one) => one.account === people.account)
  const emergency = emergencies.data && (
    <Emergencies emergencies={emergencies.data} treats={treats} administers={people.administers} />
  )
  return (
    <>
      {toReview && emergency}
      <section className="card" aria-labelledby="people-heading">
        <h2 id="people-heading">{people.administers ? 'People' : 'Your own access'}</h2>
        <ul className="entries">
          {people.people.map((one) => (
            <li key={one.account}>
              <PersonEntry someone={one} people={people} role={role} />
            </li>
          ))}
        </ul>
        {people.administers && <InviteForm people={people} role={role} />}
        {self && <LendForm self={self} colleagues={people.colleagues} />}
      </section>
      {people.administers && (treats || role === 'operator') && <CoachingList people={people} />}
      {people.administers && <Programs people={people} role={role} />}
      {!toReview && emergency}
    </>
  )
}
