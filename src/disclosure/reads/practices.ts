import type { Viewer } from '../../governance/viewer.ts'
import { raw, type Sql, sql } from '../../lake/sql.ts'
import type { Dataset, Row } from '../dataset.ts'
import { CELL } from '../patterns/count-tables.ts'
import { type Door, type Released, release } from '../release.ts'
import { isCounting } from '../right.ts'
import {
  answersFor,
  covered,
  everyPayer,
  oncePerRun,
  onPanel,
  ownPayer,
  payerName,
  payersFor,
  practiceOf,
  practices,
  type Reading,
} from './reading.ts'

const about = (viewer: Viewer) => (row: Row) => ({
  payer: viewer.role === 'payer' ? viewer.organization_id : null,
  organization_id: String(row.organization_id ?? ''),
  practice_id: String(row.practice_id ?? ''),
})

const directory = ({ period }: Reading, viewer: Viewer): Dataset => ({
  name: 'practices',
  columns: {
    practice_id: 'public',
    practice_name: 'public',
    organization_id: 'public',
    organization_name: 'public',
    people: 'count',
  },
  parties: about(viewer),
  cell: (row) => CELL.people(period.id, String(row.practice_id), 'all'),
})

/** The practices a viewer may open, with their people; for a payer, those with its own members. */
export async function readPractices(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (viewer.role === 'public') return release(door, directory(reading, viewer), [])
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select d.practice_id, d.practice_name, d.organization_id, d.organization_name, count(a.person_id) as people
    from (${practices()}) d
    left join attribution a on a.practice_id = d.practice_id and a.period = ${reading.period.id}
      and ${covered(viewer, 'a.person_id', reading.period)}
    where ${mayOpen(reading, viewer)}
    group by d.practice_id, d.practice_name, d.organization_id, d.organization_name
    order by d.practice_name, d.practice_id`)
  return release(door, directory(reading, viewer), rows)
}

function mayOpen(reading: Reading, viewer: Viewer): Sql {
  switch (viewer.role) {
    case 'practice':
    case 'provider-organization':
    case 'coach':
      return viewer.practice_ids.length === 0
        ? raw('false')
        : viewer.practice_ids.map((one) => sql`d.practice_id = ${one}`).reduce((all, one) => sql`${all} or ${one}`)
    case 'payer':
      return sql`d.practice_id in (
        select c.practice_id from practice_cost c
        where c.payer = ${viewer.organization_id ?? ''} and c.period = ${reading.period.id} and c.people > 0
        union select s.practice_id from statement s
        where s.payer = ${viewer.organization_id ?? ''} and s.period = ${reading.period.id})`
    default:
      return raw('true')
  }
}

const counts = (viewer: Viewer, name: string, key: string, cell: (row: Row) => string): Dataset => ({
  name,
  columns: { [key]: 'public', people: 'count' },
  parties: about(viewer),
  cell,
})

export type PracticeRead = Record<string, unknown>

/** One practice: its people by payer, reason and change, and how fresh each payer's data are. */
export async function readPractice(reading: Reading, door: Door, practice_id: string): Promise<PracticeRead> {
  const { viewer } = door
  const practice = await practiceOf(reading, practice_id)
  const own = { practice_id, organization_id: practice?.organization_id ?? '' }
  const tally = await answersFor(reading, viewer).rows<{ reason: string; change: string; people: number }>(sql`
    select reason, change, count(*) as people from (${onPanel(reading, viewer, practice_id)}) q
    group by reason, change order by reason, change`)
  const current = tally.filter((one) => one.change !== 'dropped')
  const sum = (rows: typeof tally) => rows.reduce((all, one) => all + one.people, 0)
  const changes = ['new', 'continuing', 'dropped'].map((change) => ({
    ...own,
    change,
    people: sum(tally.filter((one) => one.change === change)),
  }))
  const reasons = (await reasonsFor(reading, viewer, current)).map((reason) => ({
    ...own,
    reason,
    people: sum(current.filter((one) => one.reason === reason)),
  }))
  const [head] = await release(
    door,
    { ...directory(reading, viewer), columns: { ...directory(reading, viewer).columns, city: 'public' } },
    [{ ...practice, people: sum(current) } as Row],
  )
  const { id: period } = reading.period
  const released = await release(
    door,
    counts(viewer, 'changes', 'change', (row) => CELL.change(period, practice_id, String(row.change))),
    changes,
  )
  return {
    ...head,
    payers: await payersOf(reading, door, own),
    changes: {
      ...Object.fromEntries(released.map((row) => [row.change, row.people])),
      withheld: released.flatMap((row) => row.withheld.map((one) => ({ ...one, field: String(row.change) }))),
    },
    reasons: await release(
      door,
      counts(viewer, 'reasons', 'reason', (row) => CELL.reason(period, practice_id, String(row.reason))),
      reasons,
    ),
    as_of: await freshness(reading, door),
  }
}

/** Who may not see a small count may not see either that there is none: every reason of the run has a row. */
async function reasonsFor(reading: Reading, viewer: Viewer, current: readonly { reason: string }[]): Promise<string[]> {
  if (!isCounting(viewer)) return [...new Set(current.map((one) => one.reason))]
  return reasonsOfRun(reading)
}

const reasonsOfRun = oncePerRun(async ({ engine, period }) => {
  const rows = await engine.rows<{ reason: string }>(sql`
    select distinct reason from attribution
    where period = ${period.id} and practice_id is not null order by reason`)
  return rows.map((one) => one.reason)
})

async function payersOf(reading: Reading, door: Door, own: { practice_id: string; organization_id: string }) {
  const rows = await answersFor(reading, door.viewer).rows<Row>(sql`
    select payer, people, member_months from practice_cost
    where practice_id = ${own.practice_id} and period = ${reading.period.id} and payer <> 'all'
      and ${ownPayer(door.viewer, 'payer')}
    order by payer`)
  return release(
    door,
    {
      name: 'practice payers',
      columns: { payer: 'public', payer_name: 'public', people: 'count', member_months: 'count' },
      parties: about(door.viewer),
      cell: (row) => CELL.people(reading.period.id, own.practice_id, String(row.payer)),
      follows: { people: ['member_months'] },
    },
    everyPayer(reading, door.viewer, rows).map((row) => ({
      ...row,
      ...own,
      payer: row.payer ?? null,
      payer_name: payerName(reading, String(row.payer)),
    })),
  )
}

const newestOfRun = oncePerRun(async ({ engine }) => {
  const rows = await engine.rows<{ payer: string; newest_service_date: string }>(sql`
    select payer, max(service_date) as newest_service_date from person_line group by payer order by payer`)
  return new Map(rows.map((one) => [one.payer, one.newest_service_date]))
})

/** How fresh each payer's data are. */
export async function freshness(reading: Reading, door: Door): Promise<Released[]> {
  const found = await newestOfRun(reading)
  return release(
    door,
    {
      name: 'freshness',
      columns: { payer: 'public', payer_name: 'public', newest_service_date: 'public', received_at: 'public' },
      parties: () => ({}),
    },
    payersFor(reading, door.viewer).map(({ payer, payer_name }) => ({
      payer,
      payer_name,
      newest_service_date: found.get(payer) ?? null,
      received_at: reading.received[payer] ?? null,
    })),
  )
}
