import { raw, type Sql, sql } from '../lake/sql.ts'
import { make, type World } from './world.ts'

/** Tables `stay` (length, diagnosis group, how the patient left) and `follow_up` (the practice's own visit after it). */
export async function stays(world: World): Promise<void> {
  const { draw } = world
  const u = (salt: string) => draw.uniform(raw('event'), `stay/${salt}`)
  const length = (mean: number) => sql`1 + floor(-ln(${u('length')}) * ${raw(String(mean))})::integer`
  await make(
    world,
    'stay',
    sql`with reason as (
        select *, case
            when age_now < 1 then 'newborn'
            when sex = 'female' and age_now between 19 and 40 and ${u('birth')} < 0.66 then 'birth'
            when failure and ${u('reason')} < 0.35 then 'failure'
            when copd and ${u('reason')} < 0.5 then 'copd'
            when diabetes and ${u('reason')} < 0.3 then 'diabetes'
            when age_now > 50 and ${u('reason')} > 0.85 then 'joint'
            when ${u('other')} < 0.25 then 'sepsis' when ${u('other')} < 0.5 then 'pneumonia'
            when ${u('other')} < 0.68 then 'kidney' when ${u('other')} < 0.85 then 'digestive' else 'chest-pain' end as because
        from contact where kind = 'stay'
      ), grouped as (
        select *, case because when 'newborn' then '794' when 'birth' then '807' when 'failure' then '291' when 'copd' then '190'
            when 'diabetes' then '638' when 'joint' then '470' when 'sepsis' then '871' when 'pneumonia' then '193'
            when 'kidney' then '683' when 'digestive' then '392' else '313' end as drg,
          case because when 'newborn' then 0.25 when 'birth' then 0.65 when 'failure' then 1.3 when 'copd' then 1.1 when 'diabetes' then 0.9
            when 'joint' then 1.9 when 'sepsis' then 1.9 when 'pneumonia' then 1.3 when 'kidney' then 0.9 when 'digestive' then 0.78 else 0.74 end as weight,
          case because when 'newborn' then 'Z3800' when 'birth' then 'O80' when 'failure' then 'I5023' when 'copd' then 'J441' when 'diabetes' then 'E1165'
            when 'joint' then 'M1711' when 'sepsis' then 'A419' when 'pneumonia' then 'J189' when 'kidney' then 'N179' when 'digestive' then 'K5792'
            else 'R0789' end as diagnosis,
          case because when 'newborn' then ${length(1.2)} when 'birth' then ${length(1.6)} when 'sepsis' then ${length(5)} else ${length(3.2)} end as days
        from reason
      ), left_on as (
        select *, least((service_date + least(days, 25))::date, death_date) as discharge_date from grouped
      )
      select *, case when discharge_date = death_date then '20' when because in ('newborn', 'birth') then '01'
          when age_now > 65 and ${u('to')} < 0.18 then '03' when age_now > 60 and ${u('to')} < 0.36 then '06' else '01' end as disposition
      from left_on order by event`,
  )
  await make(world, 'follow_up', followUp(draw))
}

/** Within 7 days at good practices, within 20 at others, or never. The visit is billed to whoever covers that month. */
const followUp = (draw: World['draw']): Sql => sql`
  with planned as (
    select event + 100 as event, person, discharge_date, practice_id,
      (discharge_date + case when ${draw.uniform(raw('event'), 'follow-up/soon')} < 0.44 + 0.24 * quality
        then 1 + ${draw.whole(raw('event'), 'follow-up/day', 7)} else 9 + ${draw.whole(raw('event'), 'follow-up/later', 12)} end)::date as service_date
    from stay where disposition <> '20' and practice_id is not null and because <> 'newborn'
      and ${draw.uniform(raw('event'), 'follow-up/ever')} < 0.86
  )
  select f.event, f.service_date, e.* from planned f
  join exposure e on e.person = f.person and e.month_start = date_trunc('month', f.service_date)
  where e.death_date is null or f.service_date <= e.death_date`
