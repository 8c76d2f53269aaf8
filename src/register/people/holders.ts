import type { Register } from '../open.ts'
import { type AccessGrant, coachedPractices, grantsInForceIn } from './access-grants.ts'
import type { Account } from './accounts.ts'
import type { ApiClient } from './api-clients.ts'

export type Holders = {
  people: { account: Account; grant: AccessGrant; opened_in_emergency: string[] }[]
  programs: ApiClient[]
  /** By key. */
  participants: ReadonlyMap<string, string>
  names: ReadonlyMap<string, string>
}

/** Everybody and every program that may come in now, under each grant that they could choose. */
export function holders(register: Register, now: string): Promise<Holders> {
  const today = now.slice(0, 10)
  return register.engine(async (tx) => {
    const accounts = await tx.selectFrom('account').selectAll().orderBy('name').orderBy('account').execute()
    const open = await tx
      .selectFrom('break_glass')
      .select(['access_grant', 'practice_id'])
      .where('started_at', '<=', now)
      .where('ends_at', '>', now)
      .execute()
    const people: Holders['people'] = []
    for (const account of accounts)
      for (const grant of await grantsInForceIn(tx, account.account, today))
        people.push({
          account,
          grant,
          opened_in_emergency: open
            .filter((one) => one.access_grant === grant.access_grant)
            .map((one) => one.practice_id),
        })
    const active = tx.selectFrom('api_client').selectAll().where('status', '=', 'active')
    const programs: ApiClient[] = []
    for (const client of await active.orderBy('client_name').orderBy('client_id').execute()) {
      const { practice_ids } = await coachedPractices(tx, client, today)
      programs.push({ ...client, practice_ids })
    }
    const participants = await tx.selectFrom('participant').select(['participant', 'participant_name']).execute()
    return {
      people,
      programs,
      participants: new Map(participants.map((one) => [one.participant, one.participant_name])),
      names: new Map(accounts.map((one) => [one.account, one.name])),
    }
  })
}
