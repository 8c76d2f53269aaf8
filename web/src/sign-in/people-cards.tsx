/** The people of the demonstration, by role. A card says what one will see as that person. */
import type { Role, Someone } from '../api/people/sign-in.ts'

const ROLES: { role: Role; heading: string; sees: string }[] = [
  { role: 'practice', heading: 'Practices', sees: 'Their own patients over all payers, and what each payer will pay.' },
  { role: 'provider-organization', heading: 'Provider organizations', sees: 'Their practices side by side.' },
  {
    role: 'payer',
    heading: 'Payers',
    sees: 'Their own members, statements and submissions; others’ results only whole.',
  },
  { role: 'convener', heading: 'Convener', sees: 'The state of the initiative; no patients, no prices.' },
  { role: 'state', heading: 'State', sees: 'The region as a whole; small counts held back.' },
  { role: 'purchaser', heading: 'Purchasers', sees: 'Rates and counts of the region; small counts held back.' },
  { role: 'coach', heading: 'Coaches', sees: 'Scorecards and counts of practices that let them in.' },
  { role: 'public', heading: 'Public', sees: 'What was agreed to be public.' },
]

type Props = { people: Someone[]; busy: boolean; choose: (person: string) => void }

export function PeopleCards({ people, busy, choose }: Props) {
  const groups = ROLES.map((group) => ({ ...group, people: people.filter((one) => one.role === group.role) }))
  return (
    <div className="roles">
      {groups
        .filter((group) => group.people.length > 0)
        .map((group) => (
          <section key={group.role} aria-labelledby={`role-${group.role}`} className={`role role-${group.role}`}>
            <h2 id={`role-${group.role}`}>{group.heading}</h2>
            <p className="quiet">{group.sees}</p>
            <ul className="people">
              {group.people.map((one) => (
                <li key={one.person}>
                  <PersonCard someone={one} busy={busy} choose={() => choose(one.person)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  )
}

function PersonCard({ someone, busy, choose }: { someone: Someone; busy: boolean; choose: () => void }) {
  return (
    <button type="button" className="person-card" disabled={busy} onClick={choose}>
      <span className="person-card-name">{someone.name}</span>
      {someone.organization_name && <span className="person-card-place">{someone.organization_name}</span>}
      <span className="person-card-about">{someone.about}</span>
    </button>
  )
}
