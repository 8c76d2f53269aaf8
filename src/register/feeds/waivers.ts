import { WholepanelError } from '../../error.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type { WaiverRow } from '../schema.ts'

export type Waiver = Omit<WaiverRow, 'waiver' | 'decision'> & { waiver: number; decision: string }

/** A feed or a rule, why, and until when: without an end there is no waiver. */
export type WaiverGiven = Pick<WaiverRow, 'payer' | 'feed' | 'rule' | 'reason' | 'start_date' | 'end_date' | 'asked_by'>

export type WaiverDecision = { decision: 'granted' | 'refused' | 'ended'; because: string; decided_by: string }

/** Asks. The database lets a payer ask for itself only, and the operator for anybody. */
export async function askWaiver(register: Register, given: WaiverGiven, party: Party, now: string): Promise<Waiver> {
  check(given)
  return register.as(party, async (tx) => {
    const { feed, payer } = given
    const known = tx.selectFrom('feed').select('feed').where('payer', '=', payer)
    if (feed !== null && !(await known.where('feed', '=', feed).executeTakeFirst()))
      throw wrong('no feed of this key', 'a feed of this sender')
    return tx
      .insertInto('waiver')
      .values({ ...given, asked_at: now, decided_at: null, decided_by: null, because: null })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/**
 * Grants or refuses what was asked, or ends what was granted. The database lets the convener and the operator decide
 * and nobody else; what a party may not decide looks to it like what does not exist.
 */
export async function decideWaiver(
  register: Register,
  waiver: number,
  { decision, because, decided_by }: WaiverDecision,
  party: Party,
  now: string,
): Promise<Waiver> {
  if (because.trim() === '') throw wrong('no reason', 'why it is granted or refused')
  const decided = await register.as(party, (tx) =>
    tx
      .updateTable('waiver')
      .set({ decision, because, decided_by, decided_at: now })
      .where('waiver', '=', waiver)
      .where('decision', '=', decision === 'ended' ? 'granted' : 'asked')
      .returningAll()
      .executeTakeFirst(),
  )
  if (!decided)
    throw new WholepanelError('access-denied', {
      got: 'no waiver that this viewer may decide so',
      fix: 'list the waivers that are open',
    })
  return decided
}

/** Newest first. A payer sees its own; without a party, the engine sees all. */
export function listWaivers(register: Register, party?: Party): Promise<Waiver[]> {
  const all = (tx: RegisterTransaction) =>
    tx.selectFrom('waiver').selectAll().orderBy('asked_at', 'desc').orderBy('waiver', 'desc').execute()
  return party ? register.as(party, all) : register.engine(all)
}

function check({ feed, rule, reason, start_date, end_date }: WaiverGiven): void {
  if (feed === null && rule === null) throw wrong('neither a feed nor a rule', 'what is to be let off')
  if (reason.trim() === '') throw wrong('no reason', 'why it cannot be met')
  for (const day of [start_date, end_date])
    if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)) throw wrong('no day', 'a day such as 2026-01-31')
  if (end_date < start_date) throw wrong('an end before the start', `${start_date} or later`)
}

const wrong = (got: string, want: string) => new WholepanelError('input-argument', { at: 'waiver', got, want })
