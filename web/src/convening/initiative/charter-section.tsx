/** The charter in its versions, and the law on which competitors sit at one table here. */
import { type AdoptionPublic, conveningQuery, type Initiative } from '../../api/convening/convening.ts'
import { day } from '../../design/words/format.ts'
import { ActForm } from '../act-form.tsx'
import { Prose } from '../prose.tsx'
import { choicesOf, ROOM } from '../words.ts'
import { initiativePath } from './paths.ts'

const ADOPTION: Readonly<Record<AdoptionPublic, string>> = {
  'at-once': 'Everybody reads what payers say they adopt',
  'after-the-year': 'What payers say they adopt is for those who take part, until the year is closed',
}

export function CharterSection({ of: { initiative, charter }, keeps }: { of: Initiative; keeps: boolean }) {
  const [newest, ...earlier] = charter
  return (
    <section className="card" aria-labelledby="charter">
      <h2 id="charter">Charter</h2>
      {newest ? (
        <>
          <p className="quiet">
            Version {newest.version}, adopted {day(newest.adopted_on)}. {ADOPTION[newest.adoption_public]}.
          </p>
          <Prose text={newest.body} />
        </>
      ) : (
        <p className="quiet">None has been adopted yet.</p>
      )}
      {earlier.map(({ version, adopted_on, body }) => (
        <details key={version}>
          <summary>
            Version {version}, adopted {day(adopted_on)}
          </summary>
          <Prose text={body} />
        </details>
      ))}
      {keeps && (
        <ActForm
          summary="Adopt the next version"
          fields={[
            { key: 'adopted_on', label: 'Adopted on', is: 'date' },
            {
              ...{ key: 'adoption_public', label: 'What payers say they adopt', is: 'choice' },
              ...{ choices: choicesOf(ADOPTION), start: newest?.adoption_public ?? 'at-once' },
            },
            { key: 'body', label: 'Text', is: 'long', start: newest?.body ?? '' },
          ]}
          button="Adopt it"
          path={`${initiativePath(initiative)}/charter`}
          body={({ body, adopted_on, adoption_public }) => ({ body, adopted_on, adoption_public })}
          touched={[conveningQuery]}
        />
      )}
    </section>
  )
}

/** The rooms that a footing opens are the server's to say; here are the words for them. */
export function FootingSection({ of }: { of: Initiative }) {
  const { footing_rule, authority, supervisor, supervision, committees } = of
  const rooms = [...new Set(committees.map(({ room }) => ROOM[room]))]
  return (
    <section className="card" aria-labelledby="footing">
      <h2 id="footing">Legal footing: {footing_rule.title.toLowerCase()}</h2>
      <p>{footing_rule.says}</p>
      {rooms.length > 0 && <p>Its committees sit so: {rooms.join('; ').toLowerCase()}.</p>}
      <p>
        <b>Authority:</b> {authority}
      </p>
      {supervisor && (
        <p>
          <b>Supervised by:</b> {supervisor}. {supervision}
        </p>
      )}
      <h3>What this rests on</h3>
      <ul>
        {footing_rule.sources.map(({ title, citation }) => (
          <li key={citation}>
            {title}: <cite>{citation}</cite>
          </li>
        ))}
      </ul>
      <p className="quiet">
        How the law is read here is on the strict side. The initiative’s counsel decides whether it is enough.
      </p>
    </section>
  )
}
