import { type ListsGiven, reconciled } from '../../../attribution/lists/reconcile.ts'
import { readReconciliation } from '../../../attribution/lists/reconciliation-rule.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import { id, raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { namesFor } from '../panel.ts'
import { answersFor, covered, isPartial, list, oneOf, ownPayer, practiceOf, type Reading } from '../reading.ts'
import { isCare } from './counts.ts'
import { numbersOf, placeFor } from './known.ts'

export type ReconciliationAsked = {
  practice_id: string
  state?: string | undefined
  /** Null for all rows, as a file has them. */
  limit: number | null
  offset: number
}
export type ReconciliationRead = {
  practice_id: string
  practice_name: string | null
  period: string
  rule: string
  steps: { step: string; says: string; source: string }[]
  counts: { state: string; people: number }[]
  rows: Released[]
  /** Records of a list of the practice that name nobody who may be named. */
  unnamed: Released[]
}

export const RECONCILIATION_COLUMNS = [
  ...['person_id', 'name', 'members', 'state', 'plan', 'plan_payers', 'practice', 'claims', 'decided', 'decision'],
  ...['decision_says', 'left_out', 'birth_date_known', 'covered_last_month'],
]
export const UNNAMED_COLUMNS = ['source', 'payer', 'member_id', 'year_month', 'state', 'file_id', 'record_number']

/**
 * Three lists of a practice's people beside each other, person by person: the payers', the practice's own and the panel
 * made from claims, with one decision and its reason. A payer reads what its own lists, and practices about its own
 * numbers, say of its own members. A practice reads of people on its panel and on a payer's list for it; of others, whose
 * number it sent itself, only that it did.
 */
export async function readReconciliationOf(
  reading: Reading,
  door: Door,
  asked: ReconciliationAsked,
): Promise<ReconciliationRead> {
  const { viewer } = door
  const { practice_id } = asked
  const answers = answersFor(reading, viewer)
  const rule = readReconciliation(reading.folders)
  const known = await answers.rows<{ state: string; people: number }>(sql`
    select state, count(*) as people from (${peopleOf(reading, viewer, practice_id)}) q group by state order by state`)
  const rows = await answers.rows<Row>(sql`
    with q as (${peopleOf(reading, viewer, practice_id)})
    select q.*, n.name, m.members, p.plan_payers, o.left_out
    from q
    join (${namesFor(viewer)}) n on n.person_id = q.person_id
    left join (${numbersOf(viewer)}) m on m.person_id = q.person_id
    left join (
      select person_id, string_agg(distinct payer, ',' order by payer) as plan_payers from (${recordsFor(reading, viewer)}) r
      where source = 'plan' and practice_id = ${practice_id} group by person_id
    ) p on p.person_id = q.person_id
    left join (
      select person_id, string_agg(distinct source || ' ' || state, ',' order by source || ' ' || state) as left_out
      from (${recordsFor(reading, viewer)}) r where state not in ('counted', 'named-again') group by person_id
    ) o on o.person_id = q.person_id
    where ${asked.state === undefined ? raw('true') : sql`q.state = ${asked.state}`}
    order by n.name, q.person_id limit ${asked.limit ?? 1_000_000} offset ${asked.offset}`)
  const says = new Map(rule.decide.map((one) => [String(one.step), one.says]))
  return {
    practice_id,
    practice_name: (await practiceOf(reading, practice_id))?.practice_name ?? null,
    period: reading.period.id,
    rule: rule.rule,
    steps: rule.decide,
    counts: known,
    rows: await release(
      door,
      dataset(viewer, practice_id),
      rows.map((row) => ({
        ...row,
        members: list(row.members),
        plan_payers: list(row.plan_payers),
        left_out: list(row.left_out),
        decision_says: says.get(String(row.decision)) ?? SAYS[String(row.decision)] ?? null,
      })),
    ),
    unnamed: await unnamedOf(reading, door, practice_id),
  }
}

const SAYS: Readonly<Record<string, string>> = {
  undecided: 'Lists name practices, and no step decides between them.',
  nowhere: 'No list names a practice.',
}

function dataset(viewer: Permitted, practice_id: string): Dataset {
  return {
    name: 'reconciliation',
    columns: {
      ...{ person_id: 'person', name: 'person', members: 'person', state: 'person', plan: 'person' },
      ...{ plan_payers: 'person', practice: 'person', claims: 'person', decided: 'person', decision: 'person' },
      ...{ decision_says: 'person', left_out: 'person', birth_date_known: 'person', covered_last_month: 'person' },
    },
    person: (row) => String(row.person_id),
    parties: () => ({ practice_id, payer: viewer.role === 'payer' ? viewer.organization_id : null }),
  }
}

/** Records of lists that the viewer may know: of a payer's own members, and of payers whose agreement covers it. */
const recordsFor = ({ period }: Reading, viewer: Permitted): Sql => sql`
  select * from list_record where period = ${period.id} and person_id is not null and ${ownPayer(viewer, 'payer')}`

/** One row per person of the run; of a viewer who knows some payers' people only, decided by what those payers sent. */
function decidedFor(reading: Reading, viewer: Permitted): Sql {
  const { period } = reading
  if (!isPartial(viewer)) return sql`select * from list_reconciliation where period = ${period.id}`
  const given: ListsGiven = {
    records: sql`select * from (${recordsFor(reading, viewer)}) own where ${covered(viewer, 'own.person_id', period)}`,
    panel: sql`select a.person_id, a.practice_id, a.reason from attribution a
      where a.period = ${period.id} and ${covered(viewer, 'a.person_id', period)}`,
    months: sql`select person_id, payer, year_month, primary_coverage from member_month
      where ${ownPayer(viewer, 'payer')}`,
    people: sql`select person_id, birth_date from person_member where ${ownPayer(viewer, 'payer')}`,
  }
  return reconciled(readReconciliation(reading.folders), period, given)
}

/** The people of whom a list or the decision names the practice, as far as the viewer may know of them. */
function peopleOf(reading: Reading, viewer: Permitted, practice_id: string): Sql {
  const place = (column: string) => placeFor(viewer, column)
  return sql`
    with decided as (${decidedFor(reading, viewer)}), named as (
      select person_id from (${recordsFor(reading, viewer)}) r
      where practice_id = ${practice_id} and state <> 'sent-by-another'
    )
    select d.person_id, d.state, d.decision, d.birth_date_known, d.covered_last_month,
      case when d.plan_practices > 1 and d.plan_practice_id is null then 'several' else ${place('d.plan_practice_id')} end as plan,
      case when d.practice_practices > 1 then 'several' else ${place('d.practice_practice_id')} end as practice,
      ${place('d.claims_practice_id')} as claims, ${place('d.decision_practice_id')} as decided
    from decided d
    where (d.claims_practice_id = ${practice_id} or d.decision_practice_id = ${practice_id}
        or d.person_id in (select person_id from named))
      and ${mayBeNamed(reading, viewer, 'd.person_id')}`
}

/**
 * A practice may know who is or was on its panel, and whom a payer's list places with it. A number that it sent itself
 * gives it no name: else it could ask for anybody's.
 */
function mayBeNamed(reading: Reading, viewer: Permitted, person: string): Sql {
  if (!isCare(viewer)) return raw('true')
  const { period, baseline } = reading
  return sql`(${raw(person)} in (
      select a.person_id from attribution a
      where ${oneOf('a.practice_id', viewer.practice_ids)} and a.period in (${period.id}, ${baseline.id}))
    or ${raw(person)} in (
      select r.person_id from (${recordsFor(reading, viewer)}) r
      where r.source = 'plan' and ${oneOf('r.practice_id', viewer.practice_ids)}))`
}

/**
 * Records that name the practice and nobody who may be named: a number that nobody knows, or of somebody that the viewer
 * may not know. To a practice both look alike.
 */
async function unnamedOf(reading: Reading, door: Door, practice_id: string): Promise<Released[]> {
  const { viewer } = door
  const { period } = reading
  const own = isCare(viewer)
    ? sql`source = 'practice' and state <> 'sent-by-another'
        and (person_id is null or not (${mayBeNamed(reading, viewer, 'person_id')}))`
    : raw('person_id is null')
  const state = isCare(viewer) ? raw(`'on-your-list-only'`) : id('state')
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select source, payer, member_id, year_month, ${state} as state, file_id, record_number from list_record
    where period = ${period.id} and practice_id = ${practice_id} and ${ownPayer(viewer, 'payer')} and ${own}
    order by source, file_id, record_number`)
  return release(
    door,
    {
      name: 'records that name nobody',
      columns: {
        ...{ source: 'person', payer: 'person', member_id: 'person', year_month: 'person', state: 'person' },
        ...{ file_id: 'person', record_number: 'person' },
      },
      parties: () => ({ practice_id, payer: viewer.role === 'payer' ? viewer.organization_id : null }),
    },
    rows,
  )
}
