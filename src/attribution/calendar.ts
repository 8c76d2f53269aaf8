import { monthsFrom, rowsOfJson, yearMonth } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Parameter } from '../model/parameter.ts'
import { addMonths } from '../period.ts'
import { type List, listsOfStep } from './list.ts'
import { type AttributionRule, isClaims, numberOn, windowOf } from './rule.ts'
import type { ClaimsStep } from './rule-file.ts'

export type RuleLists = { rule: AttributionRule; lists: readonly List[] }

/**
 * One row per list: list, period, kind, effective_from, effective_until, known_on, stated_until; and one per list and month
 * that it is for: list, month_start, year_month.
 */
export type OfLists = { lists: Sql; months: Sql }

/**
 * The lists of rules, the months that each is for, and the months of services that each step looks at, as small temporary
 * tables: a statement that holds them as its own text takes longer to plan than to carry out.
 */
export class Calendar {
  readonly #prefix: string
  readonly #rules: readonly RuleLists[]
  readonly #list: Sql
  readonly #listMonth: Sql
  readonly #window: Sql
  readonly #windowMonth: Sql

  constructor(prefix: string, rules: readonly RuleLists[]) {
    this.#prefix = prefix
    this.#rules = rules
    this.#list = this.table('list')
    this.#listMonth = this.table('list month')
    this.#window = this.table('window')
    this.#windowMonth = this.table('window month')
  }

  /** A temporary table of its own beside these. */
  table(name: string): Sql {
    return id(`${this.#prefix} ${name}`)
  }

  async make(engine: Engine): Promise<void> {
    const lists = this.#rules.flatMap(({ rule, lists }) => lists.map((list) => ({ rule: rule.rule, ...list })))
    const windows = this.#rules.flatMap(({ rule, lists }) => windowsOf(rule, lists))
    await engine.run(sql`create or replace temp table ${this.#list} as ${listRows(lists)}`)
    await engine.run(sql`
      create or replace temp table ${this.#listMonth} as
      select rule, list, month_start, ${yearMonth(sql`month_start`)} as year_month
      from (select rule, list, cast(unnest(${monthsFrom(sql`effective_from`, LAST_MONTH)}) as date) as month_start
        from ${this.#list}) m`)
    await engine.run(sql`create or replace temp table ${this.#window} as ${windowRows(windows)}`)
    await engine.run(sql`
      create or replace temp table ${this.#windowMonth} as
      select window_key, list, month_start,
        case when month_start >= recent_from then weight else earlier_weight end as weight
      from (select *, cast(unnest(${monthsFrom(sql`window_start`, LAST_OF_WINDOW)}) as date) as month_start
        from ${this.#window}) m`)
  }

  of(rule: AttributionRule, lists: readonly List[]): OfLists {
    const its = sql`rule = ${rule.rule} and ${among(lists)}`
    return {
      lists: sql`(select * exclude (rule) from ${this.#list} where ${its})`,
      months: sql`(select * exclude (rule) from ${this.#listMonth} where ${its})`,
    }
  }

  /** One row per list and month of services that a step looks at: month_start, and the weight where the step weighs. */
  window(rule: AttributionRule, step: ClaimsStep, lists: readonly List[]): Sql {
    return sql`(select list, month_start, weight from ${this.#windowMonth}
      where window_key = ${windowKey(rule, step)} and ${among(lists)})`
  }

  /** One row per list: the shares that a step asks for, least_share and when_share; empty where it asks for none. */
  shares(rule: AttributionRule, step: ClaimsStep, lists: readonly List[]): Sql {
    return sql`(select list, least_share, when_share from ${this.#window}
      where window_key = ${windowKey(rule, step)} and ${among(lists)})`
  }
}

const LAST_MONTH = sql`cast(effective_until - interval 1 month as date)`
const LAST_OF_WINDOW = sql`cast(window_end - interval 1 month as date)`

const among = (lists: readonly List[]): Sql =>
  lists.length === 0 ? sql`false` : sql`list in (${join(lists.map(({ list }) => literal(list)))})`

type ListOfRule = List & { rule: string }

const LIST_NAMES = [
  ...(['rule', 'list', 'period', 'kind', 'effective_from', 'effective_until'] as const),
  ...(['window_end', 'stated_until'] as const),
]
const listRows = (lists: readonly ListOfRule[]): Sql => sql`
  select rule, list, period, kind, cast(effective_from as date) as effective_from,
    cast(effective_until as date) as effective_until, cast(window_end as date) as known_on,
    cast(stated_until as date) as stated_until
  from (${rowsOfJson(sql`${JSON.stringify(lists)}`, LIST_NAMES)}) r`

/** What a step looks at and asks for, by what is in force on the first day that a list is for. */
export type StepWindow = {
  window_key: string
  list: string
  window_start: string
  window_end: string
  recent_from: string | null
  weight: string | null
  earlier_weight: string | null
  least_share: string | null
  when_share: string | null
}

const WINDOW_NAMES = [
  ...(['window_key', 'list', 'window_start', 'window_end', 'recent_from'] as const),
  ...(['weight', 'earlier_weight', 'least_share', 'when_share'] as const),
]
const windowRows = (windows: readonly StepWindow[]): Sql => sql`
  select window_key, list, cast(window_start as date) as window_start, cast(window_end as date) as window_end,
    cast(recent_from as date) as recent_from, cast(weight as decimal(9,6)) as weight,
    cast(earlier_weight as decimal(9,6)) as earlier_weight, cast(least_share as decimal(9,6)) as least_share,
    cast(when_share as decimal(9,6)) as when_share
  from (${rowsOfJson(sql`${JSON.stringify(windows)}`, WINDOW_NAMES)}) r`

const windowKey = ({ rule }: AttributionRule, { window, recent, least_share, when }: ClaimsStep): string =>
  JSON.stringify([rule, window, recent, least_share, when?.least_share])

/** The windows of a rule's claims steps, and of the services that must be seen beside them, each once. */
function windowsOf(rule: AttributionRule, lists: readonly List[]): StepWindow[] {
  const found = new Map<string, StepWindow>()
  for (const step of rule.steps.filter(isClaims))
    for (const one of [step, ...(step.seen ?? []).map((seen) => seenStep(step, seen))])
      for (const list of listsOfStep(step, lists))
        found.set(`${windowKey(rule, one)} ${list.list}`, windowOn(rule, one, list))
  return [...found.values()]
}

/** The step by which services are found that must be seen beside those of another. */
export const seenStep = (step: ClaimsStep, { months }: NonNullable<ClaimsStep['seen']>[number]): ClaimsStep => {
  const { recent: _recent, ...alike } = step
  return { ...alike, clinicians: 'any', window: months ?? step.window }
}

/** What a step looks at and asks for on a list. */
export function windowOn(rule: AttributionRule, step: ClaimsStep, list: List): StepWindow {
  const on = (label: string, parameter: Parameter | undefined): string | null =>
    parameter === undefined ? null : numberOn(rule, label, parameter, list.effective_from).value
  const { months } = windowOf(rule, step, list.effective_from)
  const recent = on('recent months', step.recent?.months)
  return {
    window_key: windowKey(rule, step),
    list: list.list,
    window_start: addMonths(list.window_end, -months),
    window_end: list.window_end,
    recent_from: recent === null ? null : addMonths(list.window_end, -Number(recent)),
    weight: on('weight', step.recent?.weight),
    earlier_weight: on('weight', step.recent?.earlier_weight),
    least_share: on('least_share', step.least_share),
    when_share: on('least_share', step.when?.least_share),
  }
}
