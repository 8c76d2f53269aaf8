import { type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import type { EventRule } from './event-rule.ts'
import { sharesOf } from './event-shares.ts'
import { linesSeen, type Records } from './spans.ts'

/** An event of one person, in the SQL by which a run shares it: over their records alone, or those of one payer. */
export class OneEvent {
  readonly #rule: EventRule
  readonly #person_id: string
  readonly #payer: string | null

  constructor(rule: EventRule, person_id: string, payer: string | null) {
    this.#rule = rule
    this.#person_id = person_id
    this.#payer = payer
  }

  /** The rows of `event_share` of the event that begins on a day, each role in its order. */
  shares(event_start: string, periods: readonly Period[]): Sql {
    return sql`
      select * from (${sharesOf(this.#rule, periods, this.#records)}) s where event_start = cast(${event_start} as date)`
  }

  /** One row per claim line of the person from one day up to another; of one holder, those by which they took part. */
  lines({ event_start, event_until }: { event_start: string; event_until: string }, held_by: string | null): Sql {
    const unit = this.#rule.who.unit === 'practice' ? sql`practice_id` : sql`rendering_npi`
    return sql`
      select service_date, spend_usd, file_id, record_number, claim_line_number
      from ${linesSeen(this.#rule, this.#records)} l
      where service_date >= cast(${event_start} as date) and service_date < cast(${event_until} as date)
        ${held_by === null ? sql`` : sql`and practice_id is not null and ${unit} = ${held_by}`}
      order by service_date desc, file_id, record_number, claim_line_number`
  }

  get #records(): Records {
    const person = sql`person_id = ${this.#person_id}`
    const own = this.#payer === null ? sql`` : sql`and payer = ${this.#payer}`
    return {
      lines: sql`(select * from person_line where ${person} ${own})`,
      claims: sql`(
        select c.* from medical_claim c
        join (select distinct payer, member_id from person_member where ${person} ${own}) m
          on m.payer = c.payer and m.member_id = c.member_id)`,
      months: sql`(select * from member_month where ${person} ${own})`,
    }
  }
}
