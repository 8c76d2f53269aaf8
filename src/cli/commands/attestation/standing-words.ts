import type { TakenIn } from '../../../attestation/take-in.ts'

/** How many statements there are and where they stand, in one line. */
export const standingWords = ({
  matched,
  ambiguous,
  not_matched,
  waiting,
  withdrawn,
}: Omit<TakenIn, 'submission_id'>): string =>
  `${matched} matched, ${ambiguous} ambiguous, ${not_matched} not matched, ${waiting} waiting, ${withdrawn} taken back`
