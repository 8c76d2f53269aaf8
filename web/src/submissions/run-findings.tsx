/** What the last run found odd in the viewer's own records: by kind, with the first records and how to mend them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { runFindingsQuery } from '../api/queries.ts'
import type { CoverageFound, DirectoryFound } from '../api/received/feeds.ts'
import { Answer } from '../design/answers/answer.tsx'
import { sentence } from '../design/answers/error-note.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { count, day } from '../design/words/format.ts'
import { plural, words } from '../design/words/words.ts'

type Found = CoverageFound | DirectoryFound

export function RunFindings() {
  const found = useQuery(runFindingsQuery)
  return (
    <section aria-labelledby="run-findings-heading" className="card">
      <h2 id="run-findings-heading">What the last run found in these records</h2>
      <Answer query={found} what="what was found">
        {({ coverage, directory }) => {
          if (coverage.length + directory.length === 0)
            return <p className="quiet">Nothing odd that the sender could mend.</p>
          return (
            <>
              {coverage.length > 0 && (
                <>
                  <p className="quiet">
                    Each member number is judged by what was sent under it. What other payers sent is no part of it.
                  </p>
                  <Kinds table="coverage" rows={coverage} columns={COVERAGE} />
                </>
              )}
              {directory.length > 0 && <Kinds table="directory" rows={directory} columns={DIRECTORY} />}
            </>
          )
        }}
      </Answer>
    </section>
  )
}

const WORDS: Record<string, string> = { gap: 'Gap in coverage', overlap: 'Spans that overlap' }
const nameOf = ({ finding }: Found): string => WORDS[finding] ?? words(finding)

type KindsProps<Of extends Found> = { table: string; rows: Of[]; columns: Column<Of>[] }

function Kinds<Of extends Found>({ table, rows, columns }: KindsProps<Of>) {
  const kinds = new Map<string, Of[]>()
  for (const row of rows) {
    const kind = [row.payer, row.line_of_business, row.finding].join(' ')
    kinds.set(kind, [...(kinds.get(kind) ?? []), row])
  }
  return (
    <>
      <header className="submission-head">
        <h3>{words(table)}</h3>
        <p>
          <Download path={`/api/findings?table=${table}`} about={`findings of ${table}`} />
        </p>
      </header>
      <ul className="findings">
        {[...kinds].map(([kind, of]) => (
          <Kind key={kind} rows={of} columns={columns} />
        ))}
      </ul>
    </>
  )
}

function Kind<Of extends Found>({ rows, columns }: { rows: Of[]; columns: Column<Of>[] }) {
  const [first] = rows
  if (!first) return null
  const all = first.of_kind
  const of = [first.payer_name, first.line_of_business && words(first.line_of_business)].filter(Boolean).join(', ')
  return (
    <li>
      <h4>
        {nameOf(first)}: {count(all)}{' '}
        <Badge tone={first.severity === 'note' ? 'quiet' : 'open'}>
          {first.severity === 'note' ? 'Noted' : 'Warned'}
        </Badge>
      </h4>
      {of && <p className="quiet">{of}</p>}
      <p>
        {sentence(first.reason)} <b>{sentence(first.fix)}</b>
      </p>
      <details>
        <summary>
          {rows.length < all
            ? `The first ${count(rows.length)} of ${count(all)}`
            : `${count(all)} ${plural(all, 'record')}`}
        </summary>
        <Table
          caption={`${nameOf(first)}, ${of || 'directory'}`}
          quietCaption
          columns={[...columns, ...PLACE] as Column<Of>[]}
          rows={rows}
          rowKey={(row) => `${row.submission_id} ${row.file_name} ${row.record_number} ${row.first_date}`}
        />
      </details>
    </li>
  )
}

const days = ({ first_date, last_date }: Found): string =>
  first_date === null ? '–' : `${day(first_date)} to ${last_date === null ? 'today' : day(last_date)}`

const COVERAGE: Column<CoverageFound>[] = [
  { key: 'member', label: 'Member number', names: true, cell: (row) => row.member_id },
  { key: 'days', label: 'Days', cell: days },
]
const DIRECTORY: Column<DirectoryFound>[] = [
  {
    key: 'practice',
    label: 'Practice',
    names: true,
    cell: (row) => (
      <>
        {row.practice_id}
        {row.npi && <span className="under">clinician {row.npi}</span>}
      </>
    ),
  },
  { key: 'days', label: 'Days', cell: days },
]
const PLACE: Column<Found>[] = [
  {
    key: 'file',
    label: 'File',
    cell: (row) => (
      <Link to="/submissions/$submission_id" params={{ submission_id: row.submission_id }} className="file">
        {row.file_name}
      </Link>
    ),
  },
  { key: 'record', label: 'Record', numeric: true, cell: (row) => count(row.record_number) },
]
