/** What who convenes does next with a recommendation: the acts of its place on the path. */
import { Button } from '@cmsgov/design-system'
import { type Recommendation, recommendationPath } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { ActForm } from '../act-form.tsx'
import { TextForm } from './text-form.tsx'
import { touchedOf } from './touched.ts'

type Props = { of: Recommendation; mayDecide: boolean }

export function Keeping({ of, mayDecide }: Props) {
  const { state } = of
  if (state === 'superseded' || state === 'withdrawn') return null
  return (
    <section className="card" aria-labelledby="keeping">
      <h2 id="keeping">What you can do</h2>
      {state === 'draft' && <TextForm of={of} />}
      {state === 'draft' && <OpenComment of={of} />}
      {state === 'in-comment' && <Extend of={of} />}
      {state === 'answering' && <TextForm of={of} />}
      {state === 'answering' && <OpenVote of={of} />}
      {state === 'answering' && <OpenComment of={of} again />}
      {state === 'in-vote' && <Press of={of} act="ballot/close" words="Count and close the vote" />}
      {state === 'voted' && (mayDecide ? <Decide of={of} /> : <p>An administrator of the convener decides.</p>)}
      {state === 'accepted' && <Press of={of} act="publication" words="Publish it" />}
      <ActForm
        summary="Withdraw it"
        says="Everybody reads why. What was published stays to be read."
        fields={[{ key: 'because', label: 'Why', is: 'words' }]}
        button="Withdraw"
        path={`${recommendationPath(of.recommendation)}/withdrawal`}
        body={({ because }) => ({ because })}
        touched={touchedOf(of)}
      />
    </section>
  )
}

function OpenComment({ of, again = false }: { of: Recommendation; again?: boolean }) {
  return (
    <ActForm
      summary={again ? 'Open another round of comments' : 'Open it to comment'}
      says="Everybody may read it and comment, signed in or not. At least 7 days, the first and the last among them."
      fields={[
        { key: 'opens_on', label: 'First day', is: 'date' },
        { key: 'closes_on', label: 'Last day', is: 'date' },
      ]}
      button="Open"
      path={`${recommendationPath(of.recommendation)}/comment-window`}
      body={({ opens_on, closes_on }) => ({ opens_on, closes_on })}
      touched={touchedOf(of)}
    />
  )
}

function Extend({ of }: { of: Recommendation }) {
  return (
    <ActForm
      summary="Give more days for comments"
      fields={[{ key: 'closes_on', label: 'New last day', is: 'date', start: of.window?.closes_on ?? '' }]}
      button="Give more days"
      path={`${recommendationPath(of.recommendation)}/comment-window/extension`}
      body={({ closes_on }) => ({ closes_on })}
      touched={touchedOf(of)}
    />
  )
}

function OpenVote({ of }: { of: Recommendation }) {
  return (
    <ActForm
      summary="Open the vote"
      says="Who holds a seat now and votes is on the roll. Each comment must have been looked at, and each in view answered."
      fields={[
        { key: 'closes_at', label: 'Ends (your time)', is: 'datetime-local' },
        {
          key: 'method',
          label: 'How it is decided',
          is: 'choice',
          choices: [
            { key: 'vote', name: 'By a count of votes' },
            { key: 'consensus', name: 'By consensus: nobody says no' },
          ],
        },
      ]}
      button="Open the vote"
      path={`${recommendationPath(of.recommendation)}/ballot`}
      body={({ closes_at = '', method }) => ({ closes_at: new Date(closes_at).toISOString(), method })}
      touched={touchedOf(of)}
    />
  )
}

function Decide({ of }: { of: Recommendation }) {
  return (
    <ActForm
      summary="Decide"
      fields={[
        {
          key: 'accepted',
          label: 'Decision',
          is: 'choice',
          choices: [
            { key: 'yes', name: 'Accept it' },
            { key: 'no', name: 'Send it back as a draft' },
          ],
        },
        { key: 'because', label: 'Why', is: 'words' },
      ]}
      button="Decide"
      path={`${recommendationPath(of.recommendation)}/decision`}
      body={({ accepted, because }) => ({ accepted: accepted === 'yes', because })}
      touched={touchedOf(of)}
    />
  )
}

function Press({ of, act, words }: { of: Recommendation; act: string; words: string }) {
  const change = useChange(...touchedOf(of))
  const press = () => change.mutate({ path: `${recommendationPath(of.recommendation)}/${act}`, body: {} })
  return (
    <>
      <Button variation="solid" disabled={change.isPending} onClick={press}>
        {words}
      </Button>
      {change.isError && <FormProblem error={change.error} />}
    </>
  )
}
