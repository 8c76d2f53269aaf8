/** What an initiative asks a practice, by which criteria, and what the practice answers and says of itself. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import {
  type Invitation,
  invitationPath,
  type Ready,
  type Recruitment,
  recruitmentQuery,
} from '../../api/convening/recruitment.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { Criteria } from './checks.tsx'
import { Handovers } from './handovers.tsx'
import { READY, STATE } from './words.ts'

export function InvitationCard({ invitation, found }: { invitation: Invitation; found: Recruitment }) {
  const { recruitment, practice_id, practice_name, state, because, invited_on, criteria } = invitation
  const of = found.recruitments.find((one) => one.recruitment === recruitment)
  const told = found.handovers.filter((one) => one.recruitment === recruitment && one.practice_id === practice_id)
  const id = `invitation-${recruitment}-${practice_id}`
  return (
    <section className="card recruitment" aria-labelledby={id}>
      <h2 id={id}>
        {of?.title ?? recruitment}: {practice_name}
      </h2>
      <p>
        <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge> {of?.initiative_title} invited this practice on{' '}
        {day(invited_on)}.
      </p>
      <p>{of?.about}</p>
      <h3>Why this practice</h3>
      <Criteria criteria={criteria} />
      {because && <p className="quiet">You said: {because}</p>}
      <Questions invitation={invitation} questions={found.questions} />
      <Answers invitation={invitation} />
      {told.length > 0 && (
        <>
          <h3>Payers that were told</h3>
          <p className="quiet">Each payer makes its own contract with you.</p>
          <Handovers handovers={told} asPayer={false} />
        </>
      )}
    </section>
  )
}

function Questions({ invitation, questions }: { invitation: Invitation; questions: Recruitment['questions'] }) {
  const { practice_id, recruitment, answers, ready } = invitation
  const save = useChange<unknown>(recruitmentQuery)
  const [said, setSaid] = useState<Record<string, string>>(
    Object.fromEntries(answers.map(({ question, answer }) => [question, answer])),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const readiness = Object.entries(said)
      .filter(([, answer]) => answer !== '')
      .map(([question, answer]) => ({ question, answer }))
    save.mutate({ path: invitationPath(practice_id, recruitment), body: { readiness } })
  }
  return (
    <>
      <details className="change-form" open={answers.length === 0}>
        <summary>
          Is the practice ready? ({answers.length} of {questions.length} answered)
        </summary>
        <p className="quiet">
          Nobody scores the answers.{' '}
          {ready.length > 0 && 'Payers are told of the practice when those marked * are yes.'}
        </p>
        <form onSubmit={submit}>
          {questions.map(({ question, asks }) => (
            <ChoiceField
              key={question}
              label={`${asks}${ready.includes(question) ? ' *' : ''}`}
              value={said[question] ?? ''}
              set={(answer) => setSaid({ ...said, [question]: answer })}
              choices={[
                { key: '', name: 'Not answered' },
                ...(Object.keys(READY) as Ready[]).map((key) => ({ key, name: READY[key] })),
              ]}
            />
          ))}
          <Button type="submit" size="small" disabled={save.isPending}>
            Save answers
          </Button>
        </form>
      </details>
      {save.isSuccess && <p role="status">Saved.</p>}
      {save.isError && <FormProblem error={save.error} />}
    </>
  )
}

function Answers({ invitation: { practice_id, recruitment, state } }: { invitation: Invitation }) {
  const change = useChange<unknown>(recruitmentQuery)
  const [because, setBecause] = useState('')
  const send = (answer: string, why: string | null = null) =>
    change.mutate({ path: invitationPath(practice_id, recruitment), body: { answer, because: why } })
  const asked = state === 'invited' || state === 'not-now' || state === 'interested'
  if (!asked && state !== 'handed-over') return null
  const no = state === 'handed-over' ? 'withdrawn' : 'declined'
  return (
    <>
      <p className="entry-actions">
        {(state === 'invited' || state === 'not-now') && (
          <Button variation="solid" disabled={change.isPending} onClick={() => send('interested')}>
            We are interested
          </Button>
        )}
        {(state === 'invited' || state === 'interested') && (
          <Button disabled={change.isPending} onClick={() => send('not-now')}>
            Not now
          </Button>
        )}
      </p>
      <details className="change-form">
        <summary>{no === 'declined' ? 'No, and why' : 'Withdraw, and why'}</summary>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send(no, because.trim())
          }}
        >
          <WordsField label="Why" least={1} value={because} set={setBecause} />
          <Button type="submit" size="small" disabled={change.isPending}>
            {no === 'declined' ? 'Say no' : 'Withdraw'}
          </Button>
        </form>
      </details>
      {change.isError && <FormProblem error={change.error} />}
    </>
  )
}
