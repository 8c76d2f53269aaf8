/** What a payer has to do, most pressing first: mend, send, or settle the agreement; then what is due next. */
import { Link } from '@tanstack/react-router'
import type { ExpectedDelivery } from '../../api/received/feeds.ts'
import type { Submission } from '../../api/received/submissions.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { count, day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { StateCell } from './state-cell.tsx'
import { needs, periodName } from './states.ts'

export function Owed({ expected, submissions }: { expected: ExpectedDelivery[]; submissions: Submission[] }) {
  const open = needs(expected)
  const next = expected.filter((one) => one.state === 'due').toSorted((a, b) => (a.due_date < b.due_date ? -1 : 1))
  return (
    <section aria-labelledby="owed-heading" className="card">
      <h2 id="owed-heading">
        {open.length === 0
          ? 'Nothing is late and nothing needs mending'
          : `${count(open.length)} ${plural(open.length, 'delivery needs', 'deliveries need')} you`}
      </h2>
      {open.length > 0 && (
        <ol className="to-do">
          {byFeedIfLate(open).map((group) => (
            <ToDo
              key={`${group[0].feed} ${group[0].period_end}`}
              of={group[0]}
              also={group.slice(1)}
              submissions={submissions}
            />
          ))}
        </ol>
      )}
      {next.length > 0 && (
        <Table
          caption="Due next"
          columns={[
            {
              key: 'feed',
              label: 'Feed',
              names: true,
              cell: (row) => (
                <>
                  {row.about}
                  <span className="under">{periodName(row)}</span>
                </>
              ),
            },
            { key: 'due', label: 'Due by', cell: (row) => day(row.due_date) },
            { key: 'state', label: 'State', cell: (row) => <StateCell of={row} /> },
          ]}
          rows={next}
          rowKey={(row) => `${row.feed} ${row.period_end}`}
        />
      )}
    </section>
  )
}

type Group = [ExpectedDelivery, ...ExpectedDelivery[]]

/** Late periods of one feed are one thing to do, the longest overdue first. */
function byFeedIfLate(open: ExpectedDelivery[]): Group[] {
  const groups: Group[] = []
  for (const one of open) {
    const same = groups.find(([first]) => one.state === 'late' && first.state === 'late' && first.feed === one.feed)
    if (same) same.push(one)
    else groups.push([one])
  }
  return groups
}

type ToDoProps = { of: ExpectedDelivery; also: ExpectedDelivery[]; submissions: Submission[] }

function ToDo({ of, also, submissions }: ToDoProps) {
  const last = submissions.find((one) => one.submission_id === of.submission_ids.at(-1))
  const worst = last?.findings?.toSorted((a, b) => harm(a.severity) - harm(b.severity))[0]
  return (
    <li>
      <p>
        <b>
          {of.about}, {periodName(of)}
        </b>{' '}
        <StateCell of={of} />
      </p>
      {also.length > 0 && (
        <p>
          So {plural(also.length, 'is', 'are')} {also.map(periodName).join(', ')}.
        </p>
      )}
      <p>{also.length > 0 ? LATE : (ADVICE[of.state] ?? sentence(of.says))}</p>
      {of.state === 'refused' && worst?.fix && (
        <p className="advice">
          {worst.file_name && <span className="file">{worst.file_name}: </span>}
          {sentence(worst.fix)}
        </p>
      )}
      {last && (
        <p>
          <Link to="/submissions/$submission_id" params={{ submission_id: last.submission_id }}>
            What was wrong, and how to mend it
            <span className="ds-u-visibility--screen-reader">
              : {of.about}, {periodName(of)}
            </span>
          </Link>{' '}
          <span className="quiet">received {day(last.received_at)}</span>
        </p>
      )}
    </li>
  )
}

const LATE = 'They have not come. Send them, or ask for a waiver below if they cannot come.'

const ADVICE: Partial<Record<ExpectedDelivery['state'], string>> = {
  refused: 'It was refused and is in no number. Mend it and send it again.',
  late: 'It has not come. Send it, or ask for a waiver below if it cannot come.',
  held: 'It has come, and waits: no agreement is in force for it.',
  'received-on-time': 'It came, but a table that it owes is missing.',
  'received-late': 'It came, but a table that it owes is missing.',
}

export const harm = (severity: string | null): number =>
  ['refused', 'quarantined', 'warned', 'note'].indexOf(severity ?? 'note')
