/** One meeting: when and where, what is on its agenda, what to read, what was noted; then what one may add. */
import { Alert, Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { MEETINGS, type Meeting, meetingQuery } from '../../api/convening/meetings.ts'
import { sessionQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { moment } from '../../design/words/format.ts'
import { ConveningNav } from '../convening-nav.tsx'
import { keepsProcess } from '../who.ts'
import { HandOut } from './hand-out.tsx'
import { STATE } from './meetings-page.tsx'
import { TextEntry } from './text-entry.tsx'
import { WriteText } from './write-text.tsx'
import './meetings.css'

export function MeetingPage() {
  const { meeting } = useParams({ strict: false }) as { meeting: string }
  const found = useQuery(meetingQuery(meeting))
  const one = found.data?.[0]
  return (
    <div className="page convening">
      <ConveningNav />
      <Page title={one?.title ?? 'Meeting'} lead={one && `Committee: ${one.committee_title}`}>
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
  ['agenda', 'On the agenda', 'Nothing is on the agenda yet.'],
  ['document', 'To read', 'No documents yet.'],
  ['note', 'What was noted', 'No notes yet. Notes say what was discussed, and not who said it.'],
] as const

function Shown({ meeting }: { meeting: Meeting }) {
  const viewer = useQuery(sessionQuery).data?.viewer
  const keeps = viewer !== undefined && viewer !== null && keepsProcess(viewer)
  return (
    <>
      <WhenAndWhere meeting={meeting} />
      {GROUPS.map(([kind, heading, none]) => {
        const texts = meeting.texts.filter((one) => one.kind === kind)
        return (
          <section key={kind} className="card" aria-labelledby={`meeting-${kind}`}>
            <h2 id={`meeting-${kind}`}>{heading}</h2>
            {texts.length === 0 && <p className="quiet">{none}</p>}
            {texts.map((one) => (
              <TextEntry key={one.meeting_text} text={one} keeps={keeps} />
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
            <p className="quiet">
              Show all its words. Where it names people beside what they say, others read it without the names.
            </p>
            <HandOut meeting={meeting.meeting} />
          </section>
        </>
      )}
      {keeps && meeting.state === 'planned' && <Ends meeting={meeting} />}
      {keeps && meeting.state === 'held' && meeting.closed_at === null && <CloseMinutes meeting={meeting} />}
    </>
  )
}

function WhenAndWhere({ meeting }: { meeting: Meeting }) {
  const { state, starts_at, place, because, antitrust_read_by, closed_at } = meeting
  return (
    <>
      {state === 'cancelled' && (
        <Alert variation="warn" heading="It does not take place">
          {sentence(because ?? '')}
        </Alert>
      )}
      <dl className="meeting-facts">
        <dt>When (your time)</dt>
        <dd>
          {moment(starts_at)} <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge>
        </dd>
        <dt>Where</dt>
        <dd>{place}</dd>
        {antitrust_read_by && (
          <>
            <dt>Antitrust statement</dt>
            <dd>Read by {antitrust_read_by} when the meeting began</dd>
          </>
        )}
        {closed_at && (
          <>
            <dt>Minutes</dt>
            <dd>Closed on {moment(closed_at)}: what was posted until then is the record</dd>
          </>
        )}
      </dl>
    </>
  )
}

function CloseMinutes({ meeting: { meeting } }: { meeting: Meeting }) {
  const change = useChange(MEETINGS)
  return (
    <section className="card" aria-labelledby="meeting-minutes">
      <h2 id="meeting-minutes">Minutes</h2>
      <p className="quiet">
        Once they are closed, what was posted until then is the record, and the committee is told. Who writes later is
        marked as having added it after.
      </p>
      {change.error && <FormProblem error={change.error} />}
      <Button
        size="small"
        variation="solid"
        disabled={change.isPending}
        onClick={() => change.mutate({ path: `/api/meetings/${meeting}/minutes`, body: {} })}
      >
        Close the minutes
      </Button>
    </section>
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
