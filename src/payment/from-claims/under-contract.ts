import { join, type Sql, sql } from '../../lake/sql.ts'
import type { Arrangement } from '../../model/arrangement.ts'
import type { Model } from '../../model/read-model.ts'
import type { Period } from '../../period.ts'

/** Contracts under a model that are in force on a day of the period. */
export const inForce = (all: readonly Arrangement[], model: Model, period: Period): Arrangement[] =>
  all.filter(
    (one) => one.model === model.id && one.start_date < period.end && (one.end_date ?? period.start) >= period.start,
  )

type Dated = Pick<Arrangement, 'payer' | 'organization_id' | 'start_date' | 'end_date'>

/** (payer, organization_id, first_day, last_day) of the arrangements. */
export function contracts(arrangements: readonly Dated[]): Sql {
  const rows = arrangements.map(
    (one) => sql`(${one.payer}, ${one.organization_id}, ${one.start_date}, ${one.end_date})`,
  )
  const listed = rows.length > 0 ? sql`(values ${join(rows)})` : sql`(select null, null, null, null where false)`
  return sql`
    select cast(payer as varchar) as payer, cast(organization_id as varchar) as organization_id,
      cast(start_date as date) as first_day, cast(coalesce(end_date, '9999-12-31') as date) as last_day
    from ${listed} as listed (payer, organization_id, start_date, end_date)`
}

/**
 * One row per payer and practice under contract: whose contract it is, and the organization that bills. A practice is
 * under its own organization's contract, else under that of the ACO the organization takes part in. Reads `contract`.
 */
export const practicesUnderContract: Sql = sql`
  select payer, practice_id, organization_id, billing_organization_id, first_day, last_day
  from (
    select *, row_number() over (partition by payer, practice_id order by turn) as place
    from (
      select c.payer, p.practice_id, c.organization_id, p.organization_id as billing_organization_id,
        c.first_day, c.last_day, 1 as turn
      from practice p
      join contract c on c.organization_id = p.organization_id
      union all
      select c.payer, p.practice_id, c.organization_id, p.organization_id, c.first_day, c.last_day, 2
      from practice p
      join organization o on o.organization_id = p.organization_id
      join contract c on c.organization_id = o.parent_organization_id
    ) every_contract
  ) ranked
  where place = 1`
