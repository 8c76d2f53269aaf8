import type { Register } from '../../register/open.ts'
import {
  type AccessGrant,
  grantsInForce,
  insertAccessGrant,
  listAccessGrants,
} from '../../register/people/access-grants.ts'
import { day } from '../../register/rights/agreements.ts'
import { refused } from '../permit.ts'
import { type Act, changing, dayOf, eventOf, wrong } from './act.ts'

export const LONGEST_LOAN_DAYS = 90

export type Loan = { account: string; end_date: string; practice_ids?: readonly string[] | undefined }

/**
 * A holder lends its own grant, or fewer of its practices, to a colleague for a time; the operator does so for a holder
 * who is away. What was lent is not lent further, makes nobody an administrator, and ends with the grant it comes from.
 */
export async function lend(act: Act, access_grant: number, loan: Loan): Promise<AccessGrant> {
  const { by, now, register } = act
  const today = dayOf(act)
  const holder = by.role === 'operator' ? await holderOf(register, access_grant) : by.person
  const source = (await grantsInForce(register, holder, today)).find((one) => one.access_grant === access_grant)
  if (!source || source.participant === null) throw refused()
  if (source.delegated_from !== null)
    throw wrong('a grant that was lent', 'one’s own', 'ask whoever lent it, or an administrator')
  requireTime(loan.end_date, source.end_date, today)
  const practice_ids = loan.practice_ids ?? source.practice_ids
  if (!practice_ids.every((one) => source.practice_ids.includes(one))) throw refused()
  if (source.practice_ids.length > 0 && practice_ids.length === 0) throw wrong('no practice', 'some of one’s own')
  const colleague =
    loan.account !== holder &&
    (await grantsInForce(register, loan.account, today)).some(
      (one) => one.participant === source.participant && one.delegated_from === null,
    )
  if (!colleague) throw refused()
  return changing(act, source.participant, async (tx) => {
    const { role, purpose, participant, agreement } = source
    const lent = { role, purpose, participant, agreement, practice_ids, account: loan.account, end_date: loan.end_date }
    const from = { start_date: today, delegated_from: access_grant }
    const result = await insertAccessGrant(tx, { ...lent, ...from }, by.person, now)
    const about = `account:${loan.account} access-grant:${result.access_grant}`
    return { result, event: eventOf(act, 'lend-access', about, { from: access_grant, until: loan.end_date }) }
  })
}

async function holderOf(register: Register, access_grant: number): Promise<string> {
  const found = (await listAccessGrants(register)).find((one) => one.access_grant === access_grant)
  if (!found) throw refused()
  return found.account
}

function requireTime(end_date: string, last: string | null, today: string): void {
  day(end_date)
  const longest = new Date(Date.parse(today) + LONGEST_LOAN_DAYS * 86_400_000).toISOString().slice(0, 10)
  const latest = last !== null && last < longest ? last : longest
  if (end_date < today || end_date > latest) throw wrong(`a loan until ${end_date}`, `a day from ${today} to ${latest}`)
}
