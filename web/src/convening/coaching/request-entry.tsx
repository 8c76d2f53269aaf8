/** What a practice asked for, where it stands, and what the reader may do with it. */
import { Button } from '@cmsgov/design-system'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import {
  COACHING_PATH,
  type CoachingRequest,
  coachedQuery,
  coachingQuery,
  practiceCoachingPath,
  practiceCoachingQuery,
} from '../../api/convening/coaching.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'

const STATE: Record<CoachingRequest['state'], { tone: Tone; words: string }> = {
  asked: { tone: 'open', words: 'Nobody took it up yet' },
  'taken-up': { tone: 'note', words: 'Taken up' },
  closed: { tone: 'quiet', words: 'Closed' },
}
const RESULT = {
  helped: 'It helped',
  partly: 'It helped in part',
  'not-helped': 'It did not help',
  withdrawn: 'Withdrawn',
}

export function RequestEntry({ request, asCoach }: { request: CoachingRequest; asCoach: boolean }) {
  const { practice_id, practice_name, state, asks, asked_at, asked_by, participant_name, taken_up_at, let_in } = request
  return (
    <article className="entry">
      <header>
        <h3>{asCoach ? practice_name : `${practice_name}: asked on ${day(asked_at)}`}</h3>
        <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge>
      </header>
      <p>“{asks}”</p>
      <p className="quiet">
        Asked by {asked_by} on {day(asked_at)}
        {participant_name && `; taken up by ${participant_name} on ${day(taken_up_at)}`}
        {request.result && `; closed on ${day(request.closed_at)}: ${RESULT[request.result]}`}.
      </p>
      {request.because && <p className="quiet">{request.because}</p>}
      {asCoach && state === 'taken-up' && (
        <p>
          {let_in ? (
            <Link to="/practices/$practice_id/coaching" params={{ practice_id }}>
              Plan, visits and notes
            </Link>
          ) : (
            'The practice has not let you in: you see that it asked, and nothing of its numbers.'
          )}
        </p>
      )}
      {state !== 'closed' && (asCoach ? <CoachActs request={request} /> : <Withdraw request={request} />)}
    </article>
  )
}

function CoachActs({ request: { coaching_request, state, practice_name } }: { request: CoachingRequest }) {
  const change = useChange<unknown>(coachingQuery, coachedQuery)
  const [result, setResult] = useState('helped')
  const [because, setBecause] = useState('')
  const path = `${COACHING_PATH}/requests/${coaching_request}`
  if (state === 'asked')
    return (
      <>
        <Button
          size="small"
          variation="solid"
          disabled={change.isPending}
          onClick={() => change.mutate({ path: `${path}/take-up`, body: {} })}
        >
          Take it up<span className="ds-u-visibility--screen-reader"> for {practice_name}</span>
        </Button>
        {change.isError && <FormProblem error={change.error} />}
      </>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: `${path}/close`, body: { result, because: because.trim() } })
  }
  return (
    <details className="change-form">
      <summary>
        Close it<span className="ds-u-visibility--screen-reader"> for {practice_name}</span>
      </summary>
      <form onSubmit={submit}>
        <ChoiceField
          label="What came of it"
          value={result}
          set={setResult}
          choices={(['helped', 'partly', 'not-helped'] as const).map((key) => ({ key, name: RESULT[key] }))}
        />
        <WordsField label="In words" least={1} value={because} set={setBecause} />
        <Button type="submit" size="small" disabled={change.isPending}>
          Close
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}

function Withdraw({ request: { coaching_request, practice_id } }: { request: CoachingRequest }) {
  const change = useChange<unknown>(practiceCoachingQuery(practice_id), coachingQuery)
  const path = `${practiceCoachingPath(practice_id)}/requests/${coaching_request}/withdrawal`
  return (
    <>
      <Button size="small" disabled={change.isPending} onClick={() => change.mutate({ path, body: {} })}>
        Withdraw it
      </Button>
      {change.isError && <FormProblem error={change.error} />}
    </>
  )
}
