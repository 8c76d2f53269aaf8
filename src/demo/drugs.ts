import { join, literal, raw, sql } from '../lake/sql.ts'
import { make, type World } from './world.ts'

/**
 * Drugs for which a claim is made: who takes them (`takers`, `share`), for how many days, at what price a fill (list
 * prices less rebates are not public; these are of the order of Medicare's and NADAC's). NDCs stand under labeler
 * 99999, which FDA has not given out.
 */
type Drug = { ndc: string; takers: string; share: number; days: number; price: number; yearly?: number }

const DRUGS: readonly Drug[] = [
  { ndc: '99999010010', takers: 'diabetes', share: 0.72, days: 90, price: 14 },
  { ndc: '99999010110', takers: 'diabetes', share: 0.2, days: 30, price: 175 },
  { ndc: '99999010210', takers: 'diabetes', share: 0.15, days: 30, price: 760 },
  { ndc: '99999020010', takers: 'hypertension', share: 0.62, days: 90, price: 11 },
  { ndc: '99999020110', takers: 'hypertension', share: 0.35, days: 90, price: 12 },
  { ndc: '99999030010', takers: '(coronary or diabetes or age_now > 58)', share: 0.42, days: 90, price: 15 },
  { ndc: '99999040010', takers: '(copd)', share: 0.55, days: 30, price: 360 },
  { ndc: '99999040110', takers: '(asthma or copd)', share: 0.55, days: 90, price: 48 },
  { ndc: '99999050010', takers: 'failure', share: 0.75, days: 90, price: 10 },
  { ndc: '99999050110', takers: '(failure or coronary)', share: 0.28, days: 30, price: 430 },
  { ndc: '99999060010', takers: 'depression', share: 0.6, days: 30, price: 9 },
  { ndc: '99999070010', takers: 'thyroid', share: 0.9, days: 90, price: 18 },
  { ndc: '99999080010', takers: '(hash(person) % 100 < 2 and age_now > 18)', share: 1, days: 30, price: 4900 },
  { ndc: '99999090010', takers: 'true', share: 1, days: 10, price: 13, yearly: 0.7 },
  { ndc: '99999090110', takers: 'age_now > 12', share: 1, days: 30, price: 32, yearly: 0.55 },
]

/** Table `fill`: one row per drug dispensed. */
export async function drugs(world: World): Promise<void> {
  const { draw } = world
  const each = DRUGS.map((drug, number) => {
    const person = raw(`(person * 32 + ${number})`)
    const key = raw(`(key * 32 + ${number})`)
    const due = drug.yearly
      ? sql`${draw.uniform(key, 'drug/need')} < ${raw(String(drug.yearly / 12))}`
      : sql`${draw.uniform(person, 'drug/takes')} < ${raw(String(drug.share))} and ${draw.uniform(key, 'drug/fills')} < 0.86
          and ${drug.days === 90 ? sql`(month + ${draw.whole(person, 'drug/phase', 3)}) % 3 = 0` : sql`true`}`
    return sql`select ${key} as fill, person, key, month, payer, plan, line_of_business, practice_id, era, death_date, birth_date, month_start,
      ${literal(drug.ndc)} as ndc_code, ${raw(String(drug.days))} as days_supply, ${raw(String(drug.price))} as price
      from exposure where ${raw(drug.takers)} and ${due}`
  })
  const shared = `case when line_of_business like 'medicaid%' then 0 when line_of_business like 'medicare%' then 0.22 else 0.18 end`
  await make(
    world,
    'fill',
    sql`with due as (${join(each, ' union all ')}), dated as (
        select *, (month_start + ${draw.whole(raw('fill'), 'drug/day', 28)})::date as dispensing_date from due
      ), priced as (
        select d.*, (price * exp(0.2 * ${draw.normal(raw('fill'), 'drug/price')} - 0.02)
            * case when line_of_business like 'medicaid%' then 1.3 when line_of_business like 'medicare%' then 1.15 else 1.25 end)::decimal(18,2) as allowed_amount
        from dated d where dispensing_date >= birth_date and (death_date is null or dispensing_date <= death_date)
      )
      select p.fill, p.person, p.month, p.payer, p.plan, p.line_of_business, p.ndc_code, p.days_supply, p.dispensing_date, p.allowed_amount,
        (p.allowed_amount * (${raw(shared)})::decimal(4,2))::decimal(18,2) as member_amount,
        ((p.allowed_amount * 1.4)::decimal(18,2)) as charge_amount, (p.days_supply * (1 + hash(p.fill) % 2))::integer as quantity,
        (hash(p.fill) % 6)::integer as refills, coalesce(s.npi, '9900080001') as prescribing_npi,
        '99300' || lpad((1 + hash(p.person) % 9)::varchar, 5, '0') as dispensing_npi,
        (p.dispensing_date + 2 + (hash(p.fill) % 12)::integer)::date as paid_date
      from priced p
      left join clinician_slot s on s.era = p.era and s.practice_id = p.practice_id and s.specialty = 'primary-care'
        and s.place = (hash(p.person) % s.places)::integer
      order by p.fill`,
  )
}
