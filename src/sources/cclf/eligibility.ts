import { raw, type Sql, sql } from '../../lake/sql.ts'
import { eligibility } from '../../lake/tables/eligibility.ts'
import { row, type Sender, sentBy } from './row.ts'

/**
 * The first day of coverage. CCLF8 has no spans of coverage: BENE_RNG_BGN_DT and BENE_RNG_END_DT are days of hospice
 * (packet table 21, elements 13 and 14). Coverage starts when both parts have begun, because the line of business is
 * fee-for-service with both; with one part only, when that one began. A beneficiary who is not entitled, or whose
 * start nobody stated, gets no span: `not-entitled` and `coverage-start-unknown` say so.
 */
export const coverageStart = (alias: string): Sql =>
  raw(`case
      when ${alias}.bene_entlmt_buyin_ind = '0' then null
      when ${alias}.bene_entlmt_buyin_ind in ('1', 'A') then ${alias}.bene_part_a_enrlmt_bgn_dt
      when ${alias}.bene_entlmt_buyin_ind in ('2', 'B') then ${alias}.bene_part_b_enrlmt_bgn_dt
      when ${alias}.bene_part_a_enrlmt_bgn_dt is null then ${alias}.bene_part_b_enrlmt_bgn_dt
      when ${alias}.bene_part_b_enrlmt_bgn_dt is null then ${alias}.bene_part_a_enrlmt_bgn_dt
      else greatest(${alias}.bene_part_a_enrlmt_bgn_dt, ${alias}.bene_part_b_enrlmt_bgn_dt) end`)

/**
 * One row per beneficiary and start of coverage; of several hospice ranges the latest record speaks.
 *
 * CCLF8 says who is in the delivery and not when somebody left. So coverage ends with death, or else with the month in
 * which the delivery's newest claim was loaded (CLM_IDR_LD_DT); the next delivery that has the beneficiary carries it
 * on, because the row keeps its key. A delivery without any claim gives no such month, and coverage runs on.
 */
export function mapEligibility(sender: Sender): Sql {
  return sql`
    with ${knownUntil()}, bene as (
      select b.*, u.known_until, ${coverageStart('b')} as coverage_start
      from cclf8 b left join known_until u on u.aco_id = b.aco_id
    ), latest as (
      select *, row_number() over (
        partition by aco_id, bene_mbi_id, coverage_start
        order by bene_rng_bgn_dt desc nulls last, file_id desc, record_number desc) as place
      from bene where coverage_start is not null
    )
    select ${row(eligibility, {
      ...sentBy(sender, 'b'),
      member_id: raw('b.bene_mbi_id'),
      enrollment_start_date: raw('b.coverage_start'),
      enrollment_end_date: raw(COVERAGE_END),
      payer_type: raw("'medicare'"),
      first_name: raw('b.bene_1st_name'),
      last_name: raw('b.bene_last_name'),
      gender: raw("case b.bene_sex_cd when '1' then 'male' when '2' then 'female' else 'unknown' end"),
      race: raw(RACE),
      birth_date: raw('b.bene_dob'),
      death_date: raw('b.bene_death_dt'),
      address: raw('b.bene_line_1_adr'),
      city: raw('b.geo_zip_plc_name'),
      state: raw('b.geo_usps_state_cd'),
      zip_code: raw('coalesce(b.geo_zip5_cd, b.bene_zip_cd)'),
      original_reason_entitlement_code: raw('b.bene_orgnl_entlmt_rsn_cd'),
      dual_status_code: raw('b.bene_dual_stus_cd'),
      medicare_status_code: raw('b.bene_mdcr_stus_cd'),
    })}
    from latest b where b.place = 1`
}

/** One row per ACO: the last day of the month in which its newest claim was loaded, or anybody's where it has none. */
const knownUntil = (): Sql => sql`
    loaded as (
      select aco_id, clm_idr_ld_dt from cclf1 union all select aco_id, clm_idr_ld_dt from cclf5
      union all select aco_id, clm_idr_ld_dt from cclf6 union all select aco_id, clm_idr_ld_dt from cclf7
    ), known_until as (
      select a.aco_id,
        cast(date_trunc('month', coalesce(max(l.clm_idr_ld_dt), (select max(clm_idr_ld_dt) from loaded))) as date)
          + interval '1' month - interval '1' day as known_until
      from (select distinct aco_id from cclf8) a left join loaded l on l.aco_id = a.aco_id group by a.aco_id
    )`

const COVERAGE_END = `case
        when b.bene_death_dt < b.coverage_start then b.coverage_start
        when b.bene_death_dt is not null then b.bene_death_dt
        when b.known_until < b.coverage_start then b.coverage_start
        else coalesce(b.known_until, date '9999-12-31') end`

/** Packet table 21, element 8. */
const RACE = `case b.bene_race_cd when '1' then 'white' when '2' then 'black' when '3' then 'other' when '4' then 'asian'
  when '5' then 'hispanic' when '6' then 'north american native' else 'unknown' end`
