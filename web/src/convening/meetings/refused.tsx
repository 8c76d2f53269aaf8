/** Words of forms that the check refused: the steward answers who asks, and an author sees what became of their own. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { REFUSED_WORDS, type RefusedWords } from '../../api/convening/refusals.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { PathLink } from '../../design/frame/path-link.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { moment } from '../../design/words/format.ts'
import { Findings } from './findings.tsx'

export const REFUSED_STATE: Record<RefusedWords['state'], { tone: Tone; words: string }> = {
  refused: { tone: 'bad', words: 'Refused in a form' },
  asked: { tone: 'open', words: 'The convener is asked' },
  released: { tone: 'good', words: 'Released: passes when sent again' },
  upheld: { tone: 'bad', words: 'Stays refused' },
  passed: { tone: 'good', words: 'Released and sent again' },
}

/** Who asked, and waits for the steward. */
export function Asked({ refused }: { refused: RefusedWords[] }) {
  const asked = refused.filter(({ may_answer, state }) => may_answer && state === 'asked')
  if (asked.length === 0) return null
  return (
    <section className="card" aria-labelledby="refused-asked">
      <h2 id="refused-asked">Refused words that you are asked about</h2>
      <p>
        A form was not sent because of these words, and nobody but the author and you can read them. Release what was
        refused for nothing: the same words pass once when their author sends the form again.
      </p>
      {asked.map((one) => (
        <OneAsked key={one.refusal} refused={one} />
      ))}
    </section>
  )
}

function OneAsked({ refused }: { refused: RefusedWords }) {
  const change = useChange(REFUSED_WORDS)
  const [because, setBecause] = useState('')
  const { refusal, form, by, at, tries } = refused
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    const released = submitter?.getAttribute('value') === 'release'
    change.mutate({ path: `/api/refused-words/${refusal}/answer`, body: { released, because: because.trim() } })
  }
  return (
    <article className="meeting-text">
      <h3>{form}</h3>
      <p className="quiet">
        {by}, {moment(at)}
        {tries > 1 && `; refused ${tries} times within that day`}
      </p>
      <Texts refused={refused} />
      <form onSubmit={submit} className="write-text">
        <WordsField
          label="Why they may be sent after all, or why not: the author reads it"
          least={1}
          value={because}
          set={setBecause}
        />
        {change.error && <FormProblem error={change.error} />}
        <div className="meeting-acts">
          <Button type="submit" value="release" size="small" variation="solid" disabled={change.isPending}>
            Release<span className="ds-u-visibility--screen-reader">: {form}</span>
          </Button>
          <Button type="submit" value="uphold" size="small" disabled={change.isPending}>
            Uphold<span className="ds-u-visibility--screen-reader">: {form}</span>
          </Button>
        </div>
      </form>
    </article>
  )
}

/** What nobody asked about, and what stays refused, stands here for so long, and in the list for good. */
const RECENT_DAYS = 14

/** One's own that are not over: to ask about, to send again, to read why not. */
export function OwnRefused({ refused }: { refused: RefusedWords[] }) {
  const since = Date.now() - RECENT_DAYS * 86_400_000
  const own = refused.filter(
    ({ own, state, at }) =>
      own && state !== 'passed' && (state === 'asked' || state === 'released' || Date.parse(at) > since),
  )
  if (own.length === 0) return null
  return (
    <section className="card" aria-labelledby="refused-own">
      <h2 id="refused-own">Words of yours that were refused</h2>
      {own.map((one) => (
        <OneOwn key={one.refusal} refused={one} />
      ))}
    </section>
  )
}

function OneOwn({ refused }: { refused: RefusedWords }) {
  const ask = useChange(REFUSED_WORDS)
  const { refusal, form, page, at, state, because, may_ask } = refused
  const { tone, words } = REFUSED_STATE[state]
  return (
    <article className="meeting-text">
      <h3>
        {form} <Badge tone={tone}>{words}</Badge>
      </h3>
      <p className="quiet">{moment(at)}</p>
      {state === 'released' ? <Whole refused={refused} /> : <Texts refused={refused} />}
      {because && <p>The convener says: {sentence(because)}</p>}
      {state === 'released' && (
        <p>
          <PathLink path={page}>
            Send it again<span className="ds-u-visibility--screen-reader">: {form}</span>
          </PathLink>
          , word for word. It passes once.
        </p>
      )}
      {may_ask && (
        <Button
          size="small"
          disabled={ask.isPending}
          onClick={() => ask.mutate({ path: `/api/refused-words/${refusal}/question`, body: {} })}
        >
          Ask the convener<span className="ds-u-visibility--screen-reader">: {form}</span>
        </Button>
      )}
      {ask.error && <FormProblem error={ask.error} />}
    </article>
  )
}

export const Texts = ({ refused: { texts } }: { refused: RefusedWords }) =>
  texts.map(({ field, words, findings }) => (
    <div key={`${field} ${words}`}>
      <h4>{field}</h4>
      <Findings text={words} findings={findings} />
    </div>
  ))

/** Every word, so that its author can send it again as it was. */
const Whole = ({ refused: { texts } }: { refused: RefusedWords }) =>
  texts.map(({ field, words }) => (
    <div key={`${field} ${words}`}>
      <h4>{field}</h4>
      <p className="meeting-words">{words}</p>
    </div>
  ))
