import { raw, sql } from '../lake/sql.ts'
import { make, type World } from './world.ts'

/**
 * Table `lab`: one row per hemoglobin A1c (LOINC 4548-4) or LDL cholesterol (LOINC 13457-7) of a person with diabetes.
 * A person's level is stable with some drift and better at better practices. Of adults with diabetes about one in eight
 * is above 9 % and another one in nine between 8 and 9 % (CDC, National Diabetes Statistics Report).
 */
export async function labs(world: World): Promise<void> {
  const { draw } = world
  const test = (salt: string, yearly: number) =>
    sql`${draw.uniform(raw('key'), `lab/${salt}`)} < ${raw(String(yearly / 12))} * (1 + 0.25 * quality) and ${draw.uniform(raw('person'), 'lab/never')} > 0.08`
  const columns = raw(
    'person, key, month, month_start, payer, plan, line_of_business, practice_id, era, quality, death_date, age_now',
  )
  await make(
    world,
    'lab',
    sql`with drawn as (
        select ${columns}, 1 as test from exposure where diabetes and ${test('a1c', 2.6)}
        union all
        select ${columns}, 2 as test from exposure where (diabetes or coronary) and ${test('ldl', 1.2)}
      ), dated as (
        select *, key * 4 + test as lab, (month_start + ${draw.whole(raw('(key * 4 + test)'), 'lab/day', 28)})::date as collection_date from drawn
      ), measured as (
        select *, case test
            when 1 then greatest(4.8, least(14.5, 7.55 - 0.45 * quality + exp(0.1 * ${draw.normal(raw('person'), 'lab/tail')}) * 1.15 * ${draw.normal(raw('person'), 'lab/level')}
              + 0.45 * ${draw.normal(raw('lab'), 'lab/drift')}))
            else greatest(35, 98 - 6 * quality + 26 * ${draw.normal(raw('person'), 'lab/ldl')} + 9 * ${draw.normal(raw('lab'), 'lab/ldl-drift')}) end as level
        from dated where death_date is null or collection_date <= death_date
      )
      select m.lab, m.person, m.month, m.payer, m.plan, m.line_of_business, m.collection_date, (m.collection_date + 1 + (hash(m.lab) % 3)::integer)::date as result_date,
        case m.test when 1 then '4548-4' else '13457-7' end as source_code, case m.test when 1 then '%' else 'mg/dL' end as source_units,
        case m.test when 1 then m.level::decimal(18,1) else m.level::decimal(18,0) end::decimal(18,4) as result_value,
        case m.test when 1 then m.level::decimal(18,1)::varchar else m.level::decimal(18,0)::varchar end as result, s.npi
      from measured m
      left join clinician_slot s on s.era = m.era and s.practice_id = m.practice_id and s.specialty = 'primary-care'
        and s.place = (hash(m.person) % s.places)::integer
      order by m.lab`,
  )
}
