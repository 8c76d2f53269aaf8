import { type Sql, sql } from '../../lake/sql.ts'
import { type Pairs, pair } from './contributors.ts'
import type { Counted } from './count-tables.ts'

/** What each payer spent with each biller on a practice's people, in cents. */
export type Spend = {
  /** By practice. */
  practices: ReadonlyMap<string, Pairs>
  /** Over all practices. */
  region: Pairs
  /** By payer and the organization whose people they are. */
  panels: Pairs
  organizationOf: ReadonlyMap<string, string>
}

export async function spendOf(counted: Counted): Promise<Spend> {
  const rows = await counted.engine.rows<Row>(billed(counted))
  const practices = new Map<string, Map<string, number>>()
  const region = new Map<string, number>()
  const panels = new Map<string, number>()
  const organizationOf = new Map<string, string>()
  const add = (to: Map<string, number>, key: string, cents: number) => to.set(key, (to.get(key) ?? 0) + cents)
  for (const { practice_id, organization_id, payer, biller, cents } of rows) {
    const own = practices.get(practice_id) ?? new Map<string, number>()
    practices.set(practice_id, own)
    organizationOf.set(practice_id, organization_id)
    add(own, pair(payer, biller), Number(cents))
    add(region, pair(payer, biller), Number(cents))
    add(panels, pair(payer, organization_id), Number(cents))
  }
  return { practices, region, panels, organizationOf }
}

type Row = { practice_id: string; organization_id: string; payer: string; biller: string; cents: string | number }

/** One row per practice, payer and biller. A biller is known by its key in the directory, else by what it bills under. */
const billed = ({ period }: Counted): Sql => sql`
  select a.practice_id, coalesce(d.organization_id, '-') as organization_id, l.payer,
         coalesce(l.organization_id, l.billing_tin, l.billing_npi, '-') as biller,
         cast(sum(l.spend_usd) * 100 as bigint) as cents
  from person_line l
  join attribution a on a.period = ${period.id} and a.person_id = l.person_id and a.practice_id is not null
  left join practice d on d.practice_id = a.practice_id
  where l.service_date >= ${period.start}::date and l.service_date < ${period.end}::date and l.spend_usd is not null
  group by 1, 2, 3, 4`

/** Cost per member month over the whole region, by payer and with `all`. */
export const regionCost = ({ period }: Pick<Counted, 'period'>): Sql => sql`
  select payer, cast(sum(truncated_usd) / nullif(sum(member_months), 0) as decimal(18, 2)) as pmpm_usd
  from practice_cost where period = ${period.id} group by payer order by payer`
