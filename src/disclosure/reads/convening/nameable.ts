import { takePartOn } from '../../../register/convening/initiatives.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, ofSender } from '../received/received.ts'
import type { Convened } from './initiatives.ts'

const rowsOf = (name: string, columns: readonly string[]) => ({
  name,
  columns: each(columns, 'public'),
  parties: () => ({}),
})
const PARTICIPANTS = rowsOf('participants to name', ['participant', 'participant_name', 'kind', 'takes_part'])
const PEOPLE = rowsOf('people to name', ['account', 'name', 'participant', 'participant_name'])
const CONTRACTS = ofSender(
  'contracts to name',
  each(['payer', 'payer_name', 'organization_id', 'organization_name'], 'public'),
)

export type Nameable = { participants: Released[]; people: Released[]; contracts: Released[] }

/**
 * Whom a form of the convening may name. Participants are all that are registered. Of people only names, and only of those who
 * may look today for one that takes part: who sits on a committee is chosen among them. Of contracts, between which two they are.
 */
export async function readNameable(door: Door, { register, now }: Convened, initiative: string): Promise<Nameable> {
  const found = await register.engine((tx) => nameableIn(tx, initiative, now.slice(0, 10)))
  return {
    participants: await release(door, PARTICIPANTS, found.participants),
    people: await release(door, PEOPLE, found.people),
    contracts: await release(door, CONTRACTS, found.contracts),
  }
}

async function nameableIn(tx: RegisterTransaction, initiative: string, day: string) {
  const takePart = (await takePartOn(tx, initiative, day).execute()).map(({ participant }) => participant)
  const participants = await tx
    .selectFrom('participant')
    .select(['participant', 'participant_name', 'kind'])
    .orderBy('participant_name')
    .execute()
  const people = await tx
    .selectFrom('account')
    .innerJoin('access_grant as g', 'g.account', 'account.account')
    .innerJoin('participant as p', 'p.participant', 'g.participant')
    .select(['account.account', 'account.name', 'p.participant', 'p.participant_name'])
    .distinct()
    .where('account.status', '=', 'active')
    .where('p.participant', 'in', takePart.length > 0 ? takePart : [''])
    // Who borrowed another's access sits for nobody by it.
    .where('g.delegated_from', 'is', null)
    .where('g.ended_at', 'is', null)
    .where('g.start_date', '<=', day)
    .where((e) => e.or([e('g.end_date', 'is', null), e('g.end_date', '>=', day)]))
    .orderBy('p.participant_name')
    .orderBy('account.name')
    .execute()
  const contracts = await tx
    .selectFrom('arrangement as a')
    .innerJoin('payer', 'payer.payer', 'a.payer')
    .leftJoin('participant as p', 'p.participant', 'a.organization_id')
    .leftJoin('organization as o', 'o.organization_id', 'a.organization_id')
    .select(['a.payer', 'payer.payer_name', 'a.organization_id', 'p.participant_name', 'o.organization_name'])
    .distinct()
    .orderBy('payer.payer_name')
    .orderBy('a.organization_id')
    .execute()
  return {
    participants: participants.map((one) => ({ ...one, takes_part: takePart.includes(one.participant) })),
    people,
    contracts: contracts.map(({ participant_name, organization_name, ...one }) => ({
      ...one,
      organization_name: participant_name ?? organization_name ?? one.organization_id,
    })),
  }
}
