import { raw, sql } from '../../lake/sql.ts'
import { make, type World } from '../world.ts'

/** What a payer sends, and when: a claim is in the first delivery after it was paid. The first holds two years. */
export const DELIVERIES = [
  { delivery: '2024', after: '1900-01-01', until: '2024-12-31' },
  { delivery: '2025', after: '2024-12-31', until: '2025-12-31' },
  { delivery: '2025-runout', after: '2025-12-31', until: '2026-03-31' },
] as const

/** One payer sends by quarter; its last quarter of 2025 came late. */
export const QUARTERLY_PAYER = 'state-medicaid'
export const QUARTERLY_DELIVERIES = [
  DELIVERIES[0],
  { delivery: '2025-q1', after: '2024-12-31', until: '2025-03-31' },
  { delivery: '2025-q2', after: '2025-03-31', until: '2025-06-30' },
  { delivery: '2025-q3', after: '2025-06-30', until: '2025-09-30' },
  { delivery: '2025-q4-late', after: '2025-09-30', until: '2025-12-31' },
  DELIVERIES[2],
] as const

/** Where each version's number differs: the original keeps the claim's own. */
const KINDS = `(values ('original', 0, 1, 0), ('cancellation', 1, 1, 1), ('adjustment', 2, 0.9, 1))`

/**
 * Tables `claim_version` and `fill_version`: one row per version of a claim. About 1 in 80 is taken back, about 1 in
 * 55 is taken back and paid anew at nine tenths. What would be paid after the last delivery is never sent.
 */
export async function versions(world: World): Promise<void> {
  await each(world, 'claim_version', 'claim', 'claim')
  await each(world, 'fill_version', 'fill', 'fill')
}

async function each(world: World, name: string, from: string, key: string): Promise<void> {
  const { draw } = world
  await make(
    world,
    name,
    sql`with fate as (
        select ${raw(key)}, payer, paid_date, ${draw.uniform(raw(key), `${name}/fate`)} as fate,
          (paid_date + 20 + ${draw.whole(raw(key), `${name}/after`, 90)})::date as again_date
        from ${raw(from)}
      )
      select f.${raw(key)}, f.payer, v.status, v.number, v.factor::decimal(4,2) as factor, f.fate < 0.03 as changed, f.fate < 0.012 as reversed,
        case when v.later = 1 then f.again_date else f.paid_date end as paid_date,
        f.again_date
      from fate f join ${raw(KINDS)} as v(status, number, factor, later)
        on v.status = 'original' or (v.status = 'cancellation' and f.fate < 0.03) or (v.status = 'adjustment' and f.fate >= 0.012 and f.fate < 0.03)
      where case when v.later = 1 then f.again_date else f.paid_date end <= date '2026-03-31'
      order by 1, 4`,
  )
}
