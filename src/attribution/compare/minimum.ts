import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { LINES_OF_BUSINESS } from '../../lake/tables/lineage.ts'
import { Parameter, valueOn } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { RuleHead } from '../../model/rule-head.ts'
import type { Period } from '../../period.ts'
import { readListsFile } from '../lists/lists-file.ts'
import { panelMinimum } from './tables.ts'

const UNITS = ['practice', 'organization', 'aco'] as const
export type MinimumUnit = (typeof UNITS)[number]

const MinimumFile = RuleHead.extend({
  minimums: z.record(
    z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'want a key such as mssp'),
    z.strictObject({
      unit: z.enum(UNITS).describe('What the minimum is asked of'),
      lines: z.array(z.enum(LINES_OF_BUSINESS)).min(1),
      people: Parameter,
    }),
  ),
})
export type Minimums = z.infer<typeof MinimumFile>

/** The minimums there are: `models/lists/minimum-size.yaml`. A region's own file takes the place of the library's. */
export const readMinimums = (folders: Folders = [LIBRARY]): Minimums =>
  readListsFile('minimum-size', MinimumFile, folders)

/** In force on the first day of a period; one that came later is not asked then. */
export function minimumOn({ people }: Minimums['minimums'][string], { start }: Period) {
  const held = valueOn(people, start)
  if (held.value !== null && !/^\d+$/.test(held.value))
    throw new WholepanelError('input-model', { at: 'lists/minimum-size', got: held.value, want: 'a whole number' })
  return { ...held, value: held.value === null ? null : Number(held.value) }
}

/**
 * One row per rule, minimum, payer and unit. Where a unit is below the minimum, what it would have together with the other
 * practices of its organization, of its ACO, or with the people of all payers.
 */
export function panelMinimums(minimums: Minimums, ...periods: readonly Period[]): Step {
  const asked = periods.flatMap((period) =>
    Object.entries(minimums.minimums).flatMap(([minimum, one]) => {
      const { value } = minimumOn(one, period)
      return value === null ? [] : [{ period, minimum, unit: one.unit, lines: one.lines, least: value }]
    }),
  )
  return {
    table: panelMinimum,
    reads: ['rule_list', 'rule_attribution', 'person_cost', 'practice', 'organization'],
    keeps: { by: 'table' },
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table placed as ${placed()}`)
      await engine.run(
        sql`create or replace temp table asked as ${asked.length > 0 ? join(asked.map(line), ' union all ') : NONE}`,
      )
      await engine.run(sql`create or replace temp table size as ${sizes()}`)
    },
    relation: sql`
      with own as (
        select s.period, s.rule, s.minimum, s.payer, s.unit as kind, s.unit_id, s.people, a.least,
          case s.unit when 'organization' then s.unit_id when 'practice' then p.organization_id end as organization_id
        from size s
        join (select distinct period, minimum, unit, least from asked) a
          on a.period = s.period and a.minimum = s.minimum and a.unit = s.unit
        left join practice p on s.unit = 'practice' and p.practice_id = s.unit_id
      ), beside as (
        select w.*, case w.kind when 'aco' then w.unit_id else o.parent_organization_id end as aco_id
        from own w left join organization o on o.organization_id = w.organization_id
      ), together as (
        select b.*, y.people as payers_people, g.people as organization_people, c.people as aco_people
        from beside b
        join size y on y.period = b.period and y.rule = b.rule and y.minimum = b.minimum and y.payer = 'all'
          and y.unit = b.kind and y.unit_id = b.unit_id
        left join size g on g.period = b.period and g.rule = b.rule and g.minimum = b.minimum and g.payer = b.payer
          and g.unit = 'organization' and g.unit_id = b.organization_id
        left join size c on c.period = b.period and c.rule = b.rule and c.minimum = b.minimum and c.payer = b.payer
          and c.unit = 'aco' and c.unit_id = b.aco_id
      )
      select period, rule, minimum, payer, kind as unit, unit_id, people, least as least_people,
        greatest(least - people, 0) as short_people, payers_people, organization_people, aco_people,
        case when people >= least then 'alone' when organization_people >= least then 'organization'
          when aco_people >= least then 'aco' when payers_people >= least then 'payers' else 'none' end as reached_by
      from together`,
  }
}

const line = ({
  period,
  minimum,
  unit,
  lines,
  least,
}: {
  period: Period
  minimum: string
  unit: MinimumUnit
  lines: readonly string[]
  least: number
}): Sql => sql`
  select ${period.id} as period, ${minimum} as minimum, ${unit} as unit, cast(${least} as bigint) as least, line_of_business
  from (values ${join(lines.map((one) => sql`(${literal(one)})`))}) l(line_of_business)`

const NONE = sql`select '' as period, '' as minimum, '' as unit, cast(0 as bigint) as least, '' as line_of_business where false`

/** One row per period, rule and person with a practice, by the lists that are compared. */
const placed = (): Sql => sql`
  select l.compared_in as period, r.rule, r.person_id, r.practice_id, p.organization_id,
    o.parent_organization_id as aco_id
  from rule_attribution r
  join rule_list l on l.rule = r.rule and l.list = r.list and l.compared_in is not null
  join practice p on p.practice_id = r.practice_id
  left join organization o on o.organization_id = p.organization_id`

/** One row per minimum, rule, payer (or all) and unit of each kind: its people in the lines meant, each once. */
function sizes(): Sql {
  const of = (unit: MinimumUnit) => sql`
    select period, rule, minimum, payer, ${unit} as unit, unit_id, count(distinct person_id) as people
    from (
      select d.period, d.rule, a.minimum, c.payer, d.${literalId(unit)} as unit_id, d.person_id
      from placed d
      join person_cost c on c.period = d.period and c.person_id = d.person_id
      join asked a on a.period = d.period and a.line_of_business = c.line_of_business
      union all
      select d.period, d.rule, a.minimum, 'all', d.${literalId(unit)}, d.person_id
      from placed d
      join person_cost c on c.period = d.period and c.person_id = d.person_id
      join asked a on a.period = d.period and a.line_of_business = c.line_of_business
    ) one
    where unit_id is not null
    group by period, rule, minimum, payer, unit_id`
  return join(UNITS.map(of), ' union all ')
}

const literalId = (unit: MinimumUnit): Sql => COLUMN[unit]
const COLUMN = { practice: sql`practice_id`, organization: sql`organization_id`, aco: sql`aco_id` } as const
