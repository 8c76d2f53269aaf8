import type { Generated } from 'kysely'

/** A date that no other table has: a rule-making, a deadline of a state, an event. The convener keeps them. */
export type CalendarDateRow = {
  calendar_date: Generated<number>
  title: string
  about: string
  day: string
  /** The last day of it; null for a single day. */
  end_date: string | null
  source_url: string | null
  /** all, or one role: payer, provider-organization, purchaser, coach, state or convener */
  audience: string
  recorded_at: string
  recorded_by: string
  changed_at: string | null
  changed_by: string | null
  dropped_at: string | null
}

/** A secret address at which one person's calendar program reads, under one of the person's grants. */
export type CalendarFeedRow = {
  calendar_feed: Generated<number>
  account: string
  access_grant: number
  token_hash: string
  made_at: string
  read_at: string | null
  ended_at: string | null
}

/** What a feed said of an entry the last time. */
export type CalendarFeedEntryRow = {
  calendar_feed: number
  uid: string
  /** Hash of what it said. */
  said: string
  starts: string
  ends: string | null
  sequence: Generated<number>
  modified_at: string
  dropped_at: string | null
}

export type CalendarSchema = {
  calendar_date: CalendarDateRow
  calendar_feed: CalendarFeedRow
  calendar_feed_entry: CalendarFeedEntryRow
}
