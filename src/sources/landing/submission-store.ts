import { thresholds } from '../../register/feeds/thresholds.ts'
import type { Register } from '../../register/open.ts'
import { listPayers, type PayerGiven, registerPayer } from '../../register/payers.ts'
import type { Outcomes } from '../../register/schema.ts'
import { listSubmissions, recordSubmission, restateOutcomes, type SubmissionGiven } from '../../register/submissions.ts'
import type { Limit } from '../validate/refuse-over-threshold.ts'
import type { Sender } from '../validate/sender.ts'

/** What ingest needs of the register. */
export type SubmissionStore = {
  senders: () => Promise<readonly Sender[]>
  registerSender: (given: PayerGiven, now: string) => Promise<Sender>
  /** Submissions it knows, so that one that landed without being recorded is recorded at the next ingest. */
  recorded: () => Promise<ReadonlySet<string>>
  record: (given: SubmissionGiven) => Promise<void>
  restate: (files: readonly ({ submission_id: string; file_id: string } & Outcomes)[]) => Promise<void>
  /** How much of a file may break a rule, for a sender on a day. Left out: nothing is refused by share. */
  limits?: (payer: string, day: string) => Promise<readonly Limit[]>
}

export function submissionStore(register: Register): SubmissionStore {
  return {
    senders: () => listPayers(register, 'senders'),
    registerSender: (given, now) => registerPayer(register, given, now),
    recorded: async () => new Set((await listSubmissions(register)).map((row) => row.submission_id)),
    record: (given) => recordSubmission(register, given),
    restate: (files) => restateOutcomes(register, files),
    limits: (payer, day) => thresholds(register, payer, day),
  }
}
