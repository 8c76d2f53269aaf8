import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import { CLINICIANS, linesOfSelection } from '../services.ts'
import { dated } from './dated.ts'
import type { EventRule } from './event-rule.ts'

/** What events are made of: the run's tables, or what of them is one person's or one payer's. */
export type Records = { lines: Sql; claims: Sql; months: Sql }

export const OF_ALL: Records = { lines: sql`person_line`, claims: sql`medical_claim`, months: sql`member_month` }

/** Named relations, each of which may read those before it. */
export type Named = readonly { name: string; rows: Sql }[]

export const LINE = ['file_id', 'record_number', 'claim_line_number'] as const
export const EVENT = ['person_id', 'event_start'] as const
export const same = (one: string, other: string, columns: readonly string[]): Sql =>
  raw(columns.map((name) => `${one}.${name} = ${other}.${name}`).join(' and '))

/** What `linesOfSelection` reads of a line, what is added up, and whose it is. */
const COLUMNS = [
  ...['person_id', 'payer', 'service_date', 'claim_type', 'hcpcs_code', 'place_of_service_code', 'bill_type_code'],
  ...[
    'revenue_center_code',
    'rendering_npi',
    'practice_id',
    'specialty',
    'primary_care_visit',
    'spend_usd',
    'paid_usd',
  ],
  ...LINE,
]

/** The claim lines that a rule looks at. */
export const linesSeen = ({ population }: EventRule, { lines }: Records): Sql =>
  population
    ? sql`(select * from ${lines} where line_of_business in (${join(population.lines_of_business.map(literal))}))`
    : lines

/**
 * `event`: one row per event of a person that ends in one of the periods, with its first day, the day after its last, and the
 * period. Events follow one another from the first service that the lake has, so that they are the same in every run.
 * `event_line`: one row per claim line of the person in the event, with who takes part by it (`held_by`), where that can be told.
 */
export function spans(rule: EventRule, periods: readonly Period[], records: Records): Named {
  const { event, who } = rule
  const end =
    periods
      .map((one) => one.end)
      .sort()
      .at(-1) ?? ''
  const lines = linesSeen(rule, records)
  const selection = { services: event.services, clinicians: event.clinicians }
  const started = linesOfSelection(selection, sql`clinician`, { first: FIRST_DAY, end }, rule.value_sets, lines)
  return [
    { name: 'clinician', rows: CLINICIANS },
    { name: 'started', rows: sql`select person_id, service_date, ${raw(LINE.join(', '))} from (${started}) s` },
    {
      name: 'start_day',
      rows: sql`
        select person_id, service_date as day, service_date + ${dated(event.days, sql`service_date`, 'integer')} as until
        from (select distinct person_id, service_date from started) s
        where ${dated(event.days, sql`service_date`, 'integer')} is not null`,
    },
    { name: 'first_day', rows: event.again === 'begins' ? EACH_DAY : EACH_AFTER },
    {
      name: 'any_event',
      rows: sql`
        select f.person_id, f.day as event_start,
          least(s.until, coalesce(lead(f.day) over (partition by f.person_id order by f.day), s.until)) as event_until
        from first_day f join start_day s on s.person_id = f.person_id and s.day = f.day`,
    },
    {
      name: 'event',
      rows: sql`
        select e.person_id, e.event_start, e.event_until, p.period
        from any_event e join (values ${join(
          periods.map((one) => sql`(${literal(one.id)}, ${day(one.start)}, ${day(one.end)})`),
        )}) as p (period, first_day, next_day) on e.event_until > p.first_day and e.event_until <= p.next_day`,
    },
    {
      name: 'event_line',
      rows: sql`
        select e.event_start, ${raw(COLUMNS.map((name) => `l.${name}`).join(', '))},
          case when l.practice_id is not null then ${who.unit === 'practice' ? sql`l.practice_id` : sql`l.rendering_npi`} end as held_by,
          l.spend_usd is null or l.spend_usd >= 0 as is_visit
        from event e
        join ${lines} l on l.person_id = e.person_id and l.service_date >= e.event_start and l.service_date < e.event_until`,
    },
  ]
}

const FIRST_DAY = '1900-01-01'
export const day = (text: string): Sql => sql`cast(${literal(text)} as date)`

/** Each such service begins an event, and ends the one before. */
const EACH_DAY = sql`select person_id, day from start_day`

/** The next event begins with the first such service after the one before. */
const EACH_AFTER = sql`
  select person_id, min(day) as day from start_day group by person_id
  union all
  select f.person_id, min(next.day)
  from first_day f
  join start_day s on s.person_id = f.person_id and s.day = f.day
  join start_day next on next.person_id = f.person_id and next.day >= s.until
  group by f.person_id`
