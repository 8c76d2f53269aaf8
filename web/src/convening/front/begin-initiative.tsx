/** Begins an initiative: what it is for, and on what legal footing its participants sit together. */
import { useNavigate } from '@tanstack/react-router'
import { conveningQuery, INITIATIVES_PATH } from '../../api/convening/convening.ts'
import { ActForm, orNull } from '../act-form.tsx'

const FOOTINGS = [
  { key: 'private-convener', name: 'Private convener: no immunity' },
  { key: 'state-action', name: 'State action: a state supervises actively' },
  { key: 'federal-model', name: 'Federal model: of the CMS Innovation Center' },
]

export function BeginInitiative() {
  const navigate = useNavigate()
  return (
    <section className="card" aria-labelledby="begin">
      <h2 id="begin">Begin an initiative</h2>
      <p>
        An initiative has a charter, a legal footing, participants and committees. Its counsel chooses the footing; what
        it means for who may sit together is shown on its page.
      </p>
      <ActForm
        summary="The initiative"
        open
        fields={[
          { key: 'title', label: 'Title' },
          { key: 'start_date', label: 'Begins on', is: 'date' },
          { key: 'footing', label: 'Legal footing', is: 'choice', choices: FOOTINGS },
          { key: 'about', label: 'What it is for', is: 'words' },
          { key: 'authority', label: 'By what authority: the statute, the by-laws or the agreement', is: 'words' },
          { key: 'supervisor', label: 'Who supervises (state action)', is: 'words', optional: true },
          {
            key: 'supervision',
            label: 'How the state supervises actively (state action)',
            is: 'words',
            optional: true,
          },
        ]}
        button="Begin it"
        path={INITIATIVES_PATH}
        body={({ supervisor, supervision, ...given }) => ({
          ...given,
          supervisor: orNull(supervisor),
          supervision: orNull(supervision),
        })}
        touched={[conveningQuery]}
        done={({ initiative = '' }) =>
          void navigate({ to: '/convening/initiative/$initiative', params: { initiative } })
        }
      />
    </section>
  )
}
