/** One thing that was written or handed out: to its author also why it is held or kept back, and how to mend it. */
import { Alert, Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type KeptBack, MEETINGS, type MeetingText, type Written } from '../../api/convening/meetings.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { moment } from '../../design/words/format.ts'
import { ActForm } from '../act-form.tsx'
import { Findings } from './findings.tsx'
import { WhileTyping } from './write-text.tsx'

const STATES = {
  passed: null,
  held: { tone: 'bad', words: 'Held' },
  released: null,
  withdrawn: { tone: 'quiet', words: 'Withdrawn' },
} as const

type Props = { text: MeetingText; keeps: boolean }

export function TextEntry({ text, keeps }: Props) {
  const change = useChange<Written>(MEETINGS)
  const state = STATES[text.state]
  const path = `/api/meeting-texts/${text.meeting_text}`
  return (
    <article className="meeting-text">
      <h3>
        {text.title} {state && <Badge tone={state.tone}>{state.words}</Badge>}{' '}
        {text.added_after && <Badge tone="open">Added after the minutes were closed</Badge>}
      </h3>
      <p className="quiet">{moment(text.written_at)}</p>
      <Words text={text} path={path} />
      {text.state === 'held' && (
        <Alert variation="warn" heading="Held: only its author and the convener can read it">
          {text.unreadable ? (
            <p>Its words cannot be read: {text.unreadable}.</p>
          ) : (
            <Findings text={text.body} findings={text.findings} />
          )}
          {text.own && text.kind === 'document' && <p>Take it back, mend the document, and hand it out again.</p>}
          {text.own && keeps && (
            <p>If it was held for nothing, another person of the convener, or the operator, releases it.</p>
          )}
        </Alert>
      )}
      {text.kept_back.length > 0 && <KeptBackNote reasons={text.kept_back} />}
      {text.state === 'held' && text.own && text.kind !== 'document' && <Mend text={text} />}
      {text.may_open_file && (
        <ActForm
          summary="Open the file to everybody"
          about={text.title}
          fields={[{ key: 'because', label: 'Why others may have it as it was sent', is: 'words' }]}
          button="Open it"
          path={`${path}/file`}
          body={(typed) => typed}
          touched={[MEETINGS]}
        />
      )}
      {text.own && text.state !== 'withdrawn' && (
        <Button
          size="small"
          disabled={change.isPending}
          onClick={() => change.mutate({ path: `${path}/withdrawal`, body: {} })}
        >
          Take back<span className="ds-u-visibility--screen-reader">: {text.title}</span>
        </Button>
      )}
      {change.error && <FormProblem error={change.error} />}
    </article>
  )
}

/** Words are read here; of a document, its file where it is open. */
function Words({ text, path }: { text: MeetingText; path: string }) {
  // What is held is shown once, where its findings are marked.
  if (text.state === 'held' && text.kind !== 'document') return null
  if (text.kind !== 'document') return <p className="meeting-words">{text.body}</p>
  if (text.opens)
    return (
      <p>
        <a href={`${path}/document`} download={text.file_name ?? undefined}>
          {text.file_name}
        </a>
      </p>
    )
  return (
    <details>
      <summary>Read its words</summary>
      <p className="quiet">The file tells who said what, so that you read its words without names.</p>
      <p className="meeting-words">{text.body}</p>
    </details>
  )
}

const KeptBackNote = ({ reasons }: { reasons: KeptBack[] }) => (
  <Alert heading="Others read its words without names; the file is with its author and the convener">
    <ul>
      {reasons.map(({ kind, why, fix }) => (
        <li key={kind}>
          <b>{sentence(why)}</b> {sentence(fix)}
        </li>
      ))}
    </ul>
  </Alert>
)

function Mend({ text }: { text: MeetingText }) {
  const mend = useChange<Written>(MEETINGS)
  const [body, setBody] = useState(text.body)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mend.mutate({ path: `/api/meeting-texts/${text.meeting_text}`, body: { body: body.trim() } })
  }
  return (
    <form onSubmit={submit} className="write-text">
      <WordsField label="Write it anew" least={1} most={50_000} rows={4} value={body} set={setBody} />
      {body !== text.body && <WhileTyping text={body} />}
      {mend.error && <FormProblem error={mend.error} />}
      <Button type="submit" size="small" variation="solid" disabled={mend.isPending || body === text.body}>
        Save
      </Button>
    </form>
  )
}
