import type { SubmissionReport } from '../sources/report/report.ts'
import { submissionReport } from '../sources/report/submission-report.ts'
import type { House } from './house.ts'
import { withLake } from './with-lake.ts'

/** The report of a submission, made from what it keeps when it is asked for. */
export const reportOf = ({ region, register }: House, submission_id: string): Promise<SubmissionReport> =>
  withLake(region, (engine) => submissionReport(engine, region, register, submission_id))
