import { leastBy } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { ANY } from '../rule-file.ts'
import { linesOfSelection } from '../services.ts'
import { dated } from './dated.ts'
import type { Role } from './event-file.ts'
import type { EventRule } from './event-rule.ts'
import { EVENT, LINE, type Named, type Records, same } from './spans.ts'

const HOLDER = [...EVENT, 'held_by'] as const

/**
 * `holder`: one row per event and clinician (or practice) seen in it, with what is counted of them (`weight`, in visits or
 * cents) and of all together. `held`: those of them who have a role, with its place from 1. Nobody has two.
 */
export function holders(rule: EventRule, records: Records): Named {
  const { who, roles } = rule
  const weight =
    who.counted_by === 'visits'
      ? sql`visits`
      : sql`cast(case when allowed_usd > 0 then allowed_usd else 0 end * 100 as bigint)`
  const taken = roles.map((_, i) => raw(`held_${i + 1}`))
  return [
    {
      name: 'holder',
      rows: sql`
        select *, cast(sum(${weight}) over (partition by ${raw(EVENT.join(', '))}) as bigint) as of_all, ${weight} as weight
        from (
          select ${raw(HOLDER.join(', '))}, count(distinct case when is_visit then service_date end) as visits,
            cast(sum(spend_usd) as decimal(18,2)) as allowed_usd, max(case when is_visit then service_date end) as last_visit,
            ${leastBy(sql`practice_id`, [sql`date '2000-01-01' - service_date`, sql`practice_id`])} as practice_id
          from event_line where held_by is not null
          group by ${raw(HOLDER.join(', '))}
          having bool_or(is_visit)
        ) seen`,
    },
    { name: 'marked', rows: marked(roles, records) },
    ...roles.flatMap((role, i) => [
      { name: `fits_${i + 1}`, rows: fits(rule, role) },
      { name: `held_${i + 1}`, rows: takes(role, i + 1, taken.slice(0, i)) },
    ]),
    {
      name: 'held',
      rows: join(
        taken.map((one) => sql`select * from ${one}`),
        ' union all ',
      ),
    },
  ]
}

/** One row per event and who has a claim line in it that a role asks for. */
function fits({ value_sets }: EventRule, role: Role): Sql {
  const selection = { services: role.services ?? [ANY], clinicians: role.clinicians }
  const lines = linesOfSelection(selection, sql`clinician`, ALWAYS, value_sets, sql`event_line`)
  const bearing = role.modifiers
    ? sql`join (select distinct ${raw(LINE.join(', '))} from marked where ${marks(role.modifiers)}) m on ${same('m', 'l', LINE)}`
    : sql``
  const started = role.started
    ? sql`join started b on ${same('b', 'l', LINE)} and b.service_date = l.event_start`
    : sql``
  const places = role.places ? sql`and l.place_of_service_code in (${join(role.places.map(literal))})` : sql``
  return sql`
    select distinct ${raw(HOLDER.map((name) => `l.${name}`).join(', '))}
    from event_line l join (${lines}) s on ${same('s', 'l', LINE)} ${bearing} ${started}
    where l.held_by is not null ${places}`
}

const MODIFIERS = [1, 2, 3, 4, 5].map((i) => `hcpcs_modifier_${i}`)

/** One row per claim line with a modifier that some role asks for: a line has up to five. */
function marked(roles: readonly Role[], { claims }: Records): Sql {
  const asked = [...new Set(roles.flatMap(({ modifiers }) => modifiers ?? []))].sort()
  const columns = raw([...LINE, ...MODIFIERS].join(', '))
  return asked.length === 0 ? sql`select 1 as nothing` : sql`select ${columns} from ${claims} c where ${marks(asked)}`
}

const ALWAYS = { first: '1900-01-01', end: '9999-12-31' }

const marks = (modifiers: readonly string[]): Sql =>
  join(
    MODIFIERS.map((column) => sql`${raw(column)} in (${join(modifiers.map(literal))})`),
    ' or ',
  )

/** Of those who fit and have no role before it: everybody, or the one with the most of what is counted. */
function takes({ takes: whom, least_share }: Role, place: number, before: readonly Sql[]): Sql {
  const earlier = join(
    before.map((one) => sql`select ${raw(HOLDER.join(', '))} from ${one}`),
    ' union all ',
  )
  const free = sql`
    select h.*, cast(${raw(String(place))} as integer) as place,
      row_number() over (partition by h.person_id, h.event_start order by h.weight desc, h.last_visit desc, h.held_by) as rank
    from holder h
    join ${raw(`fits_${place}`)} f on ${same('f', 'h', HOLDER)}
    ${before.length > 0 ? sql`left join (${earlier}) e on ${same('e', 'h', HOLDER)}` : sql``}
    where true
      ${before.length > 0 ? sql`and e.held_by is null` : sql``}
      ${least_share ? sql`and h.weight >= h.of_all * ${dated(least_share, sql`h.event_start`, 'decimal(9,6)')} and h.weight > 0` : sql``}`
  return sql`select * from (${free}) free ${whom === 'first' ? sql`where rank = 1` : sql``}`
}
