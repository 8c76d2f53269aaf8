import type { Subject } from '../../governance/relationships.ts'
import { sql } from '../../lake/sql.ts'
import { listArrangements } from '../../register/arrangements.ts'
import type { Register } from '../../register/open.ts'
import { listPayers } from '../../register/payers.ts'
import { listSubmissions } from '../../register/submissions.ts'
import { list, oncePerRun, practiceOf, type Reading } from './reading.ts'

/** What an address names: a practice, a person of a practice, or neither. */
export type Asked = string | null | { practice_id: string; person_id?: string }

/**
 * What permission needs to know of a practice: whether it is in the directory, and who covers or pays it. Whatever is
 * there or not, as much is asked: how long a refusal takes tells nothing.
 */
export async function practiceSubject(reading: Reading, asked: Asked): Promise<Subject> {
  if (asked === null) return {}
  const { practice_id, person_id } = typeof asked === 'string' ? { practice_id: asked } : asked
  const in_directory = (await practiceOf(reading, practice_id)) !== undefined
  if (person_id !== undefined) return personSubject(reading, practice_id, person_id)
  const payers = (await payersOfPractices(reading)).get(practice_id) ?? []
  return { practice_id, in_directory, payers: in_directory ? payers : [] }
}

/** By practice, who covers people of it in the period or pays it. */
const payersOfPractices = oncePerRun(async ({ engine, period }) => {
  const rows = await engine.rows<{ practice_id: string; payers: string }>(sql`
    select practice_id, string_agg(payer, ',' order by payer) as payers from (
      select practice_id, payer from practice_cost where period = ${period.id} and payer <> 'all' and people > 0
      union
      select practice_id, payer from statement where period = ${period.id}) p
    group by practice_id`)
  return new Map(rows.map((row) => [row.practice_id, list(row.payers)]))
})

/** A person who is or was on the practice's panel, and who covers the person in the period. */
async function personSubject(reading: Reading, practice_id: string, person_id: string): Promise<Subject> {
  const { period, baseline } = reading
  const placed = await reading.engine.one(sql`
    select person_id from attribution
    where person_id = ${person_id} and practice_id = ${practice_id} and period in (${period.id}, ${baseline.id}) limit 1`)
  const payers = await reading.engine.rows<{ payer: string }>(sql`
    select distinct payer from member_month
    where person_id = ${person_id} and month_start >= ${period.start}::date and month_start < ${period.end}::date
    order by payer`)
  const in_directory = placed !== undefined
  return { practice_id, in_directory, payers: in_directory ? payers.map((one) => one.payer) : [] }
}

/** Payers of whom a record is in the run. What is held of a payer is in no figure. */
export const payersInRun = oncePerRun(async ({ engine }) => {
  const rows = await engine.rows<{ payer: string }>(sql`select distinct payer from person_member order by payer`)
  return rows.map((one) => one.payer)
})

/** A payer that is asked about its arrangements; nobody where there is none of this key. */
export async function payerSubject(register: Register, payer: string): Promise<Subject> {
  const known = (await listPayers(register)).some((one) => one.payer === payer)
  return known ? { asked_payer: payer } : {}
}

/** What of the convening is there, by its key or number; nothing where it is not. */
export async function convenedSubject(
  register: Register,
  [table, key]: readonly ['recommendation' | 'initiative', string],
): Promise<Subject> {
  const found = await register.engine((tx) =>
    tx.selectFrom(table).select(table).where(table, '=', key).executeTakeFirst(),
  )
  return { convened: found !== undefined }
}

/** Who sent a delivery; nobody where there is none. An id as asked for may hold what the register cannot compare with. */
export async function submissionSubject(register: Register, submission_id: string): Promise<Subject> {
  const found = (await listSubmissions(register)).find((one) => one.submission_id === submission_id)
  return found ? { sender: found.payer } : {}
}

/** The two parties of a contract; nobody where there is none. As much is asked whether it is there or not. */
export async function contractSubject(register: Register, arrangement: string): Promise<Subject> {
  const found = (await listArrangements(register)).find((one) => one.arrangement === arrangement)
  return found ? { contract: { payer: found.payer, organization_id: found.organization_id } } : {}
}
