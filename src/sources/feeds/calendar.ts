/** Days of the calendar as ISO text, without a clock and without a time zone. */

/** Days since 1970-01-01. Example: `dayNumber('1970-01-02')` is 1. */
export function dayNumber(day: string): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
  return Date.UTC(year, month - 1, date) / 86_400_000
}

export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The day so many days later; the years in between are counted out, not looked up. */
export function addDays(day: string, days: number): string {
  const wanted = dayNumber(day) + days
  const year = Math.floor(wanted / 365.2425) + 1970
  let month = Math.max(0, year - 1) * 12
  while (dayNumber(dayOf(month + 1, 1)) <= wanted) month += 1
  return dayOf(month, wanted - dayNumber(dayOf(month, 1)) + 1)
}

/** The same day so many months later; the last day of a month stays the last, and no month gets a day it has not. */
export function addMonthsToDay(day: string, months: number): string {
  const date = Number(day.slice(8, 10))
  const month = monthNumber(day)
  const wanted = month + months
  return date === lengthOf(month) ? dayOf(wanted, lengthOf(wanted)) : dayOf(wanted, Math.min(date, lengthOf(wanted)))
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
const lengthOf = (month: number): number => dayNumber(dayOf(month + 1, 1)) - dayNumber(dayOf(month, 1))
const dayOf = (month: number, date: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`
