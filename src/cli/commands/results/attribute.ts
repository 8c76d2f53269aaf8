import { eventRules } from '../../../attribution/events/event-rule.ts'
import { laboratory, rankings } from '../../../attribution/laboratory.ts'
import { listsOf } from '../../../attribution/list.ts'
import { type AttributionRule, readRule } from '../../../attribution/rule.ts'
import { Services } from '../../../attribution/services.ts'
import { ruleAttribution } from '../../../attribution/tables.ts'
import { WholepanelError } from '../../../error.ts'
import { monthsFrom } from '../../../lake/dialect.ts'
import type { Engine } from '../../../lake/engine.ts'
import { type Sql, sql } from '../../../lake/sql.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { type Period, period as periodOf } from '../../../period.ts'
import { typedRows } from '../../../run/fill-step.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'
import { EVENT_COLUMNS, EVENTS_FOR_PEOPLE, eventRows, eventRuleFor } from './event-rows.ts'

export type AttributeOptions = Output & {
  rule: string
  period?: string
  asOf?: string
  list?: string
  months?: true
  candidates?: true
}

/**
 * Who is whose patient by one rule, or who answers for which part of each event by a rule of events, over the people and visits
 * of the last run. Nothing is kept.
 */
export function attribute(context: Context, options: AttributeOptions): Promise<number> {
  const { rule: key, period, asOf, list, months, candidates, ...output } = options
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'attribute', async (open) => {
    const folders = [open.region.models, LIBRARY]
    if (eventRules(folders).includes(key)) {
      const events = eventRuleFor(key, folders, { list, months, candidates })
      return withLastRun(context, open, { period, as_of }, async (engine, run) => {
        context.progress(`sharing events by ${key}`)
        const rows = await eventRows(engine, events, periodOf(period ?? run.period))
        await releaseToOperator(context, open, 'attribute')
        printRows(context, rows, output.json || output.csv ? EVENT_COLUMNS : EVENTS_FOR_PEOPLE, output)
        return DONE
      })
    }
    const rule = readRule(key, folders)
    return withLastRun(context, open, { period, as_of }, async (engine, run) => {
      context.progress(`attributing by ${key}`)
      const span = periodOf(period ?? run.period)
      requireList(rule, span, list)
      const rows = candidates
        ? await ranked(engine, rule, span, list)
        : await attributed(engine, rule, span, list, months)
      await releaseToOperator(context, open, 'attribute')
      const whole = output.json || output.csv
      printRows(
        context,
        rows,
        candidates ? RANKED : whole ? [...(months ? MONTH : []), ...COLUMNS] : forPeople(months),
        output,
      )
      return DONE
    })
  })
}

function requireList(rule: AttributionRule, period: Period, list: string | undefined): void {
  const known = listsOf(rule, period).map((one) => one.list)
  if (list !== undefined && !known.includes(list))
    throw new WholepanelError('input-argument', { at: '--list', got: list, want: known.join(' or ') })
}

async function attributed(
  engine: Engine,
  rule: AttributionRule,
  period: Period,
  list: string | undefined,
  months: true | undefined,
): Promise<Row[]> {
  const step = laboratory([rule], period)
  await step.prepare?.(engine)
  return engine.rows<Row>(
    months
      ? eachMonth(ofList(typedRows(step), list))
      : sql`
    select *, ${EXPLAIN_ID} as explain_id from (${ofList(typedRows(step), list)}) r order by list, person_id`,
  )
}

async function ranked(engine: Engine, rule: AttributionRule, period: Period, list: string | undefined): Promise<Row[]> {
  const lists = listsOf(rule, period)
  const services = new Services('ranked', [{ rule, lists }])
  await services.make(engine)
  return engine.rows<Row>(sql`
    ${ofList(rankings(rule, lists, services), list)} order by list, person_id, step, place`)
}

const ofList = (rows: Sql, list: string | undefined): Sql =>
  list === undefined ? sql`select * from (${rows}) r` : sql`select * from (${rows}) r where r.list = ${list}`

/** One row per list, person and month that the list is for. */
const eachMonth = (rows: Sql): Sql => sql`
  select substr(cast(month as varchar), 1, 7) as month, m.* exclude (month), ${EXPLAIN_ID} as explain_id
  from (
    select r.*, unnest(${monthsFrom(sql`effective_from`, sql`cast(effective_until - interval 1 day as date)`)}) as month
    from (${rows}) r
  ) m order by person_id, list, month`

/** Of a run's own row: `wholepanel explain` takes it apart. */
const EXPLAIN_ID = sql`'rule_attribution:' || rule || ':' || list || ':' || person_id`

const MONTH = ['month']
const COLUMNS = [...ruleAttribution.columns.map((column) => column.name), 'explain_id']
const RANKED = [
  'list',
  'person_id',
  'step',
  'place',
  'practice_id',
  'npi',
  'visits',
  'allowed_usd',
  'last_visit',
  'share',
]
const forPeople = (months: true | undefined): string[] => [
  ...(months ? MONTH : []),
  ...['list', 'person_id', 'practice_id', 'npi', 'step', 'reason', 'visits', 'last_visit', 'share', 'attested_on'],
]
