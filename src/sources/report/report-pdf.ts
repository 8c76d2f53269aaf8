import { OUTCOMES } from '../../register/submissions.ts'
import { type Cell, heading, printPdf, table } from './print-pdf.ts'
import type { SubmissionReport } from './report.ts'
import { SCORE_WORDS } from './report-words.ts'

/** The report as a document to print and to send: what became of each file, what it is fit for, what to mend. */
export async function reportPdf(report: SubmissionReport): Promise<Buffer> {
  const title = `Submission report: ${report.payer_name}, received ${report.received_at.slice(0, 10)}`
  return printPdf({
    title,
    subject: report.submission_id,
    orientation: 'landscape',
    content: [
      { text: headline(report), style: 'about' },
      ...uses(report),
      ...findings(report),
      ...files(report),
      ...months(report),
    ],
    foot: `${report.submission_id}. No value of a person stands in this report.`,
  })
}

function headline({ submission_id, layout, status, score, mends, mended_by }: SubmissionReport): string {
  return [
    `${submission_id}${layout ? ` in the layout ${layout}` : ''}: ${status}.`,
    score ? `Score ${score}: ${SCORE_WORDS[score] ?? ''}` : 'No score: it repeats what came before.',
    mends ? `It mends ${mends}.` : '',
    mended_by ? `It was mended by ${mended_by}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const text = (value: string | number | null): string => (value === null ? '' : String(value))
const right = (value: string | number | null): Cell => ({ text: text(value), alignment: 'right' })

function uses({ uses: all }: SubmissionReport): unknown[] & readonly { [name: string]: unknown }[] {
  if (all.length === 0) return []
  return [
    heading('What it may be used for'),
    table(
      [80, 90, '*'],
      ['purpose', 'grade', 'because'],
      all.map(({ purpose, grade, because }) => [purpose, { text: grade.replaceAll('-', ' '), bold: true }, because]),
    ),
  ]
}

function findings({ findings: all }: SubmissionReport): { [name: string]: unknown }[] {
  if (all.length === 0) return [heading('What to mend'), { text: 'Nothing was found.' }]
  return [
    heading('What to mend'),
    {
      text: 'Gravest first. A record’s number counts the lines or records of the file from 1, its header included.',
      style: 'about',
    },
    table(
      [96, 120, 52, '*', '*', 110],
      ['rule', 'file and column', 'records', 'expected; as it was written', 'how to mend', 'first records'],
      all.map((one) => [
        { text: `${one.rule}\n${one.severity}` },
        `${one.file_name}\n${one.column === '-' ? '' : one.column}`,
        right(`${grouped(one.records)}${one.share === null ? '' : `\n${sharePercent(one.share)}`}`),
        [one.expected, one.example ? `written: ${one.example}` : '', one.observed ?? ''].filter(Boolean).join('\n'),
        one.fix,
        one.first_records.length > 0 ? one.first_records.join(', ') : 'the file as a whole',
      ]),
    ),
  ]
}

function files({ files: all }: SubmissionReport): { [name: string]: unknown }[] {
  return [
    heading('How each record ended'),
    { text: 'The outcomes of a file add up to the records that came.', style: 'about' },
    table(
      ['*', 70, 52, 46, 46, 46, 58, 58, 50, 40],
      ['file', 'layout', 'status', ...OUTCOMES],
      all.map((file) => [
        file.because ? `${file.file_name}\n${file.because}` : file.file_name,
        file.layout_file ?? '-',
        file.status,
        ...OUTCOMES.map((outcome) => right(grouped(file[outcome]))),
      ]),
    ),
  ]
}

function months({ months: all }: SubmissionReport): { [name: string]: unknown }[] {
  const shown = all.filter(({ table_name }) => table_name !== 'eligibility')
  if (shown.length === 0) return []
  return [
    heading('Month by month'),
    {
      text: 'Of the rows that are new in this submission; per member and per 1,000 over the members covered in the month.',
      style: 'about',
    },
    table(
      [90, 50, 50, 55, 80, 70, 60, 65, '*'],
      [
        'table',
        'month',
        'rows',
        'members',
        'paid',
        'per member',
        'claims per 1,000',
        'with diagnosis',
        'beside its other months',
      ],
      shown.map((one) => [
        one.table_name.replaceAll('_', ' '),
        one.month,
        right(grouped(one.rows)),
        right(grouped(one.members)),
        right(dollars(one.paid_usd)),
        right(dollars(one.pmpm_usd)),
        right(one.per_1000),
        right(one.with_diagnosis_share === null ? '' : sharePercent(one.with_diagnosis_share)),
        one.verdict,
      ]),
    ),
  ]
}

const sharePercent = (share: string): string => {
  const value = Number(share) * 100
  return value > 0 && value < 0.1 ? 'under 0.1%' : `${value.toFixed(1)}%`
}
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
const dollars = (amount: string | null): string =>
  amount === null
    ? ''
    : `${amount.startsWith('-') ? '-' : ''}$${amount.replace('-', '').replace(/\B(?=(\d{3})+\.)/g, ',')}`
