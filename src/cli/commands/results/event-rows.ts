import { type EventRule, readEventRule, requireWhole } from '../../../attribution/events/event-rule.ts'
import { eventShares } from '../../../attribution/events/event-shares.ts'
import { eventShare } from '../../../attribution/events/tables.ts'
import { WholepanelError } from '../../../error.ts'
import type { Engine } from '../../../lake/engine.ts'
import { sql } from '../../../lake/sql.ts'
import type { Folders } from '../../../model/read-model.ts'
import type { Period } from '../../../period.ts'
import { typedRows } from '../../../run/fill-step.ts'
import type { Row } from '../../say/print-table.ts'

/** A rule of events that has all its numbers. `of_lists`: options that only a rule with lists knows. */
export function eventRuleFor(rule: string, folders: Folders, of_lists: Readonly<Record<string, unknown>>): EventRule {
  const found = readEventRule(rule, folders)
  const [given] = Object.entries(of_lists).filter(([, value]) => value !== undefined)
  if (given)
    throw new WholepanelError('input-argument', {
      at: `--${given[0]}`,
      got: `${rule}, a rule of events, which has no lists`,
      want: '--rule and --period alone',
    })
  requireWhole(found)
  return found
}

/** Who answers for which part of each event, in the order of events and roles. */
export async function eventRows(engine: Engine, rule: EventRule, period: Period): Promise<Row[]> {
  const step = eventShares([rule], period)
  await step.prepare?.(engine)
  const rows = await engine.rows<Row>(sql`
    select *, ${EXPLAIN_ID} as explain_id from (${typedRows(step)}) r order by person_id, event_start, held_by`)
  const place = new Map(rule.roles.map(({ role }, i) => [role, i]))
  const event = (row: Row) => `${row.person_id} ${row.event_start}`
  const roleOf = (row: Row) => place.get(String(row.role)) ?? 0
  return rows.toSorted((a, b) => (event(a) === event(b) ? roleOf(a) - roleOf(b) : event(a) < event(b) ? -1 : 1))
}

/** Of a run's own row: `wholepanel explain` takes it apart. */
const EXPLAIN_ID = sql`'event_share:' || rule || ':' || person_id || ':' || event_start || ':' || role || ':' || held_by`

export const EVENT_COLUMNS = [...eventShare.columns.map((column) => column.name), 'explain_id']
export const EVENTS_FOR_PEOPLE = [
  ...['person_id', 'event_start', 'event_until', 'role', 'held_by', 'practice_id', 'reason', 'share', 'visits'],
  ...['share_usd', 'event_allowed_usd'],
]
