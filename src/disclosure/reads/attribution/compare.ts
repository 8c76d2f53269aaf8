import type { Permitted } from '../../../governance/permitted.ts'
import { quotient } from '../../../lake/dialect.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Period } from '../../../period.ts'
import type { ColumnClass, Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { isCounting } from '../../right.ts'
import { answersFor, oneOf, payerName, type Reading } from '../reading.ts'
import { type CountFor, countsFor, isCare, payersOf, withSomebody } from './counts.ts'
import { described, type RuleDescribed } from './described.ts'

export type Compared = { a: string; b: string; period: string }
export type Comparison = Compared & { agreement: Released[]; practices: Released[]; flows: Released[] }

const each = (names: readonly string[], kind: ColumnClass) => Object.fromEntries(names.map((name) => [name, kind]))
const ABOUT = ['payer', 'payer_name', 'line_of_business'] as const
const SHARED = ['people', 'same_practice', 'same_none', 'moved', 'only_a', 'only_b', 'untold'] as const
const AT_PRACTICE = [
  ...['people_a', 'people_b', 'same', 'gained', 'gained_from_none', 'gained_from_elsewhere'],
  ...['lost', 'lost_to_none', 'lost_to_elsewhere'],
] as const
export const AGREEMENT_COLUMNS = [
  ...[...ABOUT, ...SHARED, 'agree_share', 'kappa', 'total_usd', 'moved_usd', 'moved_usd_share'],
] as const
export const PRACTICE_COLUMNS = ['practice_id', 'practice_name', ...ABOUT, ...AT_PRACTICE, 'gained_usd', 'lost_usd']
export const FLOW_COLUMNS = ['practice_a', 'practice_b', ...ABOUT, 'people', 'truncated_usd']

/** At most so many pairs of practices, those with most people first. */
const MOST_FLOWS = 1000

/**
 * Two rules on the same people: how far they agree; what each practice gains and loses by going from `a` to `b`; who moves
 * from where to where. To a payer of its own members; to a practice of its own people, and not from where or to where.
 */
export async function readComparison(reading: Reading, door: Door, asked: Compared): Promise<Comparison> {
  const { viewer } = door
  const of = await countsFor(reading, viewer, door.policy)
  return {
    ...asked,
    agreement: isCare(viewer) ? [] : await agreementOf(reading, door, asked, of),
    practices: await practicesOf(reading, door, asked, of),
    flows: isCare(viewer) ? [] : await flowsOf(reading, door, asked, of),
  }
}

/** The flows of a pair whichever of the two was named first. */
const pair = ({ a, b, period }: Compared, viewer: Permitted): Sql => sql`
  select payer, line_of_business, practice_a, practice_b, people, truncated_usd from agreement_flow
  where period = ${period} and rule_a = ${a} and rule_b = ${b} and ${payersOf(viewer, 'payer')}
  union all
  select payer, line_of_business, practice_b, practice_a, people, truncated_usd from agreement_flow
  where period = ${period} and rule_a = ${b} and rule_b = ${a} and ${payersOf(viewer, 'payer')}`

const ofPayer = (row: Row) => ({ payer: String(row.payer) })
const named = (reading: Reading, row: Row): Row => ({ ...row, payer_name: payerName(reading, String(row.payer)) })

async function agreementOf(reading: Reading, door: Door, asked: Compared, of: CountFor): Promise<Released[]> {
  const { viewer, policy } = door
  const swapped = ({ a, b }: Compared) => sql`(rule_a = ${b} and rule_b = ${a})`
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select payer, line_of_business, people, same_practice, same_none, moved, untold, agree_share, kappa, total_usd, moved_usd,
      case when ${swapped(asked)} then only_b else only_a end as only_a,
      case when ${swapped(asked)} then only_a else only_b end as only_b,
      ${quotient(raw('moved_usd'), raw('total_usd'), 2)} as moved_usd_share
    from agreement
    where period = ${asked.period} and ((rule_a = ${asked.a} and rule_b = ${asked.b}) or ${swapped(asked)})
      and ${payersOf(viewer, 'payer')}
    order by case payer when 'all' then 0 else 1 end, payer, line_of_business`)
  const counting = isCounting(viewer)
  const rows = found.map((row): Row => {
    const apart = Number(row.moved) + Number(row.only_a) + Number(row.only_b)
    const alike = Number(row.same_practice) + Number(row.same_none)
    const many = Math.min(apart, alike) >= policy.smallest_cell && Number(row.people) >= policy.fewest_people_published
    const counts = Object.fromEntries(SHARED.map((name) => [name, of(row[name])]))
    const both = of(alike)
    const share = counting ? (both / Math.max(1, counts.people ?? 0)).toFixed(2) : row.agree_share
    const kappa = counting && row.kappa !== null ? Number(row.kappa).toFixed(2) : row.kappa
    return {
      ...named(reading, row),
      ...counts,
      agree_share: share ?? null,
      kappa: kappa ?? null,
      // A share is made of rounded counts; kappa over all payers only: beside the others' it would tell one payer's.
      shown_share: many && both > 0,
      shown_kappa: many && row.payer === 'all',
      shown_spend: row.payer === 'all' && apart >= policy.fewest_people_published,
    }
  })
  return release(
    door,
    {
      name: 'agreement of rules',
      columns: {
        ...each(ABOUT, 'public'),
        ...each(SHARED, 'rounded-count'),
        ...{ agree_share: 'rate', kappa: 'rate' },
        ...{ total_usd: 'mixed-price', moved_usd: 'mixed-price', moved_usd_share: 'mixed-price' },
      },
      parties: ofPayer,
      cell: (row, field) => (row[field === 'kappa' ? 'shown_kappa' : 'shown_share'] ? 'of rounded counts' : null),
      figure: (row, field) => field === 'moved_usd_share' && row.shown_spend === true,
      follows: { people: ['agree_share', 'kappa'] },
    },
    withSomebody(viewer, rows, ['people']),
  )
}

async function practicesOf(reading: Reading, door: Door, asked: Compared, of: CountFor): Promise<Released[]> {
  const { viewer } = door
  const own = isCare(viewer) ? oneOf('s.practice_id', viewer.practice_ids) : raw('true')
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    with flow as (${pair(asked, viewer)}), side as (
      select practice_a as practice_id, payer, line_of_business, people as a, 0 as b, practice_b as other, truncated_usd from flow
      union all
      select practice_b, payer, line_of_business, 0, people, practice_a, truncated_usd from flow
    )
    select s.practice_id, p.practice_name, s.payer, s.line_of_business, sum(a) as people_a, sum(b) as people_b,
      sum(a) filter (where other = s.practice_id) as same,
      sum(b) filter (where other <> s.practice_id) as gained,
      sum(b) filter (where other = 'none') as gained_from_none,
      sum(b) filter (where other not in (s.practice_id, 'none')) as gained_from_elsewhere,
      sum(a) filter (where other <> s.practice_id) as lost,
      sum(a) filter (where other = 'none') as lost_to_none,
      sum(a) filter (where other not in (s.practice_id, 'none')) as lost_to_elsewhere,
      sum(truncated_usd) filter (where b > 0 and other <> s.practice_id) as gained_usd,
      sum(truncated_usd) filter (where a > 0 and other <> s.practice_id) as lost_usd
    from side s join practice p on p.practice_id = s.practice_id
    where ${own}
    group by s.practice_id, p.practice_name, s.payer, s.line_of_business
    order by p.practice_name, s.practice_id, case s.payer when 'all' then 0 else 1 end, s.payer, s.line_of_business`)
  const rows = found.map((row) => ({
    ...named(reading, row),
    ...Object.fromEntries(AT_PRACTICE.map((name) => [name, of(row[name])])),
  }))
  const dataset: Dataset = {
    name: 'practices by two rules',
    columns: {
      ...each(['practice_id', 'practice_name', ...ABOUT], 'public'),
      ...each(AT_PRACTICE, 'rounded-count'),
      ...{ gained_usd: 'mixed-price', lost_usd: 'mixed-price' },
    },
    parties: (row) => ({ payer: String(row.payer), practice_id: String(row.practice_id) }),
  }
  return release(door, dataset, withSomebody(viewer, rows, ['people_a', 'people_b']))
}

async function flowsOf(reading: Reading, door: Door, asked: Compared, of: CountFor): Promise<Released[]> {
  const { viewer } = door
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select practice_a, practice_b, payer, line_of_business, people, truncated_usd from (${pair(asked, viewer)}) flow
    where practice_a <> practice_b and ${isCounting(viewer) ? raw(`payer = 'all'`) : raw('true')}
    order by people desc, payer, line_of_business, practice_a, practice_b limit ${MOST_FLOWS}`)
  const rows = found.map((row): Row => ({ ...named(reading, row), people: of(row.people) }))
  // What a viewer does not see must not order the rows either.
  const inOrder = isCounting(viewer)
    ? rows.toSorted((x, y) => Number(y.people) - Number(x.people) || (keyOf(x) < keyOf(y) ? -1 : 1))
    : rows
  return release(
    door,
    {
      name: 'moves between rules',
      columns: {
        ...each(['practice_a', 'practice_b', ...ABOUT], 'public'),
        ...{ people: 'rounded-count', truncated_usd: 'mixed-price' },
      },
      parties: ofPayer,
    },
    withSomebody(viewer, inOrder, ['people']),
  )
}

const keyOf = (row: Row): string => `${row.practice_a} ${row.practice_b}`

export type RuleListsRead = { period: string; baseline: string; rules: Released[]; described: readonly RuleDescribed[] }

/** The rules of the run with their lists: which can be compared, and which list came before which. */
export async function readRuleLists(reading: Reading, door: Door): Promise<RuleListsRead> {
  const { viewer } = door
  const of = await countsFor(reading, viewer, door.policy)
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select rule, list, kind, period, effective_from, effective_until, known_on, place, previous_list, compared_in, people,
      attributed
    from rule_list order by rule, effective_from, list`)
  const columns = each(RULE_LIST_COLUMNS, 'public')
  return {
    period: reading.period.id,
    baseline: reading.baseline.id,
    described: await described(reading),
    rules: await release(
      door,
      {
        name: 'rules and lists',
        columns: { ...columns, people: 'rounded-count', attributed: 'rounded-count' },
        // People of every payer and practice: for the operator, and rounded for those who only count.
        parties: () => ({}),
      },
      found.map((row) => ({ ...row, people: of(row.people), attributed: of(row.attributed) })),
    ),
  }
}

export const RULE_LIST_COLUMNS = [
  ...['rule', 'list', 'kind', 'period', 'effective_from', 'effective_until', 'known_on', 'place'],
  ...['previous_list', 'compared_in', 'people', 'attributed'],
]

/** The period asked for, if the run holds it. */
export const periodAsked = ({ period, baseline }: Reading, asked: string | undefined): Period =>
  asked === baseline.id ? baseline : period
