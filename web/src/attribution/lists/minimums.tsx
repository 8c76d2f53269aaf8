/** Practices, organizations and ACOs beside the least size that a program asks of them, with its source. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Minimum } from '../../api/attribution/attribution.ts'
import { minimumPath, minimumQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Withheld, WithheldNote } from '../../design/answers/withheld.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { count } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { lineInWords } from '../words.ts'

export function Minimums({ rule }: { rule: string }) {
  const minimums = useQuery(minimumQuery(rule))
  return (
    <Answer query={minimums} what="the least sizes">
      {(rows) => {
        if (rows.length === 0)
          return <EmptyState heading="No minimum is asked of anybody whom you may know of, by this rule." />
        return (
          <>
            {[...new Set(rows.map((one) => one.minimum))].map((minimum) => (
              <OfMinimum key={minimum} rows={rows.filter((one) => one.minimum === minimum)} rule={rule} />
            ))}
            <WithheldNote held={rows.map((one) => one.withheld.filter(({ field }) => field === 'people'))} />
          </>
        )
      }}
    </Answer>
  )
}

const UNIT: Record<Minimum['unit'], [one: string, many: string]> = {
  practice: ['practice', 'practices'],
  organization: ['organization', 'organizations'],
  aco: ['ACO', 'ACOs'],
}

function OfMinimum({ rows, rule }: { rows: Minimum[]; rule: string }) {
  const [byPayer, setByPayer] = useState(false)
  const [first] = rows
  if (!first) return null
  const payers = rows.some((one) => one.payer !== 'all')
  const all = rows.some((one) => one.payer === 'all')
  const shown = rows.filter((one) => byPayer || !all || one.payer === 'all').toSorted(byName)
  const units = new Set(shown.map((one) => one.unit_id)).size
  const short = new Set(shown.filter((one) => one.reached_by !== 'alone').map((one) => one.unit_id)).size
  const [one, many] = UNIT[first.unit]
  const heading = `minimum-${first.minimum}`
  return (
    <section aria-labelledby={heading} className="card">
      <div className="section-head">
        <h3 id={heading}>
          {first.label}: {count(first.least_people)}
        </h3>
        <p className="downloads">
          <Download path={minimumPath(rule)} about="all least sizes" />
        </p>
      </div>
      <p>
        {count(short)} of {count(units)} {plural(units, one, many)} below it. It counts people with{' '}
        {first.lines_of_business.split(',').map(lineInWords).join(' or ')}.
      </p>
      <p className="quiet">Source: {first.source ?? 'not told'}</p>
      {all && payers && (
        <label className="by-payer">
          <input type="checkbox" checked={byPayer} onChange={() => setByPayer(!byPayer)} /> Each payer by itself
        </label>
      )}
      <Table
        caption={`${first.label}, by ${one}`}
        quietCaption
        columns={columnsOf(one, byPayer || !all)}
        rows={shown}
        rowKey={(row) => `${row.unit_id} ${row.payer}`}
      />
    </section>
  )
}

const byName = (x: Minimum, y: Minimum): number =>
  (x.unit_name ?? x.unit_id) === (y.unit_name ?? y.unit_id)
    ? Number(y.payer === 'all') - Number(x.payer === 'all') || (x.payer < y.payer ? -1 : 1)
    : (x.unit_name ?? x.unit_id) < (y.unit_name ?? y.unit_id)
      ? -1
      : 1

const REACHED: Record<NonNullable<Minimum['reached_by']>, string> = {
  alone: 'Reached',
  organization: 'With its organization',
  aco: 'With its ACO',
  payers: 'With all payers’ people',
  none: 'Below',
}

const columnsOf = (unit: string, byPayer: boolean): Column<Minimum>[] => [
  {
    key: 'unit',
    label: unit.charAt(0).toUpperCase() + unit.slice(1),
    names: true,
    cell: (row) => row.unit_name ?? row.unit_id,
  },
  ...(byPayer ? [{ key: 'payer', label: 'Payer', cell: (row: Minimum) => row.payer_name }] : []),
  number('people', 'People'),
  {
    key: 'short',
    label: 'Missing',
    numeric: true,
    cell: (row) => (row.people === null ? '–' : count(row.short_people)),
  },
  {
    key: 'reached',
    label: 'Reaches it',
    cell: (row) =>
      row.people === null ? (
        '–'
      ) : (
        <Badge tone={row.reached_by === 'alone' ? 'good' : row.reached_by === 'none' ? 'bad' : 'open'}>
          {REACHED[row.reached_by ?? 'none']}
        </Badge>
      ),
  },
  ...(unit === 'practice' ? [number('organization_people', 'Its organization')] : []),
]

function number(key: 'people' | 'organization_people', label: string): Column<Minimum> {
  return {
    key,
    label,
    numeric: true,
    cell: (row) =>
      row[key] !== null ? (
        count(row[key])
      ) : row.withheld.some((one) => one.field === key) ? (
        <Withheld because={row.withheld.find((one) => one.field === key)?.because} />
      ) : (
        '–'
      ),
  }
}
