import { raw, sql } from '../lake/sql.ts'
import { make, type World } from './world.ts'

/**
 * Table `condition`: one row per person, which chronic conditions the person has.
 *
 * Shares by age are rounded from: CDC National Diabetes Statistics Report (diagnosed diabetes about 3 % at 18-44,
 * 15 % at 45-64, 24 % at 65 and over); CDC/NCHS data briefs on hypertension, COPD, asthma and depression; CDC Chronic
 * Kidney Disease in the United States (diagnosed cases are far fewer than all); AHA heart disease statistics (heart
 * failure); SAMHSA, National Survey on Drug Use and Health (opioid use disorder, about 2 % of those over 11). They are
 * lower than survey figures where claims are known to miss cases.
 */
export async function conditions(world: World): Promise<void> {
  const { draw } = world
  const share = (salt: string, young: number, middle: number, old: number, oldest = old) => {
    const u = draw.uniform(raw('person'), `condition/${salt}`)
    const r = (value: number) => raw(String(value))
    return sql`(${u} < case when age < 18 then 0.0 when age < 45 then ${r(young)} when age < 65 then ${r(middle)} when age < 75 then ${r(old)} else ${r(oldest)} end)`
  }
  await make(
    world,
    'condition',
    sql`with first as (
        select person, age, sex, ${share('diabetes', 0.03, 0.145, 0.24)} as diabetes,
          ${share('hypertension', 0.09, 0.36, 0.58, 0.66)} as hypertension, ${share('copd', 0.006, 0.05, 0.11, 0.13)} as copd,
          ${share('coronary', 0.004, 0.05, 0.16, 0.24)} as coronary, ${share('kidney', 0.005, 0.03, 0.1, 0.2)} as kidney,
          ${share('depression', 0.11, 0.11, 0.1)} or (age between 12 and 18 and ${draw.uniform(raw('person'), 'condition/teen')} < 0.06) as depression,
          case when age < 18 then ${draw.uniform(raw('person'), 'condition/asthma')} < 0.07 else ${share('asthma', 0.08, 0.08, 0.07)} end as asthma,
          age > 18 and ${draw.uniform(raw('person'), 'condition/costly')} < 0.006 as costly,
          ${share('thyroid', 0.02, 0.06, 0.1)} and sex = 'female' as thyroid,
          ${share('opioid', 0.018, 0.014, 0.004)} as opioid
        from person
      )
      select *, age >= 45 and ${draw.uniform(raw('person'), 'condition/failure')}
          < case when age < 65 then 0.012 when age < 75 then 0.05 else 0.11 end * case when coronary then 2.2 when hypertension then 1.2 else 0.5 end as failure
      from first order by person`,
  )
}
