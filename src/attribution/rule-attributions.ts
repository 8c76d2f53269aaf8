import { join, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { ruleAttribution } from './tables.ts'

/** One row per rule, list and person: the region's panel, and plurality alone, with one list a period. */
export const ruleAttributions = (...periods: readonly Period[]): Step => ({
  table: ruleAttribution,
  reads: ['attribution', 'attribution_candidate', 'practice'],
  keeps: { by: 'person' },
  relation: join(
    periods.map(({ id, start, end }) => {
      const list = sql`${id} as list, ${id} as period, 'retrospective' as kind, cast(${start} as date) as effective_from,
        cast(${end} as date) as effective_until, cast(${end} as date) as known_on`
      return sql`
        select a.rule, ${list}, a.person_id, a.practice_id, a.organization_id, a.npi, a.step, a.reason, a.visits,
          a.allowed_usd, a.last_visit, null as share, coalesce(c.candidates, 0) as candidates, a.attested_on, a.file_id,
          a.record_number
        from attribution a
        left join (select person_id, count(*) as candidates from attribution_candidate where period = ${id} group by person_id) c
          on c.person_id = a.person_id
        where a.period = ${id}
        union all
        select 'plurality', ${list}, a.person_id, v.practice_id, p.organization_id, null, case when v.person_id is not null then 1 end,
          case when v.person_id is not null then 'plurality' else 'no-service' end, v.visits, v.allowed_usd, v.last_visit,
          null, case when v.person_id is not null then 1 else 0 end, null, null, null
        from attribution a
        left join attribution_candidate v on v.period = ${id} and v.person_id = a.person_id and v.place = 1
        left join practice p on p.practice_id = v.practice_id
        where a.period = ${id}`
    }),
    ' union all ',
  ),
})
