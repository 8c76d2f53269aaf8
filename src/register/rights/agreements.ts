import { WholepanelError } from '../../error.ts'
import type { Register } from '../open.ts'
import type { Party } from '../party.ts'
import type { AgreementRow } from '../schema.ts'

/** What an agreement may permit, after the purposes that 45 CFR 164.501 and 164.512 name. */
export const PURPOSES = [
  'treatment',
  'payment',
  'operations',
  'public-health',
  'oversight',
  'research',
  'public-reporting',
] as const
export const ON_END = ['return', 'destroy', 'return-or-destroy', 'keep'] as const

/** The convener is the other party unless more are named; without lines of business it covers all. */
export type AgreementGiven = Pick<AgreementRow, 'payer' | 'title' | 'start_date' | 'on_end' | 'document'> & {
  /** `<payer>-<start_date>` when not given. One of the same name replaces what was recorded. */
  agreement?: string | undefined
  parties?: readonly string[] | undefined
  purposes: readonly string[]
  lines_of_business?: readonly string[] | undefined
  end_date?: string | null | undefined
  recorded_by?: string | undefined
}

/** Writes down a signed agreement. From then on the sender's submissions that it covers are no longer held. */
export async function recordAgreement(register: Register, given: AgreementGiven, now: string): Promise<AgreementRow> {
  const { payer, start_date } = given
  const row: AgreementRow = {
    agreement: given.agreement ?? `${payer}-${start_date}`,
    payer,
    title: given.title,
    parties: [...(given.parties ?? [payer, 'convener'])],
    purposes: [...given.purposes],
    lines_of_business: [...(given.lines_of_business ?? [])].sort(),
    start_date,
    end_date: given.end_date ?? null,
    withdrawn_on: null,
    on_end: given.on_end,
    document: given.document,
    recorded_at: now,
    recorded_by: given.recorded_by ?? 'operator',
  }
  check(row)
  await register.engine(async (tx) => {
    const known = await tx.selectFrom('payer').select('payer').where('payer', '=', payer).executeTakeFirst()
    if (!known)
      throw new WholepanelError('input-argument', {
        got: payer,
        want: 'a registered sender',
        fix: `register it first with: wholepanel ingest ${payer} FILES…`,
      })
    const { agreement: _key, ...rest } = row
    await tx
      .insertInto('agreement')
      .values(row)
      .onConflict((c) => c.column('agreement').doUpdateSet(rest))
      .execute()
  })
  return row
}

/** From this day on it permits nothing any more. What was made under it stays until the next run, or a purge. */
export async function withdrawAgreement(register: Register, agreement: string, withdrawn_on: string): Promise<void> {
  day(withdrawn_on)
  const { numUpdatedRows } = await register.engine((tx) =>
    tx.updateTable('agreement').set({ withdrawn_on }).where('agreement', '=', agreement).executeTakeFirstOrThrow(),
  )
  if (numUpdatedRows === 0n)
    throw new WholepanelError('input-argument', {
      got: agreement,
      want: 'the name of an agreement',
      fix: 'list them with: wholepanel agreements',
    })
}

/** The last day on which it holds; null lets it run on. */
export async function endAgreement(register: Register, agreement: string, end_date: string | null): Promise<void> {
  if (end_date !== null) day(end_date)
  await register.engine((tx) =>
    tx.updateTable('agreement').set({ end_date }).where('agreement', '=', agreement).execute(),
  )
}

/** All of them to the engine; to a party those it may see. */
export function listAgreements(register: Register, party?: Party): Promise<AgreementRow[]> {
  const work: Parameters<typeof register.engine<AgreementRow[]>>[0] = (tx) =>
    tx.selectFrom('agreement').selectAll().orderBy('payer').orderBy('start_date').orderBy('agreement').execute()
  return party ? register.as(party, work) : register.engine(work)
}

function check({ agreement, purposes, on_end, start_date, end_date }: AgreementRow): void {
  const wrong = (got: string, want: string) => new WholepanelError('input-argument', { got, want })
  if (!/^[a-z0-9][a-z0-9-]*$/.test(agreement))
    throw wrong(agreement, 'a name of lower case letters, digits and hyphens')
  const unknown = purposes.filter((purpose) => !PURPOSES.some((known) => known === purpose))
  if (unknown.length > 0 || purposes.length === 0) throw wrong(unknown.join(', ') || 'no purpose', PURPOSES.join(', '))
  if (!ON_END.some((known) => known === on_end)) throw wrong(on_end, ON_END.join(', '))
  for (const one of [start_date, ...(end_date === null ? [] : [end_date])]) day(one)
  if (end_date !== null && end_date < start_date) throw wrong(`an end of ${end_date}`, `a day from ${start_date} on`)
}

export function day(text: string): void {
  const parsed = Date.parse(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(parsed))
    throw new WholepanelError('input-argument', { got: text, want: 'a day such as 2025-01-31' })
}
