/** What may not be used, and was left out before the panel was built. */
import type { LeftOut as Row } from '../../api/received/feeds.ts'
import { heldBack, Withheld, WithheldNote } from '../../design/answers/withheld.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { count } from '../../design/words/format.ts'
import { plural, words } from '../../design/words/words.ts'

const REASON: Record<string, string> = {
  'not-agreed': 'Not covered by the agreement',
  'opted-out': 'Member said no',
  'group-not-opted-in': 'Employer did not opt in',
  sensitive: 'Sensitive records',
  'part-2-substance-use': 'Substance use treatment',
}

export function LeftOut({ rows }: { rows: Row[] }) {
  const exact = rows.every((row) => row.exact)
  const shown = rows.filter((row) => !heldBack(row.withheld, 'members'))
  return (
    <section aria-labelledby="left-out-heading" className="card">
      <header className="submission-head">
        <h2 id="left-out-heading">Left out before the panel was built</h2>
        <p>
          <Download path="/api/left-out" about="what was left out" />
        </p>
      </header>
      {rows.length === 0 && <p className="quiet">Nothing: the last run used every record that it could read.</p>}
      {shown.length > 0 && (
        <>
          <p className="quiet">
            No number, page or file of the last run holds these records. Members are those with the most in one table:
            there may be more.
          </p>
          <ByPayer rows={rows} shown={shown} />
        </>
      )}
      {!exact && (
        <p className="quiet">
          {shown.length > 0 ? 'Of every payer and reason that is not listed' : 'Of every payer and for every reason'}:
          none or too few members to show. Reasons are: not covered by the agreement, the member said no, the employer
          did not opt in, sensitive records. Counts are rounded, so that nobody can be told from them; each payer sees
          its own as counted.
        </p>
      )}
    </section>
  )
}

/** Payers and reasons of which there is something to show. */
function ByPayer({ rows, shown }: { rows: Row[]; shown: Row[] }) {
  const reasons = [...new Set(shown.map((row) => row.reason))]
  const payers = [...new Map(shown.map((row) => [row.payer, row.payer_name]))]
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
  const listed = rows.filter((row) => reasons.includes(row.reason) && payers.some(([payer]) => payer === row.payer))
  return (
    <>
      <Table
        quietCaption
        caption="Left out, by payer and reason"
        columns={columns}
        rows={payers}
        rowKey={([key]) => key}
      />
      <WithheldNote held={listed.map((row) => row.withheld)} />
    </>
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
