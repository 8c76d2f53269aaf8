import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { listSubmissions } from '../register/submissions.ts'
import { submissionStates } from '../rights/holding.ts'

/** A submission that a run reads. */
export type InUse = { payer: string; submission_id: string; content_hash: string }

/**
 * The submissions a run reads, in the order of arrival: those in place; as of a past day, those that had arrived by its
 * end (UTC). What a later one corrected is then in force again, because the correction is not looked at. Whether an
 * agreement holds is asked of today in both cases: the law binds now.
 */
export async function submissionsInUse(
  region: Region,
  register: Register,
  as_of: string | null,
  today: string,
): Promise<InUse[]> {
  const all = await listSubmissions(register)
  const states = await submissionStates(register, today)
  return all
    .filter(({ submission_id }) => states.get(submission_id)?.state !== 'held')
    .filter(({ received_at }) => as_of === null || received_at.slice(0, 10) <= as_of)
    .filter(({ payer, submission_id }) => existsSync(join(region.lake, payer, submission_id)))
    .map(({ payer, submission_id, content_hash }) => ({ payer, submission_id, content_hash }))
    .sort((a, b) => (a.submission_id < b.submission_id ? -1 : 1))
}
