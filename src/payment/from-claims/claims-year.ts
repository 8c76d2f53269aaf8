import { plain } from '../../lake/dialect.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Arrangement } from '../../model/arrangement.ts'
import type { Claims } from '../../model/claims.ts'
import type { Model } from '../../model/read-model.ts'
import { addMonths, type Period } from '../../period.ts'
import { claimsYear } from '../tables.ts'
import { EVERYBODY, UNTOLD } from './claims-person.ts'
import { contracts, practicesUnderContract } from './under-contract.ts'
import { yearsOf } from './years.ts'

/** Everybody whom the payer covers in the model's lines of business. */
export const REGION = 'region'

/**
 * One row per model, year, payer, practice or organization settled (and `region`) and population. Nobody in a population
 * is zero people; a year of which the lake holds no coverage, a part of it, no claims, or months that do not say whose
 * they are, is not known, and the row says why.
 */
export function claimsYears(model: Model, claims: Claims, arrangements: readonly Arrangement[], period: Period): Step {
  const years = yearsOf(model, arrangements, period)
  const populations = claims.populations.map(({ population }) => population)
  const settled = claims.settles === 'contract' ? sql`u.organization_id` : sql`u.practice_id`
  return {
    table: claimsYear,
    reads: ['claims_person', 'practice', 'organization'],
    relation: sql`
      with contract as (${contracts(arrangements)}),
      under_contract as (${practicesUnderContract}),
      own as (select * from claims_person where model = ${model.id}),
      whose as (
        select payer, year, settled_id, population, person_id, ${COUNTED} from own where settled_id is not null
        union all
        select payer, year, ${REGION}, population, person_id, ${COUNTED} from own
      ),
      asked as (
        select s.payer, s.settled_id, y.year, y.year_start, y.last_month, p.population
        from (
          select distinct u.payer, ${settled} as settled_id from under_contract u
          union select payer, organization_id from contract where ${claims.settles === 'contract'}
          union select payer, ${REGION} from contract
        ) s
        cross join (${listed(years)}) y
        cross join (${join(
          [...populations, EVERYBODY].map((one) => sql`select ${literal(one)} as population`),
          ' union all ',
        )}) p
      ), counted as (
        select payer, year, settled_id, population, ${SUMS} from whose where population <> ${EVERYBODY}
        group by payer, year, settled_id, population
        union all
        select payer, year, settled_id, ${EVERYBODY}, ${SUMS} from whose where population <> ${UNTOLD}
        group by payer, year, settled_id
      ), year_state as (
        select payer, year, min(first_month) as first_month, max(last_month) as last_month, sum(lines) as lines
        from own group by payer, year
      ), untold as (
        select payer, year, settled_id, member_months from counted where population = ${UNTOLD}
      )
      select ${model.id} as model, a.year, a.year_start, a.payer, a.settled_id, a.population,
        coalesce(c.people, 0) as people, coalesce(c.member_months, 0) as member_months,
        coalesce(c.lines_without_amount, 0) as lines_without_amount, coalesce(c.spend_usd, 0) as spend_usd,
        coalesce(c.truncated_usd, 0) as truncated_usd, ${BECAUSE} as unknown_because
      from asked a
      left join counted c on c.payer = a.payer and c.year = a.year and c.settled_id = a.settled_id
        and c.population = a.population
      left join year_state t on t.payer = a.payer and t.year = a.year
      left join untold o on o.payer = a.payer and o.year = a.year and o.settled_id = a.settled_id`,
  }
}

const COUNTED = sql`member_months, lines_without_amount, spend_usd, truncated_usd`

const SUMS = sql`count(distinct person_id) as people, sum(member_months) as member_months,
  sum(lines_without_amount) as lines_without_amount, sum(spend_usd) as spend_usd, sum(truncated_usd) as truncated_usd`

const BECAUSE = sql`case
  when t.payer is null then 'the lake holds no coverage of ' || a.payer || ' in ' || a.year
  when t.first_month > a.year_start or t.last_month < a.last_month then 'of ' || a.year || ' the lake holds coverage of '
    || a.payer || ' only from ' || substr(cast(t.first_month as varchar), 1, 7) || ' to '
    || substr(cast(t.last_month as varchar), 1, 7)
  when t.lines = 0 then 'the lake holds no claims of ' || a.payer || ' in ' || a.year
  when o.member_months > 0 then ${plain(sql`o.member_months`)} || ' member months of ' || a.year
    || ' do not say which population they belong to' end`

const listed = (years: readonly Period[]): Sql =>
  join(
    years.map(
      ({ id, start, end }) => sql`select ${literal(id)} as year, cast(${literal(start)} as date) as year_start,
        cast(${literal(addMonths(end, -1))} as date) as last_month`,
    ),
    ' union all ',
  )
