import { STAYS } from '../cost/stay.ts'
import { type Sql, sql } from '../lake/sql.ts'
import { addMonths, type Period } from '../period.ts'
import { codesOf, oneOf } from '../terminology/code-list.ts'
import type { MeasureFile } from './measure.ts'
import type { Measure } from './read-measures.ts'

type Population = MeasureFile['population']

/** Who a measure counts: person_id, event_id, birth and death, the stay's dates, and the record that says so. */
export function eligible(measure: Measure, period: Period): Sql {
  const { population } = measure
  if (population.kind === 'stays') return staysOf(measure, population, period)
  return population.condition ? peopleWith(population, population.condition, period) : people(population, period)
}

/** Days are compared with the first day after the period, which every year has: no 29 February is ever missing. */
function ofAge({ from, to }: { from: number; to: number }, period: Period): Sql {
  return sql`p.birth_date < cast(${addMonths(period.end, -12 * from)} as date)
    and p.birth_date >= cast(${addMonths(period.end, -12 * (to + 1))} as date)`
}

/** Months asked for in a year, scaled to a shorter period: 11 of 12 are 2 of 3, and none of 1. */
function monthsAsked(months: number, period: Period): number {
  const length = monthsOf(period)
  return Math.max(0, Math.min(length, months - (12 - length)))
}

const monthsOf = (period: Period): number => {
  const [y1 = 0, m1 = 0] = period.start.split('-').map(Number)
  const [y2 = 0, m2 = 0] = period.end.split('-').map(Number)
  return (y2 - y1) * 12 + m2 - m1
}

/** The eligibility row of the last month covered stands for the coverage. */
function people(population: Extract<Population, { kind: 'people' }>, period: Period): Sql {
  return sql`
    select p.person_id, '-' as event_id, p.death_date, cast(null as date) as discharge_date,
      'eligibility' as eligible_table, c.file_id, c.record_number
    from person p
    join measure_payer c on c.period = ${period.id} and c.person_id = p.person_id
    where c.months >= ${monthsAsked(population.coverage_months, period)} and ${ofAge(population.age, period)}`
}

/** Two ambulatory days or one inpatient day, in the period and the year before; the latest of them is the record named. */
function peopleWith(population: Extract<Population, { kind: 'people' }>, condition: string, period: Period): Sql {
  return sql`
    select q.person_id, q.event_id, q.death_date, q.discharge_date,
      'medical_claim' as eligible_table, d.file_id, d.record_number
    from (${people(population, period)}) q
    join (
      select *,
        min(case when setting = 'ambulatory' then service_date end) over (partition by person_id) as first_ambulatory,
        max(case when setting = 'ambulatory' then service_date end) over (partition by person_id) as last_ambulatory,
        max(case when setting = 'inpatient' then service_date end) over (partition by person_id) as last_inpatient,
        row_number() over (
          partition by person_id order by setting desc, service_date desc, file_id, record_number) as place
      from person_condition
      where value_set = ${condition} and setting in ('ambulatory', 'inpatient')
        and service_date >= cast(${addMonths(period.start, -12)} as date)
        and service_date < cast(${period.end} as date)
    ) d on d.person_id = q.person_id and d.place = 1
      and (d.first_ambulatory < d.last_ambulatory or d.last_inpatient is not null)`
}

/** Stays that ended at home in the period, the last days left out whose window would end after it. */
function staysOf(measure: Measure, population: Extract<Population, { kind: 'stays' }>, period: Period): Sql {
  const { numerator } = measure
  const days = numerator.kind === 'visit-after-stay' ? numerator.to_day : 0
  const home = measure.value_sets[population.discharged_to]
  return sql`
    select p.person_id, s.event_id, p.death_date, s.discharge_date, 'medical_claim' as eligible_table,
      s.file_id, s.record_number
    from ${STAYS} s
    join person p on p.person_id = s.person_id
    join measure_payer c on c.period = ${period.id} and c.person_id = p.person_id
    where s.discharge_date >= cast(${period.start} as date)
      and date_diff('day', s.discharge_date, cast(${period.end} as date)) > ${days}
      and ${oneOf(sql`s.discharge_disposition_code`, home ? codesOf(home, 'discharge-status') : [])}
      and ${ofAge(population.age, period)}`
}
