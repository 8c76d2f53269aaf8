import { raw, sql } from '../lake/sql.ts'
import { make, monthStart, type World } from './world.ts'

/**
 * Who is covered by which payer in which month.
 *
 * Tables: `covered` (one row per person, payer, plan and month; `main` marks the coverage under which care is billed),
 * `member` (one row per person and payer: the payer's number and how it holds the person) and `span` (one row per
 * unbroken coverage by a plan).
 */
export async function coverage(world: World): Promise<void> {
  await courses(world)
  await covered(world)
  await members(world)
  await spans(world)
}

/** One row per person: the draws that decide the course of coverage over the months. */
async function courses(world: World): Promise<void> {
  const { draw } = world
  const p = (salt: string) => draw.uniform(raw('person'), `course/${salt}`)
  const h = (salt: string) => draw.uniform(raw('household'), `course/${salt}`)
  await make(
    world,
    'course',
    sql`select person, household, age, low_income, disabled, birth_date, death_date,
        (date_trunc('month', birth_date) + to_months(780))::date as turns_65,
        ${h('advantage')} < 0.45 as advantage, ${p('advantage-switch')} < 0.09 as switches,
        12 * (1 + ${draw.whole(raw('person'), 'course/switch-year', 2)}) as switch_month,
        ${h('managed')} < 0.72 as managed,
        ${h('churn')} < 0.30 as churns, ${draw.whole(raw('household'), 'course/churn-month', 34)} as churn_month,
        2 + ${draw.whole(raw('household'), 'course/churn-length', 7)} as churn_length, ${h('churn-to-job')} < 0.35 as churn_to_job,
        ${h('managed-after')} < 0.75 as managed_after,
        ${draw.whole(raw('household'), 'course/employer', 8)} as employer,
        ${draw.whole(raw('household'), 'course/next-employer', 8)} as next_employer,
        ${h('job')} < 0.34 as changes_job, 1 + ${draw.whole(raw('household'), 'course/job-month', 34)} as job_month,
        ${draw.whole(raw('household'), 'course/job-gap', 3)} as job_gap,
        ${h('uninsured')} < 0.04 and not low_income as uninsured, ${p('dual')} < 0.65 as dual
      from person order by person`,
  )
}

/** Employers 0 to 2 pay for care themselves (administered by Summit), 3 and 4 insure with Summit, 5 to 7 with Keystone. */
async function covered(world: World): Promise<void> {
  const month = monthStart(raw('m.month'))
  await make(
    world,
    'covered',
    sql`with person_month as (
        select c.*, m.month::integer as month, ${month} as month_start, ${month} >= c.turns_65 or c.disabled as medicare,
          c.churns and m.month >= c.churn_month and m.month < c.churn_month + c.churn_length as churned,
          case when c.changes_job and m.month >= c.job_month then c.next_employer else c.employer end as works_for,
          c.changes_job and m.month >= c.job_month and m.month < c.job_month + c.job_gap as between_jobs
        from course c cross join range(0, 36) as m(month)
        where ${month} >= date_trunc('month', c.birth_date) and (c.death_date is null or ${month} <= c.death_date)
      ), paid as (
        select person, month, month_start, works_for, medicare, low_income, dual,
          case when medicare then case when advantage and not (switches and month >= switch_month) then 'harbor-advantage' else 'medicare' end
            when low_income and churned then case when churn_to_job then 'keystone-mutual' end
            when low_income then case when case when churns and month >= churn_month then managed_after else managed end
              then 'bridge-health-plan' else 'state-medicaid' end
            when uninsured or between_jobs then null
            when works_for <= 4 then 'summit-health' else 'keystone-mutual' end as payer
        from person_month
      )
      select person, month, month_start, payer, true as main,
        case payer when 'medicare' then '-' when 'harbor-advantage' then case when low_income and dual then 'harbor-dual' else 'harbor-hmo' end
          when 'bridge-health-plan' then 'bridge-standard' when 'state-medicaid' then 'state-plan'
          when 'summit-health' then case when works_for <= 2 then 'summit-self-funded' else 'summit-ppo' end
          else case when works_for % 2 = 0 then 'keystone-epo' else 'keystone-ppo' end end as plan,
        case payer when 'medicare' then 'medicare-ffs' when 'harbor-advantage' then 'medicare-advantage'
          when 'bridge-health-plan' then 'medicaid-managed-care' when 'state-medicaid' then 'medicaid-ffs'
          when 'summit-health' then case when works_for <= 2 then 'self-funded' else 'commercial' end
          else 'commercial' end as line_of_business,
        case when payer in ('summit-health', 'keystone-mutual') then 'G' || (101 + works_for)::varchar end as group_id
      from paid where payer is not null
      union all
      -- People with Medicare and little income have Medicaid beside it.
      select person, month, month_start, 'state-medicaid', false, 'state-dual', 'medicaid-ffs', null
      from paid where medicare and low_income and dual
      order by 1, 2, 5 desc`,
  )
}

/** How each payer holds a person. Faults of spelling are the payer's, so they stay the same over its deliveries. */
async function members(world: World): Promise<void> {
  const { draw } = world
  const key = raw('(k.person * 8 + k.number)')
  const u = (salt: string) => draw.uniform(key, `member/${salt}`)
  const of = (column: string) => raw(`k.person * ${column}`)
  await make(
    world,
    'member',
    sql`with payer_number(payer, number) as (values ('medicare', 0), ('harbor-advantage', 1), ('state-medicaid', 2),
          ('bridge-health-plan', 3), ('summit-health', 4), ('keystone-mutual', 5)),
      known as (
        select distinct p.*, c.payer, n.number from covered c
        join person p on p.person = c.person join payer_number n on n.payer = c.payer
      ), numbered as (
        select k.*, ${u('missing')} as missing, ${u('typo')} < 0.015 as typo, ${u('nickname')} < 0.14 as by_nickname,
          ${u('maiden')} < 0.05 as by_maiden, k.moved and ${u('old-address')} < 0.5 as stays_at_old, ${u('birthday')} < 0.003 as birthday_typo,
          (${of('48271')} + k.number * 1299709) % 9999991 as code
        from known k
      )
      select person, payer, number, household, death_date, race, moved, moved_month, stays_at_old,
        case payer
          when 'medicare' then ${mbi('code')}
          when 'harbor-advantage' then 'HA' || lpad(code::varchar, 8, '0')
          when 'state-medicaid' then lpad(code::varchar, 7, '0') || chr(65 + (code % 26)::integer)
          when 'bridge-health-plan' then 'B' || lpad(code::varchar, 9, '0')
          when 'summit-health' then 'SH' || lpad(((household * 48271) % 9999991)::varchar, 7, '0') || '-' || lpad((person - first_person + 1)::varchar, 2, '0')
          else lpad(code::varchar, 9, '0') end as member_id,
        case payer when 'summit-health' then 'SH' || lpad(((household * 48271) % 9999991)::varchar, 7, '0') || '-01' end as subscriber_id,
        case when role = 'head' then 'self' when role = 'spouse' then 'spouse' else 'child' end as subscriber_relation,
        case when by_nickname and nickname is not null and payer <> 'medicare' then nickname
          when typo and length(first_name) > 3 then ${swapped('first_name')} else first_name end as first_name,
        case when by_maiden and maiden_name is not null then maiden_name
          when typo and length(first_name) <= 3 then ${swapped('last_name')} else last_name end as last_name,
        sex as gender, case when birthday_typo and day(birth_date) < 28 then (birth_date + 1)::date else birth_date end as birth_date,
        case payer when 'medicare' then null when 'keystone-mutual' then case when missing < 0.6 then social_security_number end
          when 'harbor-advantage' then case when missing < 0.85 then social_security_number end
          else case when missing < 0.93 then social_security_number end end as social_security_number,
        case when payer <> 'medicare' and missing > 0.25 then phone end as phone,
        case when payer in ('summit-health', 'keystone-mutual', 'harbor-advantage') and missing between 0.1 and 0.7 then email end as email,
        address, city, zip_code, old_address, old_city, old_zip_code, true_first_name, true_last_name
      from (select n.*, n.first_name as true_first_name, n.last_name as true_last_name,
              min(n.person) over (partition by n.household) as first_person from numbered n)
      order by person, number`,
  )
}

/** A number in the form of Medicare's, with the letter S in the second place, which no issued number has. */
const mbi = (code: string) => {
  const letter = (divisor: string) => `substr('ACDEFGHJKMNPQRTUVWXY', 1 + ((${code} // ${divisor}) % 20)::integer, 1)`
  const digit = (divisor: string) => `((${code} // ${divisor}) % 10)::varchar`
  return raw(
    `'1S' || ${letter('1')} || ${digit('20')} || ${letter('200')} || ${digit('4000')} || ${digit('40000')} || ${letter('400000')} || 'A' || ${digit('8000000')} || '0'`,
  )
}

/** Second and third letter in the wrong order. */
const swapped = (name: string) =>
  raw(`substr(${name}, 1, 1) || substr(${name}, 3, 1) || substr(${name}, 2, 1) || substr(${name}, 4)`)

async function spans(world: World): Promise<void> {
  const { draw } = world
  await make(
    world,
    'span',
    sql`with island as (
        select *, month - row_number() over (partition by person, payer, plan, line_of_business, group_id order by month) as island
        from covered
      ), run as (
        select person, payer, plan, line_of_business, group_id, main, min(month) as first_month, max(month) as last_month
        from island group by person, payer, plan, line_of_business, group_id, main, island
      ), dated as (
        select r.*, m.member_id, p.death_date,
          greatest(p.birth_date, case when r.first_month = 0
            then greatest(case when r.payer in ('medicare', 'harbor-advantage') and not p.disabled then c.turns_65 else date '2015-01-01' end,
                          ${monthStart(sql`-${draw.whole(raw('r.person'), 'span/start', 84)}`)})
            else ${monthStart(raw('r.first_month'))} end)::date as start_date,
          case when r.last_month = 35 then date '9999-12-31'
            else (${monthStart(raw('r.last_month + 1'))} - 1)::date end as month_end
        from run r
        join member m on m.person = r.person and m.payer = r.payer
        join person p on p.person = r.person join course c on c.person = r.person
      )
      select *, case when death_date is not null then least(month_end, death_date) else month_end end as end_date
      from dated order by person, payer, first_month, plan`,
  )
}
