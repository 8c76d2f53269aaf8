import type { SharedGoalRow } from '../../register/convening/initiative-schema.ts'
import { requireInitiative, takePartOn } from '../../register/convening/initiatives.ts'
import { sha256 } from '../../register/log/event-chain.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, keyOf, notNow, recorded, wrong, wrongAt } from '../act.ts'
import type { AdoptionPublic } from '../adoption/stages.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import { BASES, type Basis } from './cost-shares.ts'
import type { Footing, Side } from './footing.ts'
import { refuseUnmeasured } from './goals.ts'

export type InitiativeGiven = {
  title: string
  about: string
  footing: Footing
  authority: string
  supervisor: string | null
  supervision: string | null
  start_date: string
}

/** Begins an initiative. State action without a supervisor is none. */
export function foundInitiative(act: Act, given: InitiativeGiven): Promise<{ initiative: string }> {
  if (given.footing === 'state-action' && (given.supervisor === null || given.supervision === null))
    throw wrongAt('supervisor', 'state action without active supervision', 'who supervises, and how')
  return act.register.engine(async (tx) => {
    const taken = await tx.selectFrom('initiative').select('initiative').execute()
    const initiative = keyOf(
      given.title,
      taken.map((one) => one.initiative),
    )
    await tx
      .insertInto('initiative')
      .values({ initiative, ...given, end_date: null, ...recorded(act) })
      .execute()
    return { initiative }
  })
}

export type CharterGiven = { body: string; adopted_on: string; adoption_public?: AdoptionPublic | undefined }

/** The next version of the charter. Earlier ones stay to be read. It says too when everybody reads what payers adopt. */
export function adoptCharter(
  act: Act,
  initiative: string,
  { body, adopted_on, adoption_public = 'at-once' }: CharterGiven,
): Promise<{ version: number }> {
  if (adopted_on > dayOf(act)) throw wrongAt('adopted_on', `a charter adopted on ${adopted_on}`, 'a day that has come')
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    await requireSilenceIn(tx, act, { body })
    const version = (await newest(tx, 'initiative_charter', initiative)) + 1
    await tx
      .insertInto('initiative_charter')
      .values({ initiative, version, body, adopted_on, adoption_public, ...recorded(act) })
      .execute()
    return { version }
  })
}

export type ParticipationGiven = {
  participant: string
  side: Side
  lines_of_business: string[]
  start_date: string
  end_date: string | null
}

/** Somebody takes part, with other lines than before, or until a day. */
export function takePart(act: Act, initiative: string, given: ParticipationGiven): Promise<void> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    const known = await tx
      .selectFrom('participant')
      .select('participant')
      .where('participant', '=', given.participant)
      .executeTakeFirst()
    if (!known) throw wrong('nobody of this key', 'a participant that is registered', 'register it first')
    const { lines_of_business, end_date, side } = given
    await tx
      .insertInto('initiative_participant')
      .values({ initiative, ...given, ...recorded(act) })
      .onConflict((c) =>
        c.columns(['initiative', 'participant']).doUpdateSet({ lines_of_business, end_date, side, ...recorded(act) }),
      )
      .execute()
  })
}

export type GoalGiven = Pick<SharedGoalRow, 'title' | 'measured_by' | 'baseline' | 'target' | 'better' | 'by_date'>

export function setGoal(act: Act, initiative: string, given: GoalGiven): Promise<{ goal: number }> {
  refuseUnmeasured(given.measured_by)
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    await requireSilenceIn(tx, act, { title: given.title })
    return tx
      .insertInto('shared_goal')
      .values({ initiative, ...given, ended_on: null, because: null, ...recorded(act) })
      .returning('goal')
      .executeTakeFirstOrThrow()
  })
}

export function endGoal(act: Act, initiative: string, goal: number, because: string): Promise<void> {
  return act.register.engine(async (tx) => {
    const ended = await tx
      .updateTable('shared_goal')
      .set({ ended_on: dayOf(act), because })
      .where('goal', '=', goal)
      .where('initiative', '=', initiative)
      .where('ended_on', 'is', null)
      .executeTakeFirst()
    if (Number(ended.numUpdatedRows) === 0) throw notNow('no goal that is open', 'a goal of the initiative')
  })
}

/** The next version of the memorandum of understanding. Who signed an earlier one is asked again. */
export function issueMemorandum(act: Act, initiative: string, body: string): Promise<{ version: number }> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    await requireSilenceIn(tx, act, { body })
    const version = (await newest(tx, 'memorandum', initiative)) + 1
    const row = { initiative, version, body, body_hash: sha256(body), issued_on: dayOf(act), ...recorded(act) }
    await tx.insertInto('memorandum').values(row).execute()
    return { version }
  })
}

/** Signs for one's participant the newest version, whose text the signer was shown. */
export function signMemorandum(
  act: Act,
  initiative: string,
  { version, body_hash }: { version: number; body_hash: string },
): Promise<void> {
  const { by, now } = act
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    const found = await tx
      .selectFrom('memorandum')
      .select(['version', 'body_hash'])
      .where('initiative', '=', initiative)
      .orderBy('version', 'desc')
      .executeTakeFirst()
    if (found?.version !== version || found.body_hash !== body_hash)
      throw notNow('another text than the newest', 'a signature under the newest version', 'read it, then sign it')
    const takesPart = await takePartOn(tx, initiative, dayOf(act))
      .where('participant', '=', by.organization_id ?? '')
      .executeTakeFirst()
    if (!takesPart) throw notNow('a signature of who takes no part', 'one of the participants')
    const { participant } = takesPart
    const signed = await tx
      .insertInto('memorandum_signature')
      .values({
        initiative,
        version,
        participant,
        body_hash,
        signed_by: by.person,
        signed_name: by.name,
        signed_at: now,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (Number(signed.numInsertedOrUpdatedRows) === 0)
      throw notNow('a second signature', 'one a version and participant')
  })
}

/** What the initiative costs in a year, and by what it is shared. */
export function setCostShare(
  act: Act,
  initiative: string,
  given: { year: number; basis: Basis; budget_usd: string },
): Promise<void> {
  if (!BASES.includes(given.basis)) throw wrong(given.basis, BASES.join(', '))
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    const { basis, budget_usd } = given
    await tx
      .insertInto('cost_share')
      .values({ initiative, ...given, ...recorded(act) })
      .onConflict((c) => c.columns(['initiative', 'year']).doUpdateSet({ basis, budget_usd, ...recorded(act) }))
      .execute()
  })
}

/** What a participant's share is in proportion to. It is the participant's own: who shares costs does not read it. */
export function stateWeight(
  act: Act,
  initiative: string,
  given: { year: number; participant: string; weight: string },
): Promise<void> {
  const { by } = act
  if (by.role !== 'convener' && by.role !== 'operator' && by.organization_id !== given.participant)
    throw wrong('the weight of another participant', 'one’s own')
  return act.register.engine(async (tx) => {
    const found = await tx
      .selectFrom('cost_share')
      .select('year')
      .where('initiative', '=', initiative)
      .where('year', '=', given.year)
      .executeTakeFirst()
    if (!found) throw notNow('no budget of this year', 'a budget, before what it is shared by')
    const { weight } = given
    await tx
      .insertInto('cost_share_weight')
      .values({ initiative, ...given, ...recorded(act) })
      .onConflict((c) => c.columns(['initiative', 'year', 'participant']).doUpdateSet({ weight, ...recorded(act) }))
      .execute()
  })
}

export type WaiverClaimed = {
  payer: string
  organization_id: string
  law: 'anti-kickback' | 'physician-self-referral'
  citation: string
  document: string
  claimed_on: string
}

/** A waiver or safe harbor that an arrangement claims, under the Anti-Kickback Statute or the Stark law. */
export function claimWaiver(act: Act, initiative: string, given: WaiverClaimed): Promise<void> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, initiative)
    const arrangement = await tx
      .selectFrom('arrangement')
      .select('arrangement')
      .where('payer', '=', given.payer)
      .where('organization_id', '=', given.organization_id)
      .executeTakeFirst()
    if (!arrangement) throw wrong('two who have no arrangement', 'a payer and an organization with a contract')
    await tx
      .insertInto('legal_waiver')
      .values({ initiative, ...given, ended_on: null, ...recorded(act) })
      .execute()
  })
}

async function newest(
  tx: RegisterTransaction,
  table: 'initiative_charter' | 'memorandum',
  initiative: string,
): Promise<number> {
  const found = await tx
    .selectFrom(table)
    .select('version')
    .where('initiative', '=', initiative)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  return found?.version ?? 0
}
