import type { ReportGiven } from '../disclosure/reads/submission-report.ts'
import { WholepanelError } from '../error.ts'
import type { House } from './house.ts'

/** The report of a submission, made from the lake when it is asked for. */
export const reportOf = (_house: House, submission_id: string): Promise<ReportGiven> =>
  Promise.reject(new WholepanelError('state-missing-input', { got: `no report of ${submission_id}` }))
export const reportPdf = async (_report: ReportGiven): Promise<Uint8Array> => new Uint8Array()
export const reportCsv = (_report: ReportGiven): string => ''
