import { notNow, notNowAt } from '../act.ts'

export const STAGES = ['intent', 'actual'] as const
export type Stage = (typeof STAGES)[number]
export const DEGREES = ['full', 'partial', 'none'] as const
export type AdoptionDegree = (typeof DEGREES)[number]

export type Call = { year: number; intent_by: string; actual_by: string }

/**
 * Until when payers say what they intend, and until when what they did. An intent is told before the measurement year
 * begins, or providers could not act on it; what was done is known only when the year is over.
 */
export function refuseCall({ year, intent_by, actual_by }: Call, day: string): void {
  if (intent_by < day) throw notNowAt('intent_by', `intents until ${intent_by}`, `a day from ${day} on`)
  if (intent_by >= `${year}-01-01`)
    throw notNowAt('intent_by', `intents until ${intent_by}`, `a day before ${year}-01-01`)
  if (actual_by < `${year + 1}-01-01`)
    throw notNowAt('actual_by', `what was done until ${actual_by}`, `a day from ${year + 1}-01-01 on`)
}

export const ADOPTION_PUBLIC = ['at-once', 'after-the-year'] as const
export type AdoptionPublic = (typeof ADOPTION_PUBLIC)[number]

/**
 * Whether everybody reads what payers said of a year, or those who take part alone: the charter says from the first day on, or
 * once the day is over until which payers say what they did.
 */
export const isPublic = (when: AdoptionPublic, { actual_by }: Pick<Call, 'actual_by'>, day: string): boolean =>
  when === 'at-once' || day > actual_by

/** Late is taken, and told as late; too early or after the fact is not. */
export function refuseStage({ year }: Call, stage: Stage, day: string): void {
  if (stage === 'intent' && day >= `${year}-01-01`)
    throw notNow(
      `an intent for ${year} on ${day}`,
      `one before ${year}-01-01`,
      'say what was done once the year is over',
    )
  if (stage === 'actual' && day < `${year + 1}-01-01`)
    throw notNow(`what was done in ${year}, on ${day}`, `a day from ${year + 1}-01-01 on`)
}

export type Said = { stage: string; degree: string; because: string | null; stated_at: string }

/** Of all that a payer said of an element and stage, what counts: the newest. */
export function counts<Of extends Said>(said: readonly Of[], stage: Stage): Of | null {
  const own = said.filter((one) => one.stage === stage)
  return own.reduce<Of | null>(
    (newest, one) => (newest === null || one.stated_at >= newest.stated_at ? one : newest),
    null,
  )
}

export type Standing = 'not-asked-yet' | 'open' | 'late' | 'said' | 'said-late'

/** How a payer stands with what it owes of a stage on a day. */
export function standing({ year, intent_by, actual_by }: Call, stage: Stage, said: Said | null, day: string): Standing {
  const due = stage === 'intent' ? intent_by : actual_by
  if (said) return said.stated_at.slice(0, 10) > due ? 'said-late' : 'said'
  if (stage === 'actual' && day < `${year + 1}-01-01`) return 'not-asked-yet'
  return day > due ? 'late' : 'open'
}
