import type { Register } from '../register/open.ts'
import { listAgreements } from '../register/rights/agreements.ts'
import type { AgreementTerms } from '../register/schema.ts'
import { listSubmissions } from '../register/submissions.ts'
import { coveredLines, isHeld } from './covered.ts'

export type SubmissionState = 'in-use' | 'held' | 'refused' | 'duplicate'

/**
 * What is made of each submission today. Held is never stored: it is asked anew of the agreements, so that one that is
 * recorded, ends or is withdrawn tells at the next run.
 */
export async function submissionStates(
  register: Register,
  today: string,
): Promise<Map<string, { state: SubmissionState; because: string }>> {
  const agreements = await listAgreements(register)
  return statesOf(await listSubmissions(register), agreements, today)
}

/** The same of these submissions under these agreements. */
export const statesOf = (
  submissions: readonly (Given & { submission_id: string })[],
  agreements: readonly AgreementTerms[],
  today: string,
): Map<string, { state: SubmissionState; because: string }> =>
  new Map(submissions.map((one) => [one.submission_id, stateOf(one, agreements, today)]))

type Given = { payer: string; status: string; because: string | null }

function stateOf(
  { payer, status, because }: Given,
  agreements: readonly AgreementTerms[],
  today: string,
): { state: SubmissionState; because: string } {
  if (status === 'refused') return { state: 'refused', because: because ?? 'no file of it could be taken' }
  if (status === 'duplicate') return { state: 'duplicate', because: 'everything in it had come before' }
  const lines = coveredLines(agreements, payer, today)
  if (isHeld(lines)) return { state: 'held', because: heldBecause(payer, agreements, today) }
  if (lines === 'all') return { state: 'in-use', because: 'an agreement is in force' }
  return { state: 'in-use', because: `an agreement is in force for ${lines.join(', ')} only` }
}

function heldBecause(payer: string, agreements: readonly AgreementTerms[], today: string): string {
  const mine = agreements.filter((one) => one.payer === payer)
  if (mine.some((one) => one.withdrawn_on !== null && one.withdrawn_on <= today)) return 'its agreement was withdrawn'
  if (mine.some((one) => one.end_date !== null && one.end_date < today)) return 'its agreement has ended'
  if (mine.some((one) => one.start_date > today)) return 'its agreement has not begun'
  if (mine.length > 0) return 'no agreement in force permits operations'
  return 'no agreement is recorded'
}
