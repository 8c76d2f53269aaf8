import { kindOfService } from '../../cost/drivers/kind-of-service.ts'
import { sql } from '../../lake/sql.ts'
import { enough, enoughForAnyone, type Pairs, pair, type Rule } from './contributors.ts'
import type { Counted } from './count-tables.ts'
import { grouped } from './grouped.ts'

/**
 * The mean spend of a line by kind of service over all payers and organizations of the region, where enough of each
 * stand behind it. It is nobody's price.
 */
export async function standardPrices({ engine, period }: Counted, rule: Rule): Promise<Map<string, string>> {
  type Row = { category: string; payer: string; biller: string; lines: number; cents: string | number }
  const rows = await engine.rows<Row>(sql`
    select ${kindOfService('l')} as category, l.payer, coalesce(l.organization_id, l.billing_tin, l.billing_npi) as biller,
           count(*) as lines, cast(sum(l.spend_usd) * 100 as bigint) as cents
    from person_line l
    where l.service_date >= ${period.start}::date and l.service_date < ${period.end}::date and l.spend_usd > 0
      and coalesce(l.organization_id, l.billing_tin, l.billing_npi) is not null
    group by 1, 2, 3 order by 1, 2, 3`)
  const prices = new Map<string, string>()
  for (const [kind, own] of grouped(rows, (row) => row.category)) {
    const total = own.reduce((sum, row) => sum + Number(row.cents), 0)
    const lines = own.reduce((sum, row) => sum + row.lines, 0)
    const pairs = (turned: boolean): Pairs =>
      new Map(own.map((row) => [turned ? pair(row.biller, row.payer) : pair(row.payer, row.biller), Number(row.cents)]))
    if (enoughForAnyone(pairs(false), rule) && enough(pairs(true), rule))
      prices.set(kind, (Math.round(total / lines) / 100).toFixed(2))
  }
  return prices
}
