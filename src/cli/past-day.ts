import { WholepanelError } from '../error.ts'

/** What the option says of itself. */
export const AS_OF = 'as it stood at the end of that day (UTC): only what had arrived by then'

/** A day that an option names: `--as-of`, the region as it stood at the end of it (UTC). It must have begun. */
export function pastDay(day: string | undefined, now: string, option = '--as-of'): string | undefined {
  if (day === undefined) return undefined
  const isDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)
  if (!isDay || day > now.slice(0, 10))
    throw new WholepanelError('input-argument', {
      at: option,
      got: day,
      want: `a day such as 2026-01-31, not after ${now.slice(0, 10)}`,
    })
  return day
}
