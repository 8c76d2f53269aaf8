import { join, literal, type Sql, sql } from '../lake/sql.ts'
import { addMonths } from '../period.ts'
import { type OfLists, type StepWindow, windowOn } from './calendar.ts'
import { ranking, winners } from './candidates.ts'
import { choice } from './decide.ts'
import type { List } from './list.ts'
import type { AttributionRule } from './rule.ts'
import type { ClaimsStep, RuleStep } from './rule-file.ts'
import {
  CLINICIANS,
  linesByMonth,
  linesOfSelection,
  monthsOfOne,
  type Selection,
  type ServicesSeen,
} from './services.ts'

/**
 * One person on one list, in the SQL by which a run decides: the same relations, but over the claim lines of the person
 * alone and with windows written out, so that a statement needs no table of its own and an engine that many read can take it.
 */
export class OnePerson {
  readonly #rule: AttributionRule
  readonly #list: List
  readonly #person_id: string

  constructor(rule: AttributionRule, list: List, person_id: string) {
    this.#rule = rule
    this.#list = list
    this.#person_id = person_id
  }

  /** The practices that a step ranks: place from 1, practice_id, npi, visits, allowed_usd, last_visit, share. */
  ranking(step: ClaimsStep): Sql {
    return sql`select * from (${ranking(this.#rule, step, [this.#list], this.#services(step))}) r order by place`
  }

  /** What a claims step finds first, and whether it is enough (`won`); no row where there is no such service. */
  winner(step: ClaimsStep): Sql {
    return winners(this.#rule, step, [this.#list], this.#services(step), null)
  }

  /** What a step that reads no claims says; no row where it has nothing. Of another rule, `taken_list` is its list. */
  choice(step: Exclude<RuleStep, ClaimsStep>): Sql {
    const decided = (rule: string) =>
      sql`(select * from rule_attribution where rule = ${rule} and person_id = ${this.#person_id})`
    return sql`select * from (${choice(step, ofList(this.#list), decided)}) c where c.person_id = ${this.#person_id}`
  }

  /** One row per claim line that counts for a practice in the window of a step. */
  lines(step: ClaimsStep, practice_id: string): Sql {
    const { first, end } = this.window(step)
    return sql`
      select service_date, spend_usd, file_id, record_number, claim_line_number
      from (${linesOfSelection(step, sql`(${CLINICIANS})`, { first, end }, this.#rule.value_sets, this.#lines)}) l
      where practice_id = ${practice_id}
      order by service_date desc, file_id, record_number, claim_line_number`
  }

  /** From the first day that a step looks at up to the day after the last. */
  window(step: ClaimsStep): { first: string; end: string } {
    const { window_start, window_end } = windowOn(this.#rule, step, this.#list)
    return { first: window_start, end: window_end }
  }

  get #lines(): Sql {
    return sql`(select * from person_line where person_id = ${this.#person_id})`
  }

  #services(step: ClaimsStep): ServicesSeen {
    const clinicians = sql`(${CLINICIANS})`
    const span = this.window(step)
    const on = (one: ClaimsStep): StepWindow => windowOn(this.#rule, one, this.#list)
    return {
      clinicians,
      table: (selection: Selection) =>
        sql`(${monthsOfOne(linesByMonth([selection], clinicians, span, this.#rule.value_sets, this.#lines))})`,
      calendar: { window: (_rule, one) => windowMonths(on(one)), shares: (_rule, one) => sharesOf(on(one)) },
    }
  }
}

const windowMonths = ({ list, window_start, window_end, recent_from, weight, earlier_weight }: StepWindow): Sql => sql`
  (select * from (values ${join(
    monthsUntil(window_start, window_end).map(
      (month) =>
        sql`(${literal(list)}, cast(${literal(month)} as date), ${number(recent_from !== null && month >= recent_from ? weight : earlier_weight)})`,
    ),
  )}) as w (list, month_start, weight))`

const sharesOf = ({ list, least_share, when_share }: StepWindow): Sql => sql`
  (select ${literal(list)} as list, ${number(least_share)} as least_share, ${number(when_share)} as when_share)`

const number = (value: string | null): Sql => sql`cast(${value === null ? sql`null` : literal(value)} as decimal(9,6))`

const ofList = ({ list, period, kind, window_end, stated_until, ...of }: List): OfLists => ({
  lists: sql`(
    select ${literal(list)} as list, ${literal(period)} as period, ${literal(kind)} as kind,
      ${day(of.effective_from)} as effective_from, ${day(of.effective_until)} as effective_until, ${day(window_end)} as known_on,
      ${day(stated_until)} as stated_until)`,
  months: sql`(select * from (values ${join(
    monthsUntil(of.effective_from, of.effective_until).map(
      (month) => sql`(${literal(list)}, ${day(month)}, ${literal(month.slice(0, 7).replace('-', ''))})`,
    ),
  )}) as m (list, month_start, year_month))`,
})

const day = (text: string): Sql => sql`cast(${literal(text)} as date)`

function monthsUntil(first: string, end: string): string[] {
  const found: string[] = []
  for (let month = first; month < end; month = addMonths(month, 1)) found.push(month)
  return found
}
