/** What who convenes does next with a recommendation: the acts of its place on the path. */
import { Button } from '@cmsgov/design-system'
import { type Recommendation, recommendationPath } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { ActForm } from '../act-form.tsx'
import { TextForm } from './text-form.tsx'
import { touchedOf } from './touched.ts'

/** What a member does with a draft of its own, and who governs with what passed. */
export function InOwnHands({ of }: { of: Recommendation }) {
  const { state, round, own, own_draft, decided_by } = of
  // Who sits there no longer, or stepped back, writes on it no more.
  const writes = own_draft && own?.recused === false && (state === 'draft' || state === 'proposed')
  const decides = state === 'voted' && decided_by.own
  if (!writes && !decides) return null
  return (
    <section className="card" aria-labelledby="in-own-hands">
      <h2 id="in-own-hands">What you can do</h2>
      {writes && state === 'draft' && (
        <>
          <TextForm of={of} />
          <p className="quiet">Propose it when it is ready: then who convenes may put it before the public.</p>
          <Press of={of} act="proposal" body={{ proposed: true }} words="Propose it" />
          {round === 0 && (
            <Withdraw of={of} says="Who takes part reads why. It can be withdrawn by you until you propose it." />
          )}
        </>
      )}
      {writes && state === 'proposed' && (
        <>
          <p className="quiet">You proposed it. Until it is put before the public you may take it back to write on.</p>
          <Press of={of} act="proposal" body={{ proposed: false }} words="Take it back" />
        </>
      )}
      {decides && <Decide of={of} />}
    </section>
  )
}

/** What who convenes does next. */
export function Keeping({ of }: { of: Recommendation }) {
  const { state, by_member, round, decided_by } = of
  const unproposed = state === 'draft' && by_member && round === 0
  if (state === 'superseded' || state === 'withdrawn') return null
  return (
    <section className="card" aria-labelledby="keeping">
      <h2 id="keeping">What you can do</h2>
      {unproposed && <p>A member drafts it and has not proposed it yet. Until then nobody else writes on it.</p>}
      {(state === 'draft' || state === 'proposed') && !unproposed && (
        <>
          <TextForm of={of} />
          <OpenComment of={of} />
        </>
      )}
      {state === 'in-comment' && <Extend of={of} />}
      {state === 'answering' && <TextForm of={of} />}
      {state === 'answering' && <OpenVote of={of} />}
      {state === 'answering' && <OpenComment of={of} again />}
      {state === 'in-vote' && <Press of={of} act="ballot/close" words="Count and close the vote" />}
      {state === 'voted' && (decided_by.own ? <Decide of={of} /> : <p>{whoDecides(decided_by)}</p>)}
      {state === 'accepted' && <Press of={of} act="publication" words="Publish it" />}
      <Withdraw of={of} says="Everybody reads why. What was published stays to be read." />
    </section>
  )
}

const Withdraw = ({ of, says }: { of: Recommendation; says: string }) => (
  <ActForm
    summary="Withdraw it"
    says={says}
    fields={[{ key: 'because', label: 'Why', is: 'words' }]}
    button="Withdraw"
    path={`${recommendationPath(of.recommendation)}/withdrawal`}
    body={({ because }) => ({ because })}
    touched={touchedOf(of)}
  />
)

const whoDecides = ({ title }: Recommendation['decided_by']): string =>
  title === null ? 'An administrator of the convener decides.' : `The chair of “${title}” decides.`

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

type PressProps = { of: Recommendation; act: string; body?: object; words: string }

function Press({ of, act, body = {}, words }: PressProps) {
  const change = useChange(...touchedOf(of))
  const press = () => change.mutate({ path: `${recommendationPath(of.recommendation)}/${act}`, body })
  return (
    <>
      <Button variation="solid" disabled={change.isPending} onClick={press}>
        {words}
      </Button>
      {change.isError && <FormProblem error={change.error} />}
    </>
  )
}
