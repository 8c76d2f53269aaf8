/** One row per person: what each list says, what is decided, and why. */
import { Link, useLocation } from '@tanstack/react-router'
import type { ReconciledRow, Reconciliation } from '../../api/attribution/rosters.ts'
import { WithheldNote } from '../../design/answers/withheld.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { usePayers } from '../../design/words/payers.tsx'
import { Members } from '../members.tsx'
import { StepLink } from '../rule-steps.tsx'
import { OUTCOME, recordInWords, stateInWords } from './decisions.ts'

const TONE: Record<ReconciledRow['outcome'], Tone> = { here: 'good', elsewhere: 'quiet', nowhere: 'open' }

export function ReconciledTable({ found }: { found: Reconciliation }) {
  const from = useLocation().href
  const look = usePayers()
  const place = (value: string | null) => <Place value={value} here={found.practice_id} />
  const columns: Column<ReconciledRow>[] = [
    {
      key: 'name',
      label: 'Person',
      names: true,
      cell: (row) => (
        <>
          {row.claims === found.practice_id ? (
            <Link
              to="/practices/$practice_id/panel/$person_id"
              params={{ practice_id: found.practice_id, person_id: row.person_id }}
              search={{ from }}
            >
              {row.name ?? row.person_id}
            </Link>
          ) : (
            (row.name ?? row.person_id)
          )}
          <Members members={row.members} />
        </>
      ),
    },
    {
      key: 'plan',
      label: 'Payers’ lists',
      cell: (row) => (
        <>
          {place(row.plan)}
          {row.plan_payers && row.plan_payers.length > 0 && (
            <span className="under">{row.plan_payers.map((payer) => look.name(payer)).join(', ')}</span>
          )}
        </>
      ),
    },
    { key: 'practice', label: 'Own list', cell: (row) => place(row.practice) },
    { key: 'claims', label: 'Claims', cell: (row) => place(row.claims) },
    {
      key: 'decision',
      label: 'Decision, and why',
      cell: (row) => (
        <>
          <Badge tone={TONE[row.outcome]}>{OUTCOME[row.outcome]}</Badge>{' '}
          <StepLink step={stepOf(found, row)} of="the rule" />
          <span className="under">{row.decision_says}</span>
          {notesOf(row).map((note) => (
            <span key={note} className="under">
              {note}
            </span>
          ))}
        </>
      ),
    },
  ]
  return (
    <>
      <Table
        caption="People whom a list or the decision names at the practice, one row each"
        quietCaption
        columns={columns}
        rows={found.rows}
        rowKey={(row) => row.person_id}
      />
      <WithheldNote held={found.rows.map((row) => row.withheld)} />
    </>
  )
}

function stepOf({ steps }: Reconciliation, { decision }: ReconciledRow): number | null {
  const place = steps.findIndex((one) => one.step === decision)
  return place < 0 ? null : place + 1
}

/** What is odd about a person's records, in words. */
function notesOf(row: ReconciledRow): string[] {
  const state = stateInWords(row.state)
  return [
    ...(state ? [`${state}.`] : []),
    ...(row.left_out ?? []).map((one) => `Does not count: ${recordInWords(one)}.`),
    ...(row.covered_last_month === false ? ['No coverage in the last month of the period.'] : []),
    ...(row.birth_date_known === false ? ['No payer knows the birth date: cannot be joined over payers.'] : []),
  ]
}

function Place({ value, here }: { value: string | null; here: string }) {
  if (value === null) return <span className="quiet">not on it</span>
  if (value === here) return <b>this practice</b>
  return <>{value === 'several' ? 'several practices' : 'another practice'}</>
}
