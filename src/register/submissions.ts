import type { Register, RegisterTransaction } from './open.ts'
import type { Party } from './party.ts'
import type { FindingRow, Outcomes, SubmissionFileRow, SubmissionRow, SubmissionUseRow } from './schema.ts'
import { together } from './store/together.ts'

/** Accepted, in the submission's layout, unless it says otherwise. */
export type FileGiven = Omit<SubmissionFileRow, 'submission_id' | 'status' | 'because' | 'layout'> &
  Partial<Pick<SubmissionFileRow, 'status' | 'because' | 'layout'>>

/** A delivery as ingest leaves it: the counts of its files add up to its own. */
export type SubmissionGiven = Omit<SubmissionRow, keyof Outcomes | 'mends' | 'score'> &
  Partial<Pick<SubmissionRow, 'mends' | 'score'>> & {
    files: readonly FileGiven[]
    findings: readonly FindingGiven[]
    /** What it is good enough for, by purpose. */
    uses?: readonly Omit<SubmissionUseRow, 'submission_id'>[]
  }

/** An example and what was observed, where the rule has them. */
export type FindingGiven = Omit<FindingRow, 'submission_id' | 'example' | 'observed'> &
  Partial<Pick<FindingRow, 'example' | 'observed'>>

export const OUTCOMES = [
  'received',
  'accepted',
  'warned',
  'quarantined',
  'superseded',
  'duplicate',
  'control',
] as const satisfies readonly (keyof Outcomes)[]

const STATED = { status: 'accepted', because: null }

/** Writes a submission whole or not at all. The same one again replaces it, so that a resumed ingest can finish. */
export function recordSubmission(register: Register, given: SubmissionGiven): Promise<void> {
  const { files, findings, uses = [], ...submission } = given
  const { submission_id } = submission
  return register.engine(async (tx) => {
    await tx.deleteFrom('submission').where('submission_id', '=', submission_id).execute()
    await tx
      .insertInto('submission')
      .values({ ...submission, ...sumOf(files) })
      .execute()
    if (files.length > 0)
      await tx
        .insertInto('submission_file')
        .values(files.map((file) => ({ ...STATED, layout: submission.layout, ...file, submission_id })))
        .execute()
    if (findings.length > 0)
      await tx
        .insertInto('finding')
        .values(findings.map((finding) => ({ ...finding, submission_id })))
        .execute()
    if (uses.length > 0)
      await tx
        .insertInto('submission_use')
        .values(uses.map((use) => ({ ...use, submission_id })))
        .execute()
  })
}

/** A later delivery superseded records of earlier files: files whose outcomes differ from what is kept say so now. */
export function restateOutcomes(
  register: Register,
  files: readonly ({ submission_id: string; file_id: string } & Outcomes)[],
): Promise<void> {
  return register.engine(async (tx) => {
    const kept = await tx.selectFrom('submission_file').selectAll().execute()
    const now = new Map(files.map((file) => [`${file.submission_id} ${file.file_id}`, outcomesOf(file)]))
    const changed = new Set<string>()
    for (const { submission_id, file_id, ...was } of kept) {
      const outcomes = now.get(`${submission_id} ${file_id}`)
      if (!outcomes || OUTCOMES.every((outcome) => outcomes[outcome] === was[outcome])) continue
      const file = tx.updateTable('submission_file').set(outcomes)
      await file.where('submission_id', '=', submission_id).where('file_id', '=', file_id).execute()
      changed.add(submission_id)
    }
    for (const submission_id of changed) {
      const all = await tx
        .selectFrom('submission_file')
        .selectAll()
        .where('submission_id', '=', submission_id)
        .execute()
      await tx.updateTable('submission').set(sumOf(all)).where('submission_id', '=', submission_id).execute()
    }
  })
}

/** In the order of arrival. A party sees its own deliveries; without one, the engine sees all. */
export function listSubmissions(
  register: Register,
  party?: Party,
): Promise<(SubmissionRow & { payer_name: string })[]> {
  return inRoleOf(register, party, (tx) => submissionsIn(tx).execute())
}

const submissionsIn = (tx: RegisterTransaction) =>
  tx
    .selectFrom('submission')
    .innerJoin('payer', 'payer.payer', 'submission.payer')
    .selectAll('submission')
    .select('payer.payer_name')
    .orderBy('received_at')
    .orderBy('submission_id')

/** Every submission with every file and every finding, as one question. */
export function submissionsWhole(register: Register, party?: Party) {
  return inRoleOf(register, party, async (tx) => {
    const [submissions, files, findings] = await together(tx, submissionsIn(tx), filesIn(tx), findingsIn(tx))
    return { submissions, files, findings }
  })
}

/** The files of every submission, or of one. */
export function submissionFiles(
  register: Register,
  submission_id?: string,
  party?: Party,
): Promise<SubmissionFileRow[]> {
  return inRoleOf(register, party, (tx) => {
    const all = filesIn(tx)
    return (submission_id === undefined ? all : all.where('submission_id', '=', submission_id)).execute()
  })
}

const filesIn = (tx: RegisterTransaction) =>
  tx.selectFrom('submission_file').selectAll().orderBy('submission_id').orderBy('file_id')

/** What was noticed: most records first. The convener sees none of it. */
export function listFindings(register: Register, submission_id?: string, party?: Party): Promise<FindingRow[]> {
  return inRoleOf(register, party, (tx) => {
    const all = findingsIn(tx)
    return (submission_id === undefined ? all : all.where('submission_id', '=', submission_id)).execute()
  })
}

const findingsIn = (tx: RegisterTransaction) =>
  tx
    .selectFrom('finding')
    .selectAll()
    .orderBy('submission_id')
    .orderBy('records', 'desc')
    .orderBy('file_id')
    .orderBy('rule')
    .orderBy('column')

/** For what a submission is good enough, by purpose. */
export function submissionUses(register: Register, submission_id: string, party?: Party): Promise<SubmissionUseRow[]> {
  return inRoleOf(register, party, (tx) =>
    tx.selectFrom('submission_use').selectAll().where('submission_id', '=', submission_id).orderBy('purpose').execute(),
  )
}

/** The accepted submission with exactly these files, from this payer, if it came before. */
export function submissionOf(
  register: Register,
  payer: string,
  content_hash: string,
): Promise<SubmissionRow | undefined> {
  return register.engine((tx) =>
    tx
      .selectFrom('submission')
      .selectAll()
      .where('payer', '=', payer)
      .where('content_hash', '=', content_hash)
      .where('status', '=', 'accepted')
      .orderBy('received_at')
      .orderBy('submission_id')
      .limit(1)
      .executeTakeFirst(),
  )
}

function inRoleOf<Result>(
  register: Register,
  party: Party | undefined,
  work: Parameters<typeof register.engine<Result>>[0],
): Promise<Result> {
  return party ? register.as(party, work) : register.engine(work)
}

const outcomesOf = (file: Outcomes): Outcomes =>
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, file[outcome]])) as Outcomes

function sumOf(files: readonly Outcomes[]): Outcomes {
  const sums = OUTCOMES.map((outcome) => [outcome, files.reduce((sum, file) => sum + file[outcome], 0)])
  return Object.fromEntries(sums) as Outcomes
}
