import { kappaOf } from '../../attribution/compare/kappa.ts'
import { quotient, rowsOfJson } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import type { Measure } from '../../quality/read-measures.ts'
import type { MeasuresOfPayer } from '../contract.ts'
import { effectMeasure } from '../tables.ts'

type Defined = Pick<Measure, 'measure' | 'concept'>

const NONE = '-'
const COLUMNS = ['payer', 'other', 'concept', 'measure', 'other_measure'] as const
type Pair = Record<(typeof COLUMNS)[number], string>

/**
 * What two payers' definitions of the same measure say of the same people. Statuses are those that the run gave over the
 * members of all payers; only definitions that differ are joined person by person. Contracts say who uses what, so the table
 * is always made anew.
 */
export function effectOfMeasures(
  payers: readonly MeasuresOfPayer[],
  measures: readonly Defined[],
  { id: period }: Period,
): Step {
  const pairs = pairsOf(payers, measures)
  return {
    table: effectMeasure,
    reads: ['measure_status', 'measure_payer'],
    prepare: (engine) => prepare(engine, pairs, period),
    relation: figures(period),
  }
}

function pairsOf(payers: readonly MeasuresOfPayer[], measures: readonly Defined[]): Pair[] {
  const conceptOf = new Map(measures.map(({ measure, concept }) => [measure, concept]))
  const used = payers.map(({ payer, measures: own }) => ({
    payer,
    own: own?.map((measure) => ({ measure, concept: conceptOf.get(measure) ?? measure })) ?? null,
  }))
  return used.flatMap((one) =>
    used
      .filter((other) => other.payer !== one.payer)
      .flatMap((other) => {
        const of = { payer: one.payer, other: other.payer }
        if (one.own === null || other.own === null)
          return [{ ...of, concept: NONE, measure: NONE, other_measure: NONE }]
        return definitions(one.own, other.own).map((pair) => ({ ...of, ...pair }))
      }),
  )
}

/** Of each concept each definition of the one with each of the other. */
function definitions(own: readonly Defined[], others: readonly Defined[]): Omit<Pair, 'payer' | 'other'>[] {
  const concepts = [...new Set([...own, ...others].map(({ concept }) => concept))].sort()
  return concepts.flatMap((concept) => {
    const [mine, theirs] = [own, others].map((of) => {
      const keys = [...new Set(of.filter((one) => one.concept === concept).map(({ measure }) => measure))]
      return keys.length > 0 ? keys : [NONE]
    })
    return (mine ?? []).flatMap((measure) =>
      (theirs ?? []).map((other_measure) => ({ concept, measure, other_measure })),
    )
  })
}

async function prepare(engine: Engine, pairs: readonly Pair[], period: string): Promise<void> {
  await engine.run(
    sql`create or replace temp table measure_pair (${join(COLUMNS.map((name) => raw(`${name} varchar`)))})`,
  )
  if (pairs.length > 0)
    await engine.run(
      sql`insert into measure_pair select ${join(COLUMNS.map(id))} from (${rowsOfJson(sql`${JSON.stringify(pairs)}`, COLUMNS)}) given`,
    )
  await engine.run(sql`create or replace temp table status_count as
    select s.measure, coalesce(p.payer, 'all') as payer, s.status, count(*) as counted
    from measure_status s join measure_payer p on p.period = s.period and p.person_id = s.person_id
    where s.period = ${period}
    group by grouping sets ((s.measure, s.status), (s.measure, s.status, p.payer))`)
  await engine.run(sql`create or replace temp table status_pair as ${statusPairs(pairs, period)}`)
}

/** How many people (or stays) have which status by the one and by the other, of all payers and of each. */
function statusPairs(pairs: readonly Pair[], period: string): Sql {
  const told = pairs.filter((one) => one.measure !== NONE && one.other_measure !== NONE)
  const different = new Map(
    told
      .filter((one) => one.measure !== one.other_measure)
      .map(({ measure, other_measure }) => [JSON.stringify([measure, other_measure]), { measure, other_measure }]),
  )
  const statuses = (measure: string) =>
    sql`(select person_id, event_id, status from measure_status where period = ${period} and measure = ${measure})`
  const counted = [...different.values()].map(
    ({ measure, other_measure }) => sql`
      select cast(${measure} as varchar) as measure, cast(${other_measure} as varchar) as other_measure,
        coalesce(p.payer, 'all') as payer, coalesce(b.mine, 'none') as mine, coalesce(b.theirs, 'none') as theirs,
        count(*) as counted
      from (
        select coalesce(x.person_id, y.person_id) as person_id, x.status as mine, y.status as theirs
        from ${statuses(measure)} x
        full join ${statuses(other_measure)} y on y.person_id = x.person_id and y.event_id = x.event_id
      ) b
      join measure_payer p on p.period = ${period} and p.person_id = b.person_id
      group by grouping sets ((b.mine, b.theirs), (b.mine, b.theirs, p.payer))`,
  )
  return counted.length > 0 ? join(counted, ' union all ') : NOTHING
}

const NOTHING = sql`select '' as measure, '' as other_measure, '' as payer, '' as mine, '' as theirs, 0 as counted where false`

const figures = (period: string): Sql => sql`
  with asked as (
    select *, 'all' as members, 'all' as counted_with from measure_pair
    union all
    select *, 'own', payer from measure_pair
  ), rate as (
    select measure, payer, sum(case when status = 'met' then counted else 0 end) as met,
      sum(case when status in ('met', 'gap') then counted else 0 end) as of
    from status_count group by measure, payer
  ), tally as (
    select measure, other_measure, payer,
      coalesce(sum(counted) filter (where mine <> 'none' and theirs <> 'none'), 0) as counted,
      coalesce(sum(counted) filter (where mine = theirs), 0) as same_status,
      coalesce(sum(counted) filter (where theirs = 'none'), 0) as only_payer,
      coalesce(sum(counted) filter (where mine = 'none'), 0) as only_other
    from status_pair group by measure, other_measure, payer
  ), by_chance as (
    select measure, other_measure, payer, sum(cast(a as hugeint) * cast(b as hugeint)) as chance
    from (
      select measure, other_measure, payer, status, sum(a) as a, sum(b) as b from (
        select measure, other_measure, payer, mine as status, counted as a, 0 as b
        from status_pair where mine <> 'none' and theirs <> 'none'
        union all
        select measure, other_measure, payer, theirs, 0, counted
        from status_pair where mine <> 'none' and theirs <> 'none'
      ) side group by measure, other_measure, payer, status
    ) margin group by measure, other_measure, payer
  ), ran as (
    select distinct measure from status_count
  )
  select ${period} as period, a.payer, a.other, a.concept, a.measure, a.other_measure, a.members,
    case when a.concept = ${NONE} then 'not-stated'
      when a.measure = ${NONE} or a.other_measure = ${NONE} then 'used-by-one'
      when m.measure is null or o.measure is null then 'not-run'
      when a.measure = a.other_measure then case when r.of is null then 'nobody' else 'one-specification' end
      when coalesce(t.counted, 0) = 0 then 'nobody' else 'compared' end as state,
    t.counted, t.same_status, t.only_payer, t.only_other,
    ${quotient(sql`t.same_status`, sql`t.counted`, 9)} as agree_share,
    ${kappaOf(sql`t.counted`, sql`t.same_status`, sql`c.chance`)} as kappa,
    ${quotient(sql`r.met`, sql`r.of`, 9)} as rate_share, ${quotient(sql`q.met`, sql`q.of`, 9)} as other_rate_share
  from asked a
  left join ran m on m.measure = a.measure
  left join ran o on o.measure = a.other_measure
  left join rate r on r.measure = a.measure and r.payer = a.counted_with
  left join rate q on q.measure = a.other_measure and q.payer = a.counted_with
  left join tally t on t.measure = a.measure and t.other_measure = a.other_measure and t.payer = a.counted_with
  left join by_chance c on c.measure = a.measure and c.other_measure = a.other_measure and c.payer = a.counted_with`
