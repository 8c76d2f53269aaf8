/** Each feed's periods of the last twelve months and the ones to come, by the month in which they end. */
import { Link } from '@tanstack/react-router'
import type { ExpectedDelivery } from '../../api/received/feeds.ts'
import { type Column, Table } from '../../design/tables/table.tsx'
import { month } from '../../design/words/format.ts'
import { StateCell } from './state-cell.tsx'
import { periodName, SIGN } from './states.ts'

const MONTHS_SHOWN = 13

type FeedRow = { key: string; payer_name: string; about: string; cadence: string; periods: ExpectedDelivery[] }

export function Calendar({ expected, withPayer }: { expected: ExpectedDelivery[]; withPayer: boolean }) {
  const months = [...new Set(expected.map((one) => one.period_end.slice(0, 7)))].sort().slice(-MONTHS_SHOWN)
  const rows = byFeed(expected.filter((one) => months.includes(one.period_end.slice(0, 7))))
  const columns: Column<FeedRow>[] = [
    {
      key: 'feed',
      label: withPayer ? 'Payer and feed' : 'Feed',
      names: true,
      cell: (row) => (
        <>
          {withPayer ? row.payer_name : row.about}
          <span className="under">{withPayer ? row.about : row.cadence}</span>
        </>
      ),
    },
    ...months.map((code) => ({
      key: code,
      label: month(code),
      cell: (row: FeedRow) => <Periods periods={row.periods.filter((one) => one.period_end.startsWith(code))} />,
    })),
  ]
  return (
    <section aria-labelledby="calendar-heading" className="card">
      <h2 id="calendar-heading">What was owed, month by month</h2>
      <Legend states={[...new Set(expected.map((one) => one.state))]} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the calendar scrolls sideways, also by the keyboard */}
      <section className="calendar" tabIndex={0} aria-label="Calendar of deliveries">
        <Table
          quietCaption
          caption="State of each period owed, by the month in which it ends"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
        />
      </section>
    </section>
  )
}

function Periods({ periods }: { periods: ExpectedDelivery[] }) {
  if (periods.length === 0)
    return (
      <span className="quiet nothing-owed">
        <span aria-hidden="true">·</span>
        <span className="ds-u-visibility--screen-reader">nothing owed</span>
      </span>
    )
  return (
    <span className="periods">
      {periods.map((one) => {
        const last = one.submission_ids.at(-1)
        const about = `${one.payer_name}, ${one.about}, ${periodName(one)}: report`
        return (
          <span key={one.period_end}>
            {last ? (
              <Link to="/submissions/$submission_id" params={{ submission_id: last }} className="state-link">
                <StateCell of={one} />
                <span className="ds-u-visibility--screen-reader">, {about}</span>
              </Link>
            ) : (
              <StateCell of={one} />
            )}
          </span>
        )
      })}
    </span>
  )
}

function Legend({ states }: { states: ExpectedDelivery['state'][] }) {
  return (
    <ul className="legend" aria-label="What the signs mean">
      {states.map((state) => (
        <li key={state}>
          <span className={`state-sign badge-${SIGN[state].tone}`} aria-hidden="true">
            {SIGN[state].sign}
          </span>{' '}
          {SIGN[state].means}
        </li>
      ))}
    </ul>
  )
}

function byFeed(expected: ExpectedDelivery[]): FeedRow[] {
  const rows = new Map<string, FeedRow>()
  for (const one of expected) {
    const key = `${one.payer} ${one.feed}`
    const row = rows.get(key) ?? {
      key,
      payer_name: one.payer_name,
      about: one.about,
      cadence: one.cadence,
      periods: [],
    }
    row.periods.push(one)
    rows.set(key, row)
  }
  return [...rows.values()].toSorted(
    (a, b) => a.payer_name.localeCompare(b.payer_name, 'en') || (a.about < b.about ? -1 : 1),
  )
}
