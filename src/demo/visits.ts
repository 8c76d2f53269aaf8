import { join, literal, raw, sql } from '../lake/sql.ts'
import { TOWNS } from './names.ts'
import { stays } from './stays.ts'
import { make, row, type World } from './world.ts'

/** One kind of care: how often, in events a year (`yearly`), or in which month of which years (`once`, its chance). */
type Kind = { kind: string; number: number; yearly?: string; once?: string }

/**
 * Yearly rates by age and condition, tuned so that the whole region shows about what national sources show: about
 * three office visits per person (CDC/NCHS NAMCS), about 430 emergency visits per 1,000 (CDC/NCHS NHAMCS), about 90
 * stays per 1,000 (AHRQ HCUP), more for Medicaid and at high age. `quality` is the practice's, -1 to 1.
 */
const KINDS: readonly Kind[] = [
  {
    kind: 'office',
    number: 1,
    yearly: `case when practice_id is null then 0 else
      case when age_now < 2 then 4.5 when age_now < 18 then 1.7 when age_now < 45 then case sex when 'female' then 1.7 else 1.2 end
        when age_now < 65 then 2.1 else 3.0 end
      + 1.1 * diabetes::int + 0.5 * hypertension::int + 0.9 * failure::int + 0.6 * copd::int + 0.6 * depression::int + 0.4 * asthma::int end`,
  },
  { kind: 'wellness', number: 2, once: 'case when practice_id is null then 0 else 0.42 + 0.15 * quality end' },
  {
    kind: 'specialist',
    number: 3,
    yearly: `case when age_now < 18 then 0.5 when age_now < 45 then 0.9 when age_now < 65 then 1.5 else 2.3 end
      + 0.8 * coronary::int + 1.0 * kidney::int + 0.7 * failure::int + 0.3 * diabetes::int + 2.0 * depression::int + 0.4 * copd::int`,
  },
  {
    kind: 'emergency',
    number: 4,
    yearly: `(case when line_of_business like 'medicaid%' then 0.72 when line_of_business like 'medicare%' then 0.5 else 0.26 end
      + 0.25 * copd::int + 0.3 * failure::int + 0.1 * asthma::int) * (1 - 0.15 * quality)`,
  },
  {
    kind: 'outpatient',
    number: 5,
    yearly: 'case when age_now < 45 then 0.28 when age_now < 65 then 0.75 else 1.3 end + 0.4 * kidney::int',
  },
  {
    kind: 'laboratory',
    number: 6,
    yearly: '0.35 + 0.6 * diabetes::int + 0.3 * hypertension::int + 0.02 * least(age_now, 80)',
  },
  { kind: 'colonoscopy', number: 7, once: 'case when age_now between 45 and 76 then 0.14 + 0.07 * quality else 0 end' },
  {
    kind: 'stool-test',
    number: 8,
    once: 'case when age_now between 45 and 76 and practice_id is not null then 0.11 + 0.06 * quality else 0 end',
  },
  {
    kind: 'stay',
    number: 9,
    yearly: `(case when age_now < 1 then 0.3 when age_now < 18 then 0.02 when age_now < 45 then 0.038 when age_now < 65 then 0.06
        when age_now < 75 then 0.14 else 0.24 end
      * (1 + 1.1 * failure::int + 0.7 * copd::int + 0.45 * diabetes::int + 0.5 * kidney::int + 0.4 * coronary::int)
      + case when sex = 'female' and age_now between 19 and 40 then 0.1 else 0 end) * (1 - 0.12 * quality)`,
  },
  { kind: 'infusion', number: 10, yearly: 'case when costly then 9.5 else 0 end' },
  {
    kind: 'behavioral',
    number: 12,
    yearly:
      "case when depression then 5 else 0 end + case when opioid then 6 else 0 end + case when line_of_business like 'medicaid%' and age_now > 5 then 4.5 else 0.25 end",
  },
  { kind: 'equipment', number: 11, yearly: '0.03 + 0.7 * diabetes::int + 1.6 * copd::int * (age_now > 60)::int' },
]

const words = (text: string) => text.trim().split(/\s+/)

/** Columns of a contact that what follows needs. */
const CONTACT = words(`
  event kind person key month year payer plan line_of_business service_date practice_id health_center town age_now sex
  quality diabetes hypertension copd coronary kidney depression asthma failure thyroid opioid`)

export const EVENT = [...CONTACT, ...words('npi tin organization_id seen_at hospital_id')]

/**
 * Table `event`: one row per contact with care, with its day, its clinician and where it was. Follow-up visits after a
 * stay, and returns to the hospital, come from the stays.
 */
export async function visits(world: World): Promise<void> {
  const { draw } = world
  const key = (number: number) => raw(`(key * 32 + ${number})`)
  const monthly = KINDS.map(({ kind, number, yearly, once }) => {
    const u = draw.uniform(key(number), 'visit/happens')
    const happens = once
      ? sql`month % 12 = ${draw.whole(raw(`((person * 4 + year) * 32 + ${number})`), 'visit/month', 12)} and ${u} < (${raw(once)})`
      : sql`${u} < (${raw(yearly ?? '0')}) / 12.0`
    return sql`select ${literal(kind)} as kind, ${raw(String(number))} as number, * from exposure where ${happens}`
  })
  await make(
    world,
    'contact',
    sql`with happened as (${join(monthly, ' union all ')}), dated as (
        select *, key * 32 + number as event, (month_start + ${draw.whole(raw('(key * 32 + number)'), 'visit/day', 28)})::date as service_date
        from happened
      )
      select * from dated where service_date >= birth_date and (death_date is null or service_date <= death_date)`,
  )
  await stays(world)
  await clinicians(world)
}

/** How often care at a hospital is at the nearest one; else it is at that of any town. A guess: no source was found. */
const NEAREST = '0.4'

/** Who gave the care: mostly the usual clinician of the usual practice, else another of the county. */
async function clinicians(world: World): Promise<void> {
  const { draw } = world
  const u = (salt: string) => draw.uniform(raw('event'), `clinician/${salt}`)
  const needs = sql`
    case when kind in ('office', 'wellness') then 'primary-care'
      when kind = 'colonoscopy' then 'gastroenterology'
      when kind in ('specialist', 'outpatient', 'stay', 'infusion') then case
        when (failure or coronary) and ${u('heart')} < 0.5 then 'cardiology' when kidney and ${u('kidney')} < 0.5 then 'nephrology'
        when depression and ${u('mind')} < 0.7 and kind = 'specialist' then 'psychiatry' when diabetes and ${u('sugar')} < 0.4 then 'endocrinology'
        when copd and ${u('lung')} < 0.5 then 'pulmonology' when sex = 'female' and age_now between 18 and 45 and ${u('birth')} < 0.5 then 'obstetrics'
        when ${u('else')} < 0.3 then 'orthopedics' when ${u('else')} < 0.55 then 'dermatology' when ${u('else')} < 0.8 then 'surgery' else 'gastroenterology' end
    end`
  await make(
    world,
    'event',
    sql`with each as (
        select ${row(CONTACT)} from contact
        union all select ${row(CONTACT, { kind: literal('office') })} from follow_up
      ), needed as (
        select *, ${needs} as specialty, case when service_date < date '2024-07-01' then 0 else 1 end as era,
          case when kind in ('office', 'wellness') and ${u('elsewhere')} > 0.07 then practice_id end as at_practice
        from each
      ), sized as (
        select n.*, s.places, s.county_places from needed n
        left join (select distinct era, practice_id, specialty, places, county_places from clinician_slot) s
          on s.era = n.era and s.specialty = n.specialty and s.practice_id = n.at_practice
      ), chosen as (
        select s.*, c.all_places, case when at_practice is not null then
            case when ${u('other')} < 0.85 then (hash(s.person) % s.places)::integer else ${draw.whole(raw('event'), 'clinician/which', raw('s.places'))} end end as place,
          ${draw.whole(raw('event'), 'clinician/county', raw('c.all_places'))} as county_place
        from sized s left join (select distinct era, specialty, county_places as all_places from clinician_slot) c
          on c.era = s.era and c.specialty = s.specialty
      )
      select ${row(CONTACT, {}, 'c.')}, coalesce(h.npi, o.npi) as npi, coalesce(h.tin, o.tin) as tin, coalesce(h.organization_id, o.organization_id) as organization_id,
        coalesce(h.practice_id, o.practice_id) as seen_at, t.hospital_id
      from chosen c
      left join clinician_slot h on h.era = c.era and h.specialty = c.specialty and h.practice_id = c.at_practice and h.place = c.place
      left join clinician_slot o on c.at_practice is null and o.era = c.era and o.specialty = c.specialty and o.county_place = c.county_place
      join town_list t on t.number = case when ${u('near')} < ${raw(NEAREST)} then c.town else ${draw.whole(raw('event'), 'clinician/hospital', TOWNS.length)} end
      order by c.event`,
  )
}
