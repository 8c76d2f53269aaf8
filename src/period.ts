import { WholepanelError } from './error.ts'

/** A span of whole months. `end` is exclusive. Dates are ISO text: no clock and no time zone enter the engine. */
export type Period = { id: string; start: string; end: string }

/** Example: `period('2025')`, `period('2025-Q2')`, `period('2025-07')`. */
export function period(id: string): Period {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(id)
  if (!match)
    throw new WholepanelError('input-period', {
      got: id,
      want: 'a year, quarter or month such as 2025, 2025-Q2, 2025-07',
    })
  const year = Number(match[1])
  if (match[2]) return span(id, year, (Number(match[2]) - 1) * 3, 3)
  if (match[3]) return span(id, year, Number(match[3]) - 1, 1)
  return span(id, year, 0, 12)
}

/** The period of the same length one year before. */
export function yearBefore(of: Period): Period {
  return period(String(Number(of.id.slice(0, 4)) - 1) + of.id.slice(4))
}

/** The first day of the month `count` months after the month of `date`. */
export function addMonths(date: string, count: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
}

function span(id: string, year: number, month: number, months: number): Period {
  const start = addMonths(`${year}-01-01`, month)
  return { id, start, end: addMonths(start, months) }
}
