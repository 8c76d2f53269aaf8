/** What may not be used, and was left out before the panel was built. */
import type { LeftOut as Row } from '../api/contract.ts'
import { Download } from '../design/download.tsx'
import { count } from '../design/format.ts'
import { type Column, Table } from '../design/table.tsx'
import { heldBack, Withheld, WithheldNote } from '../design/withheld.tsx'
import { plural, words } from '../design/words.ts'

const REASON: Record<string, string> = {
  'not-agreed': 'Not covered by the agreement',
  'opted-out': 'Member said no',
  'group-not-opted-in': 'Employer did not opt in',
  sensitive: 'Sensitive records',
  'part-2-substance-use': 'Substance use treatment',
}

export function LeftOut({ rows }: { rows: Row[] }) {
  const reasons = [...new Set(rows.map((row) => row.reason))]
  const payers = [...new Map(rows.map((row) => [row.payer, row.payer_name]))]
  const exact = rows.every((row) => row.exact)
  const few = rows.length > 0 && rows.every((row) => heldBack(row.withheld, 'members'))
  const columns: Column<[payer: string, name: string]>[] = [
    { key: 'payer', label: 'Payer', names: true, cell: ([, name]) => name },
    ...reasons.map((reason) => ({
      key: reason,
      label: REASON[reason] ?? words(reason),
      numeric: true,
      cell: ([payer]: [string, string]) => (
        <Counts of={rows.find((row) => row.payer === payer && row.reason === reason)} />
      ),
    })),
  ]
  return (
    <section aria-labelledby="left-out-heading" className="card">
      <header className="submission-head">
        <h2 id="left-out-heading">Left out before the panel was built</h2>
        <p>
          <Download path="/api/left-out" about="what was left out" />
        </p>
      </header>
      {rows.length === 0 ? (
        <p className="quiet">Nothing: the last run used every record that it could read.</p>
      ) : few ? (
        <p className="quiet">
          None or few: of no payer and for no reason are there so many members that a count may be shown. What is left
          out is not covered by the agreement, of a member who said no, of an employer that did not opt in, or
          sensitive; each payer sees its own.
        </p>
      ) : (
        <>
          <p className="quiet">
            No number, page or file of the last run holds these records. Members are those with the most in one table:
            there may be more.
            {!exact && ' Counts are rounded; none and few look alike, so that nobody can be told from them.'}
          </p>
          <Table
            quietCaption
            caption="Left out, by payer and reason"
            columns={columns}
            rows={payers}
            rowKey={([key]) => key}
          />
          <WithheldNote held={rows.map((row) => row.withheld)} />
        </>
      )}
    </section>
  )
}

function Counts({ of }: { of: Row | undefined }) {
  if (!of) return 'none'
  const held = heldBack(of.withheld, 'members')
  if (held) return <Withheld because={held.because} />
  const about = of.exact ? '' : 'about '
  return (
    <>
      {about}
      {count(of.members)} {plural(of.members ?? 0, 'member')}
      <span className="under">
        {about}
        {count(of.rows)} {plural(of.rows ?? 0, 'row')}
      </span>
    </>
  )
}
