/** What was held before others could read it: the steward lets it go, or takes it back for good. */
import { Button } from '@cmsgov/design-system'
import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type HeldText, MEETINGS } from '../../api/convening/meetings.ts'
import type { RefusedWords } from '../../api/convening/refusals.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { PathLink } from '../../design/frame/path-link.tsx'
import { Table } from '../../design/tables/table.tsx'
import { moment } from '../../design/words/format.ts'
import { Findings } from './findings.tsx'
import { REFUSED_STATE, Texts } from './refused.tsx'

const WHAT = {
  held: 'Held',
  refused: 'Refused: it hid words',
  broken: 'Refused: it did not come whole',
  'kept-back': 'Its file was kept back',
  mended: 'Mended by its author',
  released: 'Released',
  'file-opened': 'Its file was opened',
  withdrawn: 'Withdrawn',
} as const
const KINDS: Readonly<Record<string, string>> = {
  'named-amount': 'a payer beside an amount',
  'own-amount': 'a payer’s own amount',
  'compared-amount': 'an amount by comparison',
  'own-plan': 'a payer’s plan in the market',
  agreement: 'an agreement on prices',
  'says-who': 'it tells who said what',
  'made-by': 'its properties say who made it',
  'file-name': 'the name of the file names somebody',
}

/** What awaits the steward, and what the steward wrote itself and somebody else lets go. */
export function Waiting({ held }: { held: HeldText[] }) {
  const waiting = held.filter(({ may_release }) => may_release)
  if (waiting.length === 0) return null
  return (
    <section className="card" aria-labelledby="held-waiting">
      <h2 id="held-waiting">Held texts that wait for you</h2>
      <p>
        Nobody but the author and you can read them. The author can write them anew. Release what was held for nothing;
        withdraw what must not stay.
      </p>
      {waiting.map((one) => (
        <One key={one.held_text} held={one} />
      ))}
    </section>
  )
}

type Row = { key: string; at: string; what: string; why: ReactNode; where: ReactNode }

const rowOfHeld = ({ held_text, at, what, because, kinds, meeting, title }: HeldText): Row => ({
  ...{ key: `held-${held_text}`, at, what: WHAT[what], why: because ?? saidOf(kinds) },
  where: (
    <Link to="/convening/meetings/$meeting" params={{ meeting: String(meeting) }}>
      {title ?? 'The meeting'}
    </Link>
  ),
})

const rowOfRefused = (refused: RefusedWords): Row => {
  const { refusal, at, state, because, texts, tries, own, by, form, page } = refused
  return {
    ...{ key: refusal, at },
    what: REFUSED_STATE[state].words + (tries > 1 ? `; ${tries} refused within a day` : ''),
    why: (
      <>
        {because ?? saidOf([...new Set(texts.flatMap(({ findings }) => findings.map(({ kind }) => kind)))])}
        <details>
          <summary>Read the words</summary>
          <Texts refused={refused} />
        </details>
      </>
    ),
    where: (
      <>
        <PathLink path={page}>{form}</PathLink>
        {!own && <span className="under quiet">{by ?? 'nobody who signed in'}</span>}
      </>
    ),
  }
}

const saidOf = (kinds: readonly string[]) => kinds.map((kind) => KINDS[kind] ?? kind).join(', ')

export function HeldList({ held, refused }: { held: HeldText[]; refused: RefusedWords[] }) {
  const rows = [...held.map(rowOfHeld), ...refused.map(rowOfRefused)].toSorted(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  )
  return (
    <section className="card" aria-labelledby="held-texts">
      <h2 id="held-texts">What was held before others read it</h2>
      <Table
        caption="What was held, refused and let go, the latest first"
        quietCaption
        columns={[
          { key: 'at', label: 'When', names: true, cell: (row: Row) => moment(row.at) },
          { key: 'what', label: 'What', cell: (row) => row.what },
          { key: 'why', label: 'Why', cell: (row) => row.why },
          { key: 'where', label: 'Where', cell: (row) => row.where },
        ]}
        rows={rows}
        rowKey={({ key }) => key}
      />
    </section>
  )
}

function One({ held: { meeting_text, title, text } }: { held: HeldText }) {
  const change = useChange(MEETINGS)
  const [because, setBecause] = useState('')
  const path = `/api/meeting-texts/${meeting_text}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path: `${path}/release`, body: { because: because.trim() } })
  }
  if (!text) return null
  return (
    <article className="meeting-text">
      <h3>{title}</h3>
      {text.unreadable ? (
        <p>
          {sentence(`its words cannot be read: ${text.unreadable}`)} <a href={`${path}/document`}>Open the document</a>
        </p>
      ) : (
        <Findings text={text.body} findings={text.findings} />
      )}
      <form onSubmit={submit} className="write-text">
        <WordsField label="Why others may read it after all" least={1} value={because} set={setBecause} />
        {change.error && <FormProblem error={change.error} />}
        <div className="meeting-acts">
          <Button type="submit" size="small" variation="solid" disabled={change.isPending}>
            Release<span className="ds-u-visibility--screen-reader">: {title}</span>
          </Button>
          <Button
            size="small"
            disabled={change.isPending}
            onClick={() => change.mutate({ path: `${path}/withdrawal`, body: {} })}
          >
            Withdraw<span className="ds-u-visibility--screen-reader">: {title}</span>
          </Button>
        </div>
      </form>
    </article>
  )
}
