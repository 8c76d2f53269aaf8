import { raw, sql } from '../lake/sql.ts'
import { make, type World } from './world.ts'

/**
 * Table `panel`: one row per person, the practice where the household usually goes, and the one it changed to.
 * Table `exposure`: one row per person and month of main coverage, with everything that decides what care is used.
 */
export async function panels(world: World): Promise<void> {
  const { draw } = world
  const h = (salt: string) => draw.uniform(raw('p.household'), `panel/${salt}`)
  await make(
    world,
    'panel',
    sql`with wish as (
        select p.person, p.household, p.town, p.age, p.low_income,
          ${draw.uniform(raw('p.person'), 'panel/none')} < case when p.age between 19 and 40 then 0.16 when p.age < 65 then 0.07 else 0.03 end as no_practice,
          case when p.age >= 65 then ${draw.uniform(raw('p.household'), 'panel/senior')} else ${h('choice')} end as choice,
          ${h('next')} as next_choice, ${h('changes')} < 0.05 as changes,
          6 + ${draw.whole(raw('p.household'), 'panel/changes-in', 27)} as change_month,
          p.low_income and p.town <= 1 and ${h('center')} < 0.5 as to_center
        from person p
      )
      select w.person, w.household, w.changes, w.change_month,
        case when w.no_practice then null when w.to_center then c.practice_id else a.practice_id end as practice_id,
        case when w.no_practice then null else b.practice_id end as next_practice_id
      from wish w
      join practice_list a on a.town = w.town and a.primary_care > 0 and w.choice > a.low and w.choice <= a.high
      join practice_list b on b.town = w.town and b.primary_care > 0 and w.next_choice > b.low and w.next_choice <= b.high
      left join practice_list c on c.health_center = 1 and c.town = w.town
      order by w.person`,
  )
  await make(
    world,
    'exposure',
    sql`with placed as (
        select c.person, c.month, c.month_start, c.payer, c.plan, c.line_of_business,
          case when n.changes and c.month >= n.change_month then n.next_practice_id else n.practice_id end as practice_id
        from covered c join panel n on n.person = c.person where c.main
      )
      select c.*, (c.person * 64 + c.month)::bigint as key, (c.month // 12)::integer as year, p.birth_date, p.death_date, p.sex, p.town, p.low_income,
        date_diff('day', p.birth_date, c.month_start) / 365.25 as age_now,
        d.diabetes, d.hypertension, d.copd, d.coronary, d.kidney, d.depression, d.asthma, d.costly, d.thyroid, d.opioid, d.failure,
        coalesce(l.quality, -0.4) as quality, coalesce(l.health_center, 0) as health_center,
        case when c.month >= 18 then 1 else 0 end as era
      from placed c
      join person p on p.person = c.person
      join condition d on d.person = c.person
      left join practice_list l on l.practice_id = c.practice_id
      order by c.person, c.month`,
  )
}
