import { refused } from '../../../governance/permit.ts'
import { listSubmissions, submissionUses } from '../../../register/submissions.ts'
import { submissionStates } from '../../../rights/holding.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { betweenThem, each, mayReadContent, ofSender, partyOf, type Received, stateFor } from './received.ts'
import { forSender, OUTCOMES } from './submissions.ts'

/** The report as the sources' room makes it, as far as it leaves. */
export type ReportGiven = {
  submission_id: string
  payer: string
  files: readonly object[]
  uses: readonly object[]
  findings: readonly object[]
  months: readonly object[]
}

const HEAD = ['submission_id', 'payer', 'payer_name', 'received_at', 'newest_service_date', 'layout', 'status', 'score']
const LINKS = ['mends', 'mended_by', 'state', 'state_because']
export const FILES = ['file_id', 'file_name', 'layout', 'layout_file', 'status', 'because', 'bytes', ...OUTCOMES]
export const FINDINGS = [
  ...['rule', 'severity', 'file_id', 'file_name', 'column', 'records', 'share', 'expected', 'fix', 'example'],
  ...['observed', 'first_records'],
]
const MONTHS = [
  ...['table_name', 'month', 'rows', 'members', 'paid_usd', 'pmpm_usd', 'per_1000', 'with_diagnosis_share', 'verdict'],
]

/**
 * One delivery, whole for its sender and the operator. Who oversees gets its state, its grades and the counts of its
 * outcomes from the register: the report itself, with what was found and every amount, is not even made for them.
 */
export async function readSubmissionReport(
  door: Door,
  { register, today }: Received,
  submission_id: string,
  reportOf: (submission_id: string) => Promise<ReportGiven>,
): Promise<Released> {
  const { viewer } = door
  const all = await listSubmissions(register, partyOf(viewer))
  const found = all.find((one) => one.submission_id === submission_id)
  if (!found || (viewer.role === 'payer' && found.payer !== viewer.organization_id)) throw refused()
  const whole = mayReadContent(viewer, found.payer)
  const report = whole ? await reportOf(submission_id) : null
  const state = (await submissionStates(register, today)).get(submission_id)
  const head = {
    ...found,
    mended_by: all.find((one) => one.mends === submission_id)?.submission_id ?? null,
    ...stateFor(viewer, found.payer, state),
  }
  const kind = betweenThem(viewer)
  const part = (name: string, columns: readonly string[], rows: readonly object[] = []) =>
    release(
      door,
      ofSender(name, each(columns, 'own-amount')),
      rows.map((row) => ({ ...row, payer: found.payer }) as Row),
    )
  const [row] = await release(door, ofSender('submission report', each([...HEAD, ...LINKS, ...OUTCOMES], kind)), [head])
  if (!row) throw refused()
  const uses = report?.uses ?? (await submissionUses(register, submission_id, partyOf(viewer)))
  const grades = { ...each(['purpose', 'grade'], kind), because: 'own-amount' as const }
  return Object.assign(row, {
    uses: await release(
      door,
      ofSender('uses', grades),
      uses.map((one) => ({ ...one, payer: found.payer }) as Row),
    ),
    files: await part('submission files', FILES, report?.files),
    findings: await part('findings', FINDINGS, report?.findings),
    months: await part('months', MONTHS, report?.months),
    withheld: whole ? row.withheld : [...row.withheld, ...['findings', 'files', 'months'].map(forSender)],
  })
}

/** Throws the one refusal unless the content of this delivery is the viewer's to read. */
export async function requireContent(
  door: Door,
  { register }: Pick<Received, 'register'>,
  submission_id: string,
): Promise<{ submission_id: string; payer: string }> {
  const found = (await listSubmissions(register, partyOf(door.viewer))).find(
    (one) => one.submission_id === submission_id,
  )
  if (!found || !mayReadContent(door.viewer, found.payer)) throw refused()
  return found
}
