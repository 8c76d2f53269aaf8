/** Begins a recommendation, as a draft that those who take part read. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import {
  conveningQuery,
  RECOMMENDATIONS_PATH,
  type Recommendation,
  recommendationsQuery,
} from '../../api/convening/convening.ts'
import { sessionQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { ChoiceField, TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Page } from '../../design/frame/page.tsx'
import { draftsFor, keepsProcess } from '../who.ts'
import { CHANGES, choicesOf } from '../words.ts'
import { ChangesField, type ChangeTyped, changesOf } from './changes-field.tsx'
import '../convening.css'

export type NewAsked = { supersedes?: string | undefined }

export function NewRecommendationPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const initiatives = useQuery(conveningQuery)
  const all = useQuery(recommendationsQuery)
  if (!viewer) return null
  return (
    <div className="page convening">
      <p className="back">
        <Link to="/convening">Convening</Link>
      </p>
      <Page
        title="New recommendation"
        lead={
          keepsProcess(viewer)
            ? 'It begins as a draft, which those who take part read and nobody else.'
            : 'It begins as your draft, which those who take part read and nobody else writes on. Once you propose it, who convenes may put it before the public.'
        }
      >
        <Answer query={initiatives} what="the initiatives">
          {(found) => (
            <Answer query={all} what="the recommendations">
              {(recommendations) => (
                <Begin
                  committees={draftsFor(viewer, found)}
                  recommendations={recommendations}
                  keeps={keepsProcess(viewer)}
                />
              )}
            </Answer>
          )}
        </Answer>
      </Page>
    </div>
  )
}

type ForCommittee = { initiative: string; committee: string; title: string }
type Props = { committees: ForCommittee[]; recommendations: Recommendation[]; keeps: boolean }

function Begin({ committees, recommendations, keeps }: Props) {
  const published = recommendations.filter(({ state }) => state === 'published')
  if (committees.length === 0 && !keeps)
    return (
      <EmptyState heading="Who holds a seat of a committee drafts for it, and you hold none.">
        <p>
          <Link to="/convening">See what is being recommended</Link>
        </p>
      </EmptyState>
    )
  if (committees.length === 0)
    return (
      <EmptyState heading="A recommendation comes from a committee, and there is none yet.">
        <p>
          <Link to="/convening">Make a committee on the initiative’s page</Link>
        </p>
      </EmptyState>
    )
  return <DraftForm committees={committees} published={published} />
}

type DraftProps = { committees: ForCommittee[]; published: Recommendation[] }

function DraftForm({ committees, published }: DraftProps) {
  const asked = useSearch({ from: '/convening/recommendations/new' })
  const navigate = useNavigate()
  const [committee, setCommittee] = useState(committees[0]?.committee ?? '')
  const [title, setTitle] = useState('')
  const [changes_kind, setKind] = useState<string>('reference')
  const [changes_what, setWhat] = useState('')
  const [supersedes, setSupersedes] = useState(asked.supersedes ?? '')
  const [body, setBody] = useState('')
  const [changes, setChanges] = useState<ChangeTyped[]>([])
  const draft = useChange<{ recommendation: string }>(recommendationsQuery)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const initiative = committees.find((one) => one.committee === committee)?.initiative
    const given = { initiative, committee, title, changes_kind, changes_what, body, changes: changesOf(changes) }
    draft.mutate(
      { path: RECOMMENDATIONS_PATH, body: { ...given, supersedes: supersedes || null } },
      {
        onSuccess: ({ recommendation }) =>
          void navigate({ to: '/convening/recommendations/$recommendation', params: { recommendation } }),
      },
    )
  }
  return (
    <section className="card change-form" aria-label="The draft">
      <form onSubmit={submit}>
        <ChoiceField
          label="Committee"
          value={committee}
          set={setCommittee}
          choices={committees.map((one) => ({ key: one.committee, name: one.title }))}
        />
        <ChoiceField
          label="Takes the place of"
          value={supersedes}
          set={setSupersedes}
          choices={[
            { key: '', name: 'None: it is new' },
            ...published.map((one) => ({ key: one.recommendation, name: one.title })),
          ]}
        />
        <ChoiceField label="It changes" value={changes_kind} set={setKind} choices={choicesOf(CHANGES)} />
        <TextField label="Which one, in words" value={changes_what} set={setWhat} />
        <WordsField label="Title" value={title} set={setTitle} least={1} most={200} rows={1} />
        <WordsField label="Text" value={body} set={setBody} least={1} most={50_000} rows={12} />
        <ChangesField rows={changes} set={setChanges} />
        <Button type="submit" variation="solid" disabled={draft.isPending}>
          Begin the draft
        </Button>
      </form>
      {draft.isError && <FormProblem error={draft.error} />}
    </section>
  )
}
