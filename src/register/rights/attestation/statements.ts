import { sql } from 'kysely'
import type { EventGiven } from '../../events.ts'
import { appendEventIn } from '../../events.ts'
import type { Register, RegisterTransaction } from '../../open.ts'
import type { Party } from '../../party.ts'
import { receiptHash, receiptOf, statementKey } from './receipt.ts'
import type { StatementRow } from './schema.ts'

export type Statement = Omit<StatementRow, 'state'> & { state: string }

/** What a patient says, before anybody looked who it is. */
export type Stated = Pick<
  StatementRow,
  | 'practice_id'
  | 'organization_id'
  | 'clinician'
  | 'first_name'
  | 'last_name'
  | 'birth_date'
  | 'member_number'
  | 'zip_code'
  | 'phone_last_four'
  | 'stated_by'
  | 'proxy_name'
  | 'consent_words'
  | 'attested_on'
>

export type StatementGiven = Stated &
  Pick<StatementRow, 'method' | 'attestation_code' | 'form_number' | 'received_by'> & {
    /** Random text of the form that was sent: what comes under it again is the same statement. */
    form: string
  }

type Telling = Omit<EventGiven, 'act' | 'about'>

/**
 * Keeps a statement with its event, both or neither; twice is once. Nothing is looked up about the person: who they are
 * is found out later, so that neither the answer nor its time tells anything.
 */
export function keepStatement(
  register: Register,
  { form, ...given }: StatementGiven,
  told: Telling,
): Promise<{ statement: string; receipt: string; is_new: boolean }> {
  const statement = statementKey(form)
  const receipt = receiptOf(form)
  return register.engine(async (tx) => {
    const added = await tx
      .insertInto('attestation_statement')
      .values({ ...NOTHING_KNOWN, ...given, statement, receipt_hash: receiptHash(receipt), received_at: told.at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    const is_new = added.numInsertedOrUpdatedRows === 1n
    const about = `statement:${statement} practice:${given.practice_id}`
    if (is_new) await appendEventIn(tx, { ...told, act: 'make-statement', about })
    return { statement, receipt, is_new }
  })
}

const NOTHING_KNOWN = {
  withdrawn_on: null,
  withdrawn_at: null,
  withdrawn_by: null,
  because: null,
  beside: null,
  payer: null,
  plan: null,
  line_of_business: null,
  member_id: null,
  npi: null,
  checked_at: null,
  mended_at: null,
  mended_by: null,
} as const

/** How many statements came by a link since a moment. */
export async function statementsSince(register: Register, code: string, since: string): Promise<number> {
  const found = await register.engine((tx) =>
    tx
      .selectFrom('attestation_statement')
      .select(sql<number>`count(*)::int`.as('n'))
      .where('attestation_code', '=', code)
      .where('received_at', '>', since)
      .executeTakeFirst(),
  )
  return found?.n ?? 0
}

/**
 * Takes back the statement of a receipt, on this day. As much is done and written down whether there is one or not:
 * how long it takes tells nothing.
 */
export function withdrawByReceipt(register: Register, receipt: string, told: Telling): Promise<void> {
  return register.engine(async (tx) => {
    const today = told.at.slice(0, 10)
    const gone = await tx
      .updateTable('attestation_statement')
      .set({ withdrawn_on: laterOf(today), withdrawn_at: told.at, withdrawn_by: 'receipt' })
      .where('receipt_hash', '=', receiptHash(receipt))
      .where('withdrawn_on', 'is', null)
      .returning(['statement', 'practice_id'])
      .executeTakeFirst()
    const about = gone ? `statement:${gone.statement} practice:${gone.practice_id}` : ''
    const outcome = gone ? 'done' : 'refused'
    await appendEventIn(tx, { ...told, act: 'withdraw-statement', about, detail: { ...told.detail, outcome } })
  })
}

/** A statement is not taken back before the day on which it was made. */
const laterOf = (day: string) => sql<string>`greatest(attested_on, ${day}::date)`

/** Staff take back a statement of their practice, from a day on. True where it stood. */
export async function withdrawStatement(
  register: Register,
  { statement, practice_id, withdrawn_on }: { statement: string; practice_id: string; withdrawn_on: string },
  by: string,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await register.engine((tx) =>
    tx
      .updateTable('attestation_statement')
      .set({ withdrawn_on: laterOf(withdrawn_on), withdrawn_at: now, withdrawn_by: by })
      .where('statement', '=', statement)
      .where('practice_id', '=', practice_id)
      .where('withdrawn_on', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  return numUpdatedRows === 1n
}

export type Mended = {
  [Field in
    | 'first_name'
    | 'last_name'
    | 'birth_date'
    | 'member_number'
    | 'zip_code'
    | 'phone_last_four'
    | 'clinician']?: StatementRow[Field] | undefined
}

/** Staff mend what was typed; it waits for the check anew. What was matched is not mended. True where it was mended. */
export async function mendStatement(
  register: Register,
  { statement, practice_id, mended }: { statement: string; practice_id: string; mended: Mended },
  by: string,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await register.engine((tx) =>
    tx
      .updateTable('attestation_statement')
      .set({ ...mended, state: 'waiting', because: null, mended_at: now, mended_by: by })
      .where('statement', '=', statement)
      .where('practice_id', '=', practice_id)
      .where('state', '<>', 'matched')
      .where('withdrawn_on', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  return numUpdatedRows === 1n
}

/** Newest first. A party sees those of its own practices; without one, the engine sees all. */
export function listStatements(
  register: Register,
  { practice_id }: { practice_id?: string } = {},
  party?: Party,
): Promise<Statement[]> {
  const work = (tx: RegisterTransaction): Promise<Statement[]> => {
    const all = tx
      .selectFrom('attestation_statement')
      .selectAll()
      .orderBy('attested_on', 'desc')
      .orderBy('received_at', 'desc')
      .orderBy('statement')
    return (practice_id === undefined ? all : all.where('practice_id', '=', practice_id)).execute()
  }
  return party ? register.as(party, work) : register.engine(work)
}

export type Checked = Pick<
  Statement,
  'statement' | 'state' | 'because' | 'beside' | 'payer' | 'plan' | 'line_of_business' | 'member_id' | 'npi'
>

/** Writes down what the check found. What was taken away or mended meanwhile stays as it is. */
export function saveChecked(
  register: Register,
  checked: readonly (Checked & { mended_at: string | null })[],
  now: string,
): Promise<void> {
  return register.engine(async (tx) => {
    for (const { statement, mended_at, ...found } of checked)
      await tx
        .updateTable('attestation_statement')
        .set({ ...found, checked_at: now })
        .where('statement', '=', statement)
        .where('mended_at', mended_at === null ? 'is' : '=', mended_at)
        .execute()
  })
}

/** Forgets the statements of members whose records are destroyed. How many went. */
export function forgetStatements(
  register: Register,
  members: readonly { payer: string; member_id?: string }[],
): Promise<number> {
  return register.engine(async (tx) => {
    let gone = 0
    for (const { payer, member_id } of members) {
      const of = tx.deleteFrom('attestation_statement').where('payer', '=', payer)
      const { numDeletedRows } = await (member_id === undefined
        ? of
        : of.where('member_id', '=', member_id)
      ).executeTakeFirstOrThrow()
      gone += Number(numDeletedRows)
    }
    return gone
  })
}
