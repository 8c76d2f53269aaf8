import { WholepanelError } from '../error.ts'

/** What the option says of itself. */
export const AS_OF = 'as it stood at the end of that day (UTC): only what had arrived by then'

/** `--as-of DAY`: the region as it stood at the end of that day (UTC), which must have begun. */
export function pastDay(day: string | undefined, now: string): string | undefined {
  if (day === undefined) return undefined
  const isDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)
  if (!isDay || day > now.slice(0, 10))
    throw new WholepanelError('input-argument', {
      at: '--as-of',
      got: day,
      want: `a day such as 2026-01-31, not after ${now.slice(0, 10)}`,
    })
  return day
}
