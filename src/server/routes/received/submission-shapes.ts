import { z } from 'zod'
import { count, decimal, text, Withheld } from '../shapes.ts'

const outcomes = {
  received: count,
  accepted: count,
  warned: count,
  quarantined: count,
  superseded: count,
  duplicate: count,
  control: count,
}

const head = {
  submission_id: z.string(),
  payer: z.string(),
  payer_name: z.string(),
  layout: text,
  received_at: z.string(),
  newest_service_date: text,
  status: text,
  state: text.describe('in-use, held, refused or duplicate, as the agreements stand today'),
  state_because: text,
  score: text.describe('A to D, or F where it was refused'),
  mends: text.describe('The earlier submission that this one corrects'),
  mended_by: text,
  ...outcomes,
}

const found = {
  rule: text,
  severity: text,
  file_name: text,
  column: text,
  records: count,
  expected: text,
  fix: text,
  example: text.describe('How the value was written, never a person’s value'),
  observed: text,
}

export const Submission = z
  .object({
    ...head,
    findings: z.array(z.object({ ...found, first_record: count })),
    files: z.array(
      z.object({ file_id: text, file_name: text, layout_file: text, status: text, because: text, ...outcomes }),
    ),
    withheld: Withheld,
  })
  .meta({ id: 'Submission' })

export const SubmissionReport = z
  .object({
    ...head,
    uses: z.array(z.object({ purpose: text, grade: text, because: text, withheld: Withheld })),
    findings: z.array(
      z.object({ ...found, file_id: text, share: decimal, first_records: z.array(z.number().int()).nullable() }),
    ),
    files: z.array(
      z.object({
        file_id: text,
        file_name: text,
        layout: text,
        layout_file: text,
        status: text,
        because: text,
        bytes: count,
        ...outcomes,
      }),
    ),
    months: z.array(
      z.object({
        table_name: text,
        month: text,
        rows: count,
        members: count,
        paid_usd: decimal,
        pmpm_usd: decimal,
        per_1000: z.number().nullable(),
        with_diagnosis_share: decimal,
        verdict: text,
      }),
    ),
    withheld: Withheld,
  })
  .meta({ id: 'SubmissionReport' })
