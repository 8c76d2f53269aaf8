import { sql } from 'kysely'
import type { Role } from '../../governance/viewer.ts'
import { filledOn } from '../../register/convening/initiatives.ts'
import { choicesIn, insertNotifications } from '../../register/convening/notify/notifications.ts'
import { callIn } from '../../register/convening/notify/webhooks.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { grantsOn } from '../../register/people/access-grants.ts'
import { KINDS, type NotificationKind } from './kinds.ts'

/**
 * Whom it concerns: one person; everybody who looks in a role, for a participant, or says who looks for it; or who sits
 * on a committee that day.
 */
export type Recipient =
  | { account: string }
  | { role: Role; participant?: string | undefined }
  | { participant: string; administrators?: true | undefined }
  | { committee: string }

export type Notice = {
  to: Recipient | readonly Recipient[]
  kind: NotificationKind
  /** Kind and key of what it is about, such as `ballot:12`. While a notice of it is unread it is not told again. */
  about: string
  /** The address in the product where it awaits, such as `/ballots/12`. */
  link: string
  at: string
  /** Who did it: nobody is told of their own act. */
  by?: string | undefined
}

/**
 * Tells people that something awaits them, within the transaction of the act, so that both stand or fall together.
 * Example: `await notifyIn(tx, { to: { role: 'payer' }, kind: 'ballot-open', about: 'ballot:12', link: '/ballots/12', at: now })`.
 * A transaction of a party will do: what is told is written by the program's own hand.
 */
export async function notifyIn(tx: RegisterTransaction, { to, kind, about, link, at, by }: Notice): Promise<void> {
  const { rows } = await sql<{ role: string }>`select current_user::text as role`.execute(tx)
  await sql`set local role wholepanel_engine`.execute(tx)
  const found = await concerned(tx, [to].flat() as readonly Recipient[], at.slice(0, 10))
  const accounts = found.accounts.filter((one) => one.account !== by)
  const chosen = await choicesIn(
    tx,
    accounts.map((one) => one.account),
    kind,
  )
  const mail = ({ account, email }: (typeof accounts)[number]) =>
    email === null ? 'never' : (chosen.get(account) ?? KINDS[kind].mail)
  await insertNotifications(
    tx,
    accounts.map((one) => ({ account: one.account, mail: mail(one), kind, about, link })),
    at,
  )
  await callIn(tx, found.participants, { kind, about, link }, at)
  await sql`set local role ${sql.id(rows[0]?.role ?? 'wholepanel_engine')}`.execute(tx)
}

type Concerned = { accounts: { account: string; email: string | null }[]; participants: string[] }

/** Everybody once, and the participants that are concerned as such, whose programs are called. */
async function concerned(tx: RegisterTransaction, to: readonly Recipient[], today: string): Promise<Concerned> {
  const accounts = new Map<string, string | null>()
  const participants = new Set<string>()
  for (const one of to) {
    const seated = 'committee' in one ? await filledOn(tx, one.committee, today) : []
    if ('committee' in one && seated.length === 0) continue
    let query = grantsOn(tx, today)
      .innerJoin('account as holder', 'holder.account', 'access_grant.account')
      .clearSelect()
      .select(['holder.account', 'holder.email', 'access_grant.participant'])
      .where('holder.status', '=', 'active')
      // Who borrowed a grant looks for somebody else, who is told.
      .where('delegated_from', 'is', null)
    if ('account' in one) query = query.where('holder.account', '=', one.account)
    // Who sits for an organization is told in person, and its programs are not called.
    if ('committee' in one)
      query = query.where(
        'holder.account',
        'in',
        seated.map(({ account }) => account),
      )
    if ('role' in one) query = query.where('role', '=', one.role)
    if ('participant' in one && one.participant !== undefined)
      query = query.where('access_grant.participant', '=', one.participant)
    if ('administrators' in one && one.administrators) query = query.where('administers', '=', true)
    for (const { account, email, participant } of await query.execute()) {
      accounts.set(account, email)
      if (!('account' in one || 'committee' in one) && participant !== null) participants.add(participant)
    }
  }
  const byKey = [...accounts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { accounts: byKey.map(([account, email]) => ({ account, email })), participants: [...participants].sort() }
}
