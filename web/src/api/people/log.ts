/** What was done, by whom. */

export type LogEvent = {
  number: number
  /** UTC */
  at: string
  actor: string
  role: string | null
  participant: string | null
  purpose: string | null
  act: string
  about: string
  outcome: 'begun' | 'done' | 'failed' | 'refused' | null
  route: string | null
  detail: Record<string, string | number | boolean | null>
  hash: string
}
export type Log = { head: { number: number; hash: string }; events: LogEvent[]; next: number | null }
