import type { AgreementTerms } from '../register/schema.ts'
import { coveredLines } from '../rights/covered.ts'
import type { Permission } from './read-permissions.ts'
import type { Viewer } from './viewer.ts'
import type { AgreementPurpose } from './words.ts'

/** A viewer whom a line of the table let in, and the payers of whose records nothing may be in the answer. */
export type Permitted = Viewer & { permission: Permission; unusable_payers: readonly string[] }

/**
 * Of these payers, those without an agreement in force that covers what the line asks for. An agreement that covers
 * some lines of business is enough where the panel holds no others of the payer.
 */
export function unusablePayers(
  { agreement }: Permission,
  payers: readonly string[],
  agreements: readonly AgreementTerms[],
  today: string,
): string[] {
  if (agreement.length === 0) return []
  return payers.filter((payer) => !covers(agreement, payer, agreements, today))
}

function covers(
  purposes: readonly AgreementPurpose[],
  payer: string,
  agreements: readonly AgreementTerms[],
  today: string,
): boolean {
  const covered = coveredLines(agreements, payer, today, purposes)
  if (covered === 'all') return true
  if (covered.length === 0) return false
  const held = coveredLines(agreements, payer, today)
  return held !== 'all' && held.every((line) => covered.includes(line))
}
