import { type ListsGiven, reconciled } from '../../../attribution/lists/reconcile.ts'
import { readReconciliation } from '../../../attribution/lists/reconciliation-rule.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import { id, join, raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { namesFor } from '../panel.ts'
import {
  answersFor,
  covered,
  isPartial,
  list,
  oneOf,
  ownPayer,
  payerName,
  practiceOf,
  type Reading,
} from '../reading.ts'
import { isCare } from './counts.ts'
import { numbersOf, placeFor } from './known.ts'

export type ReconciliationAsked = {
  practice_id: string
  state?: string | undefined
  /** The step that decided, or undecided or nowhere. */
  decision?: string | undefined
  /** here, elsewhere or nowhere. */
  outcome?: string | undefined
  /** The lists that name the practice, as in `agreement`. */
  named_by?: string | undefined
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
  /** People by the lists that name this practice: plan+practice+claims, any part of it, or none. */
  agreement: { named_by: string; people: number }[]
  decisions: { decision: string; outcome: string; people: number }[]
  /** The newest lists that name the practice: by whom, and of which month. */
  lists: { source: string; payer: string; payer_name: string; year_month: string }[]
  /** People that the filters leave. */
  total: number
  rows: Released[]
  /** Records of a list of the practice that name nobody who may be named. */
  unnamed: Released[]
}

export const RECONCILIATION_COLUMNS = [
  ...[
    'person_id',
    'name',
    'members',
    'state',
    'named_by',
    'outcome',
    'plan',
    'plan_payers',
    'practice',
    'claims',
    'decided',
    'decision',
  ],
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
  const people = peopleOf(reading, viewer, practice_id)
  const known = await answers.rows<Tally>(sql`
    select state, named_by, decision, outcome, count(*) as people from (${people}) q
    group by state, named_by, decision, outcome order by state, named_by, decision, outcome`)
  const chosen = FILTERS.filter((name) => asked[name] !== undefined)
  const filtered = chosen.map((name) => sql`q.${id(name)} = ${asked[name] ?? null}`)
  const rows = await answers.rows<Row>(sql`
    with q as (${people})
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
    where ${filtered.length === 0 ? raw('true') : join(filtered, ' and ')}
    order by case when q.state = 'agreed' and o.left_out is null then 1 else 0 end, n.name, q.person_id limit ${asked.limit ?? 1_000_000} offset ${asked.offset}`)
  const says = new Map(rule.decide.map((one) => [String(one.step), one.says]))
  return {
    practice_id,
    practice_name: (await practiceOf(reading, practice_id))?.practice_name ?? null,
    period: reading.period.id,
    rule: rule.rule,
    steps: rule.decide,
    counts: summed(known, ['state']),
    agreement: summed(known, ['named_by']),
    decisions: summed(known, ['decision', 'outcome']),
    lists: await listsNaming(reading, viewer, practice_id),
    total: known
      .filter((one) => chosen.every((name) => one[name] === asked[name]))
      .reduce((sum, one) => sum + one.people, 0),
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

type Tally = { state: string; named_by: string; decision: string; outcome: string; people: number }
const FILTERS = ['state', 'decision', 'outcome', 'named_by'] as const

/** People by some of what they were counted by, in the order of the first. */
function summed<Name extends keyof Omit<Tally, 'people'>>(
  tally: readonly Tally[],
  names: readonly Name[],
): (Pick<Tally, Name> & { people: number })[] {
  const found = new Map<string, Pick<Tally, Name> & { people: number }>()
  for (const one of tally) {
    const key = names.map((name) => one[name]).join(' ')
    const before = found.get(key)
    if (before) before.people += one.people
    else found.set(key, { ...one })
  }
  return [...found.values()]
}

/** One row per kind of list and payer. That a plan's list names somebody here is told where it is of somebody known. */
async function listsNaming(
  reading: Reading,
  viewer: Permitted,
  practice_id: string,
): Promise<ReconciliationRead['lists']> {
  const found = await answersFor(reading, viewer).rows<Omit<ReconciliationRead['lists'][number], 'payer_name'>>(sql`
    select source, payer, max(year_month) as year_month from list_record
    where period = ${reading.period.id} and practice_id = ${practice_id} and ${ownPayer(viewer, 'payer')}
      and state <> 'sent-by-another' and (source = 'practice' or person_id is not null)
    group by source, payer order by source, payer`)
  return found.map((one) => ({ ...one, payer_name: payerName(reading, one.payer) }))
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
      ...{ named_by: 'person', outcome: 'person' },
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

const COUNTS = raw(`state in ('counted', 'named-again')`)

/** The people of whom a list or the decision names the practice, as far as the viewer may know of them. */
function peopleOf(reading: Reading, viewer: Permitted, practice_id: string): Sql {
  const place = (column: string) => placeFor(viewer, column)
  return sql`
    with decided as (${decidedFor(reading, viewer)}), named as (
      select person_id, max(case when source = 'plan' and ${COUNTS} then 'plan' end) as by_plan,
        max(case when source = 'practice' and ${COUNTS} then 'practice' end) as by_practice
      from (${recordsFor(reading, viewer)}) r
      where practice_id = ${practice_id} and state <> 'sent-by-another' group by person_id
    )
    select d.person_id, d.state,
      coalesce(nullif(concat_ws('+', n.by_plan, n.by_practice,
        case when d.claims_practice_id = ${practice_id} then 'claims' end), ''), 'none') as named_by,
      case when d.decision_practice_id = ${practice_id} then 'here' when d.decision_practice_id is null then 'nowhere'
        else 'elsewhere' end as outcome, d.decision, d.birth_date_known, d.covered_last_month,
      case when d.plan_practices > 1 and d.plan_practice_id is null then 'several' else ${place('d.plan_practice_id')} end as plan,
      case when d.practice_practices > 1 then 'several' else ${place('d.practice_practice_id')} end as practice,
      ${place('d.claims_practice_id')} as claims, ${place('d.decision_practice_id')} as decided
    from decided d
    left join named n on n.person_id = d.person_id
    where (d.claims_practice_id = ${practice_id} or d.decision_practice_id = ${practice_id} or n.person_id is not null)
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
