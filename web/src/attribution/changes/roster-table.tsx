/** One row per person: what happened between the two lists, and why the rule says so. */
import { Link, useLocation } from '@tanstack/react-router'
import type { Roster, RosterRow, RosterState } from '../../api/attribution/rosters.ts'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { heldBack, Withheld, WithheldNote } from '../../design/answers/withheld.tsx'
import { Why } from '../../design/figures/why.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { count, day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { Members } from '../members.tsx'
import { StepLink } from '../rule-steps.tsx'
import { becauseInWords, reasonInWords } from '../words.ts'

const STATE: Record<RosterState, [words: string, tone: Tone]> = {
  new: ['Came', 'good'],
  changed: ['Changed', 'note'],
  unchanged: ['Stayed', 'quiet'],
  dropped: ['Left', 'bad'],
}

export function RosterTable({ found, title }: { found: Roster; title: string }) {
  const from = useLocation().href
  if (found.rows.length === 0) return <EmptyState heading="Nobody whom you may know of." />
  const columns: Column<RosterRow>[] = [
    {
      key: 'name',
      label: 'Person',
      names: true,
      cell: (row) => (
        <>
          <Link
            to="/practices/$practice_id/panel/$person_id"
            params={{ practice_id: found.practice_id, person_id: row.person_id }}
            search={{ from }}
          >
            {row.name ?? row.person_id}
          </Link>
          <span className="under">born {day(row.birth_date)}</span>
        </>
      ),
    },
    { key: 'members', label: 'Member numbers', cell: (row) => <Members members={row.members} /> },
    {
      key: 'state',
      label: 'What happened',
      cell: (row) => {
        const [said, tone] = STATE[row.state]
        return (
          <>
            <Badge tone={tone}>{said}</Badge>
            {row.state !== 'unchanged' && (
              <span className="under">
                {heldBack(row.withheld, 'because') ? (
                  <Withheld because={heldBack(row.withheld, 'because')?.because} />
                ) : (
                  becauseInWords(row.state, row.because)
                )}
              </span>
            )}
          </>
        )
      },
    },
    { key: 'why', label: 'Why here', cell: (row) => <WhyHere row={row} title={title} /> },
    {
      key: 'since',
      label: 'Here since',
      cell: (row) => (row.since === null ? '–' : `${day(row.since)}${row.since_at_least ? ' or before' : ''}`),
    },
  ]
  return (
    <>
      <Table
        caption={`People by the list ${found.list}, one row each`}
        quietCaption
        columns={columns}
        rows={found.rows}
        rowKey={(row) => row.person_id}
        rowClass={(row) => (row.state === 'dropped' ? 'row-dropped' : undefined)}
      />
      <WithheldNote held={found.rows.map((row) => row.withheld)} />
    </>
  )
}

function WhyHere({ row, title }: { row: RosterRow; title: string }) {
  const held = heldBack(row.withheld, 'reason')
  const why = <Why id={row.explain_id} about={`the rule places ${row.name ?? row.person_id} so`} />
  if (row.state === 'dropped') return row.explain_id ? why : <>–</>
  if (held) return <Withheld because={held.because} />
  return (
    <>
      {reasonInWords(row.reason)} <StepLink step={row.step} of={title} /> {why}
      {row.visits !== null && (
        <span className="under">
          {count(row.visits)} {plural(row.visits, 'visit')}
          {row.last_visit && `, the last on ${day(row.last_visit)}`}
        </span>
      )}
    </>
  )
}
