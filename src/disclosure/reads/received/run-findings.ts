import { readDirectoryRule } from '../../../attribution/directory/directory-rule.ts'
import { readCoverageRule } from '../../../cost/coverage/coverage-rule.ts'
import { findingsOfNumbers } from '../../../cost/coverage/findings-of-numbers.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Party } from '../../../register/party.ts'
import type { SubmissionFileRow } from '../../../register/schema.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, ownPayer, payerName, type Reading } from '../reading.ts'
import { each, hasContent, ofSender, partyOf } from './received.ts'

const PLACE = ['file_name', 'submission_id', 'record_number']
const SAID = ['finding', 'severity', 'reason', 'fix', 'of_kind']
export const COVERAGE_COLUMNS = [
  ...['payer', 'payer_name', 'line_of_business', 'plan', 'member_id', ...SAID],
  ...['first_date', 'last_date', 'lines', ...PLACE],
]
export const DIRECTORY_COLUMNS = ['practice_id', 'npi', ...SAID, 'first_date', 'last_date', ...PLACE]

/** At most so many rows of one kind; `of_kind` says how many there are. */
export const MOST_OF_A_KIND = 1000

/** A file as the register names it, to whom it belongs. */
export type FileNamed = Pick<SubmissionFileRow, 'submission_id' | 'file_id' | 'file_name'>

export type RunFindings = { period: string; coverage: Released[]; directory: Released[] }

/**
 * What is odd in the records that the run read, for their sender, with the file and record that show it and how to mend it.
 * A payer reads what rests on its own records alone, of coverage and of the directory; the operator the whole directory's.
 */
export async function readRunFindings(
  reading: Reading,
  door: Door,
  { filesOf, most }: { filesOf: (party: Party) => Promise<readonly FileNamed[]>; most: number },
): Promise<RunFindings> {
  const { viewer } = door
  if (!hasContent(viewer)) return { period: reading.period.id, coverage: [], directory: [] }
  const files = await filesOf(partyOf(viewer))
  const sent = new Map(files.map((one) => [one.file_id, one]))
  const inFile = (row: Row): Row[] => {
    const file = sent.get(String(row.file_id))
    return file ? [{ ...row, file_name: file.file_name, submission_id: file.submission_id }] : []
  }
  return {
    period: reading.period.id,
    coverage: await release(door, COVERAGE, (await coverageOf(reading, viewer, most)).flatMap(inFile)),
    directory: await release(door, DIRECTORY, (await directoryOf(reading, viewer, most)).flatMap(inFile)),
  }
}

const COVERAGE: Dataset = {
  ...ofSender('findings of coverage', each(COVERAGE_COLUMNS, 'own-amount')),
  person: (row) => String(row.person_id),
}
const DIRECTORY = ofSender('findings of the directory', each(DIRECTORY_COLUMNS, 'own-amount'))

async function coverageOf(reading: Reading, viewer: Permitted, most: number): Promise<Row[]> {
  const rule = readCoverageRule(reading.folders)
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select f.*, m.person_id from (
      ${placed(
        findingsOfNumbers(rule, reading, (column) => ownPayer(viewer, column)),
        'payer, line_of_business, finding',
        'member_id, first_date',
      )}
    ) f
    join person_member m on m.payer = f.payer and m.member_id = f.member_id
    where f.place <= ${most}
    order by f.payer, f.line_of_business, f.finding, f.place`)
  const told: Told = rule.findings
  return rows.map((row) => ({ ...row, ...saidOf(told, row), payer_name: payerName(reading, String(row.payer)) }))
}

/** What one affiliation says of itself; anything else rests on what others sent of the directory. */
const OF_ONE_RECORD = sql`finding = 'affiliation-ends-before-start'`

async function directoryOf(reading: Reading, viewer: Permitted, most: number): Promise<Row[]> {
  const own = viewer.role === 'operator' ? sql`true` : sql`sender = ${viewer.organization_id ?? ''}`
  const told: Told = readDirectoryRule(reading.folders).findings
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select * from (${placed(
      sql`select finding, practice_id, npi, first_date, last_date, sender as payer, file_id, record_number
        from directory_finding where ${own} and ${viewer.role === 'payer' ? OF_ONE_RECORD : sql`true`}`,
      'finding',
      'practice_id',
    )}) f
    where place <= ${most} order by finding, place`)
  return rows.map((row) => ({ ...row, ...saidOf(told, row) }))
}

/** Each row with how many there are of its kind, and its place among them. */
const placed = (found: Sql, kind: string, order: string): Sql => sql`
  select *, count(*) over (partition by ${raw(kind)}) as of_kind,
    row_number() over (partition by ${raw(kind)} order by ${raw(order)}, file_id, record_number) as place
  from (${found}) found`

type Told = Readonly<Record<string, { severity: string; reason: string; fix: string }>>
const saidOf = (told: Told, row: Row) => {
  const { severity = null, reason = null, fix = null } = told[String(row.finding)] ?? {}
  return { severity, reason, fix }
}
