/** One meeting: when and where, who read the antitrust statement, its agenda, notes and documents. */
import { Alert, Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { MEETINGS, type Meeting, type MeetingText, meetingQuery, type Written } from '../../api/convening/meetings.ts'
import { sessionQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { moment } from '../../design/words/format.ts'
import { Findings } from './findings.tsx'
import { HandOut } from './hand-out.tsx'
import { WhileTyping, WriteText } from './write-text.tsx'
import './meetings.css'

export function MeetingPage() {
  const { meeting } = useParams({ strict: false }) as { meeting: string }
  const found = useQuery(meetingQuery(meeting))
  const one = found.data?.[0]
  return (
    <div className="page">
      <Page
        title={one?.title ?? 'Meeting'}
        lead={one && `${one.committee_title}, ${moment(one.starts_at)}, ${one.place}`}
      >
        <Answer query={found} what="the meeting">
          {([shown]) =>
            shown ? (
              <Shown meeting={shown} />
            ) : (
              <EmptyState heading="No such meeting">It is not in the calendar.</EmptyState>
            )
          }
        </Answer>
      </Page>
    </div>
  )
}

const GROUPS = [
  ['agenda', 'Agenda', 'Nothing is on the agenda yet.'],
  ['note', 'Notes', 'No notes yet. Notes say what was discussed, and not who said it.'],
  ['document', 'Documents', 'No documents yet.'],
] as const

function Shown({ meeting }: { meeting: Meeting }) {
  const steward = useQuery(sessionQuery).data?.viewer?.role === 'convener'
  return (
    <>
      {meeting.state === 'cancelled' && (
        <Alert variation="warn" heading="It does not take place">
          {sentence(meeting.because ?? '')}
        </Alert>
      )}
      {meeting.antitrust_read_by && (
        <p>The antitrust statement was read by {meeting.antitrust_read_by} when the meeting began.</p>
      )}
      {GROUPS.map(([kind, heading, none]) => {
        const texts = meeting.texts.filter((one) => one.kind === kind)
        return (
          <section key={kind} className="card" aria-labelledby={`meeting-${kind}`}>
            <h2 id={`meeting-${kind}`}>{heading}</h2>
            {texts.length === 0 && <p className="quiet">{none}</p>}
            {texts.map((one) => (
              <TextEntry key={one.meeting_text} text={one} />
            ))}
          </section>
        )
      })}
      {meeting.may_write && (
        <>
          <section className="card" aria-labelledby="meeting-write">
            <h2 id="meeting-write">Write</h2>
            <p className="quiet">
              Say how models work, which measures, what is recommended or published. Leave out what one payer pays,
              charges or plans.
            </p>
            <WriteText meeting={meeting.meeting} />
          </section>
          <section className="card" aria-labelledby="meeting-hand-out">
            <h2 id="meeting-hand-out">Hand out a document</h2>
            <HandOut meeting={meeting.meeting} />
          </section>
        </>
      )}
      {steward && meeting.state === 'planned' && <Ends meeting={meeting} />}
    </>
  )
}

const STATES = {
  passed: null,
  held: { tone: 'bad', words: 'Held' },
  released: null,
  withdrawn: { tone: 'quiet', words: 'Withdrawn' },
} as const

function TextEntry({ text }: { text: MeetingText }) {
  const change = useChange<Written>(MEETINGS)
  const state = STATES[text.state]
  const path = `/api/meeting-texts/${text.meeting_text}`
  return (
    <article className="meeting-text">
      <h3>
        {text.title} {state && <Badge tone={state.tone}>{state.words}</Badge>}
      </h3>
      {text.kind === 'document' ? (
        <p>
          <a href={`${path}/document`} download={text.file_name ?? undefined}>
            {text.file_name}
          </a>
        </p>
      ) : (
        <p className="meeting-words">{text.body}</p>
      )}
      {text.state === 'held' && (
        <Alert variation="warn" heading="Held: only its author and the convener can read it">
          {text.unreadable ? (
            <p>Its words cannot be read: {text.unreadable}.</p>
          ) : (
            <Findings text={text.body} findings={text.findings} />
          )}
        </Alert>
      )}
      {text.state === 'held' && text.own && text.kind !== 'document' && <Mend text={text} />}
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

function Mend({ text }: { text: MeetingText }) {
  const mend = useChange<Written>(MEETINGS)
  const [body, setBody] = useState(text.body)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mend.mutate({ path: `/api/meeting-texts/${text.meeting_text}`, body: { body: body.trim() } })
  }
  return (
    <form onSubmit={submit} className="write-text">
      <WordsField label="Write it anew" least={1} most={50_000} value={body} set={setBody} />
      {body !== text.body && <WhileTyping text={body} />}
      {mend.error && <FormProblem error={mend.error} />}
      <Button type="submit" size="small" variation="solid" disabled={mend.isPending || body === text.body}>
        Save
      </Button>
    </form>
  )
}

function Ends({ meeting: { meeting } }: { meeting: Meeting }) {
  const change = useChange(MEETINGS)
  const [reader, setReader] = useState('')
  const [because, setBecause] = useState('')
  const send = (body: object) => (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: `/api/meetings/${meeting}/state`, body })
  }
  return (
    <section className="card" aria-labelledby="meeting-ends">
      <h2 id="meeting-ends">After the meeting</h2>
      {change.error && <FormProblem error={change.error} />}
      <form onSubmit={send({ state: 'held', antitrust_read_by: reader.trim() })} className="write-text">
        <TextField label="Who read the antitrust statement" value={reader} set={setReader} />
        <Button type="submit" size="small" variation="solid" disabled={change.isPending}>
          It was held
        </Button>
      </form>
      <form onSubmit={send({ state: 'cancelled', because: because.trim() })} className="write-text">
        <TextField label="Why it does not take place" value={because} set={setBecause} />
        <Button type="submit" size="small" disabled={change.isPending}>
          Cancel the meeting
        </Button>
      </form>
    </section>
  )
}
