import { literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { sentRows } from './chain.ts'
import type { ClaimRules } from './claim-rules.ts'

const VERSION = raw('scope, chain, claim_id, status, number')

/**
 * One row per record of a chain to which anything can happen: it came in more than one file or under more than one
 * number, has a line twice, or is taken back. Most claims of a delivery have none of it and are left out here.
 * `arrival` counts the files in the order in which they came.
 */
export function claimRow(table: string, rules: ClaimRules): Sql {
  const byLine = rules.replaces === 'line' ? raw(' || chr(31) || cast(r.claim_line_number as varchar)') : raw('')
  return sql`
    with sent as (
      select r.file_id, r.record_number, r.submission_id, r.scope, c.chain${byLine} as chain, r.claim_id,
        r.claim_line_number, r.claim_version as number, r.paid_date, r.paid_amount, ${status(rules)} as status
      from (${sentRows(table, rules)}) r join chain_of c on c.scope = r.scope and c.claim_id = r.claim_id
    ), busy as (
      select scope, chain from sent group by scope, chain
      having min(file_id) <> max(file_id) or min(claim_id) <> max(claim_id)
        or max(case when status = 'cancellation' then 1 else 0 end) = 1 or count(*) > count(distinct claim_line_number)
    )
    select s.*, dense_rank() over (order by s.submission_id, length(s.file_id), s.file_id) as arrival
    from sent s join busy b on b.scope = s.scope and b.chain = s.chain`
}

function status({ void: known = 'status' }: ClaimRules): Sql {
  if (known === 'status') return raw('r.claim_status')
  const amounts = ['paid_amount', 'allowed_amount', 'charge_amount'].map((name) => `r.${name} < 0`).join(' or ')
  return raw(`case when ${amounts} then 'cancellation' else r.claim_status end`)
}

/**
 * claim_row with the version each record is of. A version is what has one claim_id, status and claim_version; where the
 * payer does not count versions, what came in one file, of the day on which its last line was paid. Files that say the
 * same of these and share no line hold parts of one version. A file that holds a line twice holds a version per day paid.
 *
 *     again    1: the file's last word on the line
 *     turn     1: the last word on the line of all that came of the version
 *     is_kept  1: the version consists of it
 */
export function placedRow({ replaces = 'claim' }: ClaimRules): Sql {
  const file = sql`${VERSION}, file_id`
  const isWhole = raw(replaces === 'claim' ? '1' : '0')
  return sql`
    with counted as (
      select *, count(*) over (partition by ${file}, claim_line_number) as times from claim_row
    ), part as (
      select *, case when number is null and max(times) over (partition by ${file}) > 1 then paid_date end as part_day
      from counted
    ), dated as (
      select *,
        case when number is null then max(paid_date) over (partition by ${file}, part_day)
          else max(paid_date) over (partition by ${VERSION}) end as day,
        row_number() over (partition by ${file}, part_day, claim_line_number order by record_number desc) as again
      from part
    ), turned as (
      select *, row_number() over (
        partition by ${VERSION}, day, claim_line_number, again = 1
        order by arrival desc, record_number desc) as turn
      from dated
    ), kept as (
      select *, max(case when again = 1 then turn end) over (partition by ${file}, part_day) as last_turn from turned
    )
    select *,
      case when again = 1 and turn = 1 and (number is not null or ${isWhole} = 0 or last_turn = 1) then 1 else 0 end as is_kept,
      dense_rank() over (
        order by scope, chain, claim_id, status, number nulls first, day nulls first) as version
    from kept`
}

/**
 * One row per version, `place` 1 for the last of its chain. Versions follow each other by claim_version, day paid, what
 * they do, arrival, claim_id. Of one number and day, a version that takes back comes before the one that pays anew: an
 * adjustment, or whatever else there is when an earlier version is there to be taken back; unless the amount says that
 * it is the one of that day. One that has a version's number takes that one back. One that takes back and says neither number nor day comes after what had arrived by then.
 */
export const versionOrder = (): Sql => sql`
  with version as (
    select version, ${VERSION}, day, max(arrival) as arrival, sum(paid_amount) as paid_amount,
      max(case when place_in_version = 1 then file_id end) as file_id,
      max(case when place_in_version = 1 then record_number end) as record_number,
      max(case when place_in_version = 1 then submission_id end) as submission_id,
      count(*) as lines
    from (
      select *, row_number() over (
        partition by version order by claim_line_number, arrival desc, record_number) as place_in_version
      from placed_row where is_kept = 1
    ) kept group by version, ${VERSION}, day
  ), named as (
    select *, case when status = 'cancellation' then 1 else 0 end as is_void,
      max(case when status = 'adjustment' then 1 else 0 end) over (partition by scope, chain, claim_id) as of_adjustment,
      max(case when status in ('original', 'denied') then 1 else 0 end) over (partition by scope, chain, claim_id) as of_original
    from version
  ), before_void as (
    select v.version, max(o.day) as last_day,
      max(case when o.day <= v.day then o.number end) as number_by_day,
      coalesce(max(case when o.arrival <= v.arrival then o.number end), min(o.number)) as number_by_arrival,
      coalesce(max(case when o.arrival <= v.arrival then o.day end), min(o.day)) as day_by_arrival,
      max(case when ${IS_BEFORE} then 1 else 0 end) as is_after_claim,
      max(case when ${IS_BEFORE} and abs(o.paid_amount) = abs(v.paid_amount) then 1 else 0 end) as amount_before,
      max(case when not (${IS_BEFORE}) and o.day = v.day and abs(o.paid_amount) = abs(v.paid_amount) then 1 else 0 end) as amount_beside
    from named v join named o on o.scope = v.scope and o.chain = v.chain and o.is_void = 0
    where v.is_void = 1 group by v.version
  ), ranked as (
    select n.*,
      coalesce(n.number, case when n.day is not null and b.last_day is not null then coalesce(b.number_by_day, 0)
        else b.number_by_arrival end, 0) as by_number,
      coalesce(n.day, b.day_by_arrival, date '0001-01-01') as by_day,
      case when n.is_void = 0 then case when n.status = 'adjustment' then 2 else 0 end
        when n.number is not null or n.day is null then 3
        when n.of_adjustment = 1 and n.of_original = 0 then 3
        when b.is_after_claim = 1 and (b.amount_before = 1 or b.amount_beside = 0) then -1
        else 1 end as by_step
    from named n left join before_void b on b.version = n.version
  )
  select *, row_number() over (partition by scope, chain order by ${LAST_FIRST}) as place
  from ranked`

/** Version `o` comes before the void `v` whatever else is known of them. */
const IS_BEFORE = raw(
  "o.number < v.number or (o.number is not distinct from v.number or v.number is null) and coalesce(o.day, date '0001-01-01') < v.day",
)

const LAST_FIRST = raw('by_number desc, by_day desc, by_step desc, arrival desc, claim_id desc, version desc')

/** One row per version with what became of it: `rule` is empty for one that is in force; beside it, by which version. */
export function versionEnd({ adjustment = 'whole' }: ClaimRules): Sql {
  const isReplaced = raw(adjustment === 'whole' ? 'place > 1' : 'voids_after > 0 or same_claim_after > 0')
  return sql`
    with beside as (
      select *,
        lag(version) over chain_order as next_version, lag(is_void) over chain_order as next_is_void,
        lead(version) over chain_order as prior_version,
        sum(is_void) over (partition by scope, chain order by place rows between unbounded preceding and 1 preceding) as voids_after,
        row_number() over (partition by scope, chain, claim_id, is_void order by place) - 1 as same_claim_after,
        sum(1 - is_void) over (partition by scope, chain order by place rows between 1 following and unbounded following) as claims_before
      from version_order
      window chain_order as (partition by scope, chain order by place)
    )
    select *,
      case
        when is_void = 1 and coalesce(claims_before, 0) = 0 then 'void-without-claim'
        when is_void = 1 then 'void-applied'
        when (${isReplaced}) and next_is_void = 1 then 'claim-voided'
        when ${isReplaced} then 'claim-replaced' end as rule,
      case when is_void = 1 then coalesce(prior_version, version) else next_version end as by_version
    from beside`
}

/** One row per record that is out of force: file_id, record_number, by_file_id, by_record_number, rule. */
export const claimEnd = (): Sql => sql`
  select p.file_id, p.record_number, b.file_id as by_file_id, b.record_number as by_record_number, e.rule
  from placed_row p join version_end e on e.version = p.version join version_order b on b.version = e.by_version
  where p.is_kept = 1 and e.rule is not null
  union all
  select l.file_id, l.record_number, w.file_id, w.record_number,
    case when l.again > 1 then ${literal('same-line-twice')} else ${literal('claim-replaced')} end
  from placed_row l join (
    select version, claim_line_number, file_id, record_number from placed_row where is_kept = 1
  ) w on w.version = l.version and w.claim_line_number = l.claim_line_number
  where l.is_kept = 0
  union all
  select l.file_id, l.record_number, w.file_id, w.record_number, 'claim-replaced'
  from placed_row l join version_order w on w.version = l.version
  where l.is_kept = 0 and not exists (
    select 1 from placed_row k where k.version = l.version and k.claim_line_number = l.claim_line_number and k.is_kept = 1)`
