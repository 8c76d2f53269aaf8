import type { AgreementTerms } from '../register/schema.ts'

/** What lets a sender's records into a panel (45 CFR 164.501, health care operations). */
const PANEL_PURPOSES: readonly string[] = ['operations']

/** Signed, begun, not over and not withdrawn on this day. */
export const isInForce = (
  { start_date, end_date, withdrawn_on }: Pick<AgreementTerms, 'start_date' | 'end_date' | 'withdrawn_on'>,
  today: string,
): boolean =>
  start_date <= today && (end_date === null || end_date >= today) && (withdrawn_on === null || withdrawn_on > today)

/**
 * The lines of business that a sender's agreements cover today for one of the purposes: `all`, the named ones, or none.
 * A sender whose agreements let none into a panel is held.
 */
export function coveredLines(
  agreements: readonly AgreementTerms[],
  sender: string,
  today: string,
  purposes: readonly string[] = PANEL_PURPOSES,
): 'all' | readonly string[] {
  const mine = agreements.filter(
    (one) =>
      one.payer === sender && purposes.some((purpose) => one.purposes.includes(purpose)) && isInForce(one, today),
  )
  if (mine.some((one) => one.lines_of_business.length === 0)) return 'all'
  return [...new Set(mine.flatMap((one) => one.lines_of_business))].sort()
}

export const isHeld = (lines: 'all' | readonly string[]): boolean => lines !== 'all' && lines.length === 0
