/** One row per person of the panel. */
import { Link, useLocation } from '@tanstack/react-router'
import type { Panel, PanelRow } from '../api/practice/panel.ts'
import type { PanelAsked } from '../api/queries.ts'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { Why } from '../design/figures/why.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { amount, count, day } from '../design/words/format.ts'
import { PayerChip, useMeasures, usePayers } from '../design/words/payers.tsx'
import { words } from '../design/words/words.ts'

type Props = {
  practiceId: string
  panel: Panel
  asked: PanelAsked
  change: (said: PanelAsked) => void
  clear: () => void
}

export function PanelTable({ practiceId, panel, asked, change, clear }: Props) {
  const columns = useColumns(practiceId, asked, change)
  if (panel.rows.length === 0)
    return (
      <EmptyState heading="Nobody matches.">
        <button type="button" className="plain" onClick={clear}>
          Show the whole panel
        </button>
      </EmptyState>
    )
  return (
    <>
      <Table
        quietCaption
        caption="People on the panel, one row each"
        columns={columns}
        rows={panel.rows}
        rowKey={(row) => row.person_id}
        rowClass={(row) => (row.change === 'dropped' ? 'row-dropped' : undefined)}
      />
      <WithheldNote held={panel.rows.map((row) => row.withheld)} />
    </>
  )
}

function useColumns(practiceId: string, asked: PanelAsked, change: Props['change']): Column<PanelRow>[] {
  const look = usePayers()
  const measures = useMeasures()
  const from = useLocation().href
  const sortBy = (key: string, is: 'ascending' | 'descending'): Column<PanelRow>['sort'] => {
    const on = (asked.sort ?? 'name') === key
    return { is: on ? is : undefined, by: () => change({ sort: on && key !== 'name' ? undefined : key }) }
  }
  return [
    {
      key: 'name',
      label: 'Person',
      names: true,
      sort: sortBy('name', 'ascending'),
      cell: (row) => (
        <>
          <Link
            to="/practices/$practice_id/panel/$person_id"
            params={{ practice_id: practiceId, person_id: row.person_id }}
            search={{ from }}
          >
            {row.name ?? row.person_id}
          </Link>
          <span className="under">
            {row.age === null ? '' : `${row.age}, `}
            {words(row.gender).toLowerCase()}
          </span>
        </>
      ),
    },
    {
      key: 'payers',
      label: 'Payers',
      cell: (row) => (
        <span className="chips">
          {(row.payers ?? []).map((payer) => (
            <PayerChip key={payer} payer={payer} look={look} />
          ))}
        </span>
      ),
    },
    {
      key: 'reason',
      label: 'Why here',
      cell: (row) => (
        <>
          {row.reason === null ? <Withheld because={heldBack(row.withheld, 'reason')?.because} /> : words(row.reason)}{' '}
          <Why id={row.explain_id} about={`${row.name ?? 'this person'} is on this panel`} />
          {row.change !== 'continuing' && (
            <span className="under">
              <Badge tone={row.change === 'new' ? 'good' : 'quiet'}>{words(row.change)}</Badge>
            </span>
          )}
        </>
      ),
    },
    {
      key: 'visits',
      label: 'Visits',
      numeric: true,
      sort: sortBy('-visits', 'descending'),
      cell: (row) => count(row.visits),
    },
    { key: 'last', label: 'Last visit', sort: sortBy('last_visit', 'ascending'), cell: (row) => day(row.last_visit) },
    {
      key: 'gaps',
      label: 'Open gaps',
      sort: sortBy('-gaps', 'descending'),
      cell: (row) => <Gaps gaps={row.gaps ?? []} title={measures.title} />,
    },
    {
      key: 'paid',
      label: 'Paid to us',
      numeric: true,
      sort: sortBy('-own_paid_usd', 'descending'),
      cell: (row) => (
        <Figure value={amount(row.own_paid_usd)} about="paid to us" held={row.withheld} field="own_paid_usd" />
      ),
    },
  ]
}

function Gaps({ gaps, title }: { gaps: string[]; title: (measure: string) => string }) {
  if (gaps.length === 0) return <span className="quiet">none</span>
  return (
    <ul className="gaps">
      {gaps.map((gap) => (
        <li key={gap}>{shortTitle(title(gap))}</li>
      ))}
    </ul>
  )
}

/** The title before its parenthesis: enough to recognize in a narrow column. */
const shortTitle = (title: string): string => title.split(' (')[0] ?? title
