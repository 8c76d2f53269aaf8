import { refused } from '../../governance/permit.ts'
import { payersTakingPart, requireInitiative } from '../../register/convening/initiatives.ts'
import { type RecruitedPractice, recruitedIn } from '../../register/convening/recruitment.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, keyOf, notNow, recorded, wrong } from '../act.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import { type Candidate, type Criteria, checked, meeting } from './criteria.ts'
import {
  type Answer,
  after,
  type ConvenerStep,
  type HandoverStep,
  handoverAfter,
  NEEDS_REASON,
  type State,
} from './process.ts'
import type { READINESS_ANSWERS } from './readiness.ts'

/** An initiative begins to look for practices. */
export function openRecruitment(
  act: Act,
  given: { initiative: string; title: string; about: string },
): Promise<{ recruitment: string }> {
  return act.register.engine(async (tx) => {
    await requireInitiative(tx, given.initiative)
    await requireSilenceIn(tx, act, { title: given.title, about: given.about })
    const taken = await tx.selectFrom('recruitment').select('recruitment').execute()
    const recruitment = keyOf(
      given.title,
      taken.map((one) => one.recruitment),
    )
    await tx
      .insertInto('recruitment')
      .values({ recruitment, ...given, ended_on: null, because: null, ...recorded(act) })
      .execute()
    return { recruitment }
  })
}

export function endRecruitment(act: Act, recruitment: string, because: string): Promise<void> {
  return act.register.engine(async (tx) => {
    await requireOpen(tx, recruitment)
    await requireSilenceIn(tx, act, { because })
    await tx
      .updateTable('recruitment')
      .set({ ended_on: dayOf(act), because })
      .where('recruitment', '=', recruitment)
      .execute()
  })
}

/** Fewest payers that take part: with fewer, a share of them together is nearly a share of one. */
export const FEWEST_PAYERS = 3

/** The payers that the criteria are asked of: all that take part today. Nobody chooses among them. */
export function payersOf(act: Act, recruitment: string): Promise<string[]> {
  return act.register.engine(async (tx) => {
    const { initiative } = await requireOpen(tx, recruitment)
    const payers = await payersTakingPart(tx, initiative, dayOf(act))
    if (payers.length < FEWEST_PAYERS)
      throw notNow(
        `${payers.length} payers that take part`,
        `${FEWEST_PAYERS} or more, so that no share is one payer’s`,
      )
    return payers
  })
}

export type Agreed = { criteria: Criteria; period: string; payers: readonly string[]; candidates: readonly Candidate[] }

/**
 * What was agreed, as the next version, and the practices that meet it. A practice that was found before and was not yet
 * invited is passed over where it no longer meets; one that was invited stays as it is.
 */
export function agreeCriteria(
  act: Act,
  recruitment: string,
  agreed: Agreed,
): Promise<{ version: number; found: number }> {
  const { criteria, period, payers, candidates } = agreed
  const day = dayOf(act)
  return act.register.engine(async (tx) => {
    const { initiative } = await requireOpen(tx, recruitment)
    const now = await payersTakingPart(tx, initiative, day)
    if (now.join() !== [...payers].join())
      throw notNow('payers that changed meanwhile', 'the same payers', 'agree again')
    if (criteria.least_payers > payers.length)
      throw wrong(`${criteria.least_payers} of ${payers.length} payers`, 'at most as many as take part')
    const last = await tx
      .selectFrom('recruitment_criteria')
      .select('version')
      .where('recruitment', '=', recruitment)
      .orderBy('version', 'desc')
      .executeTakeFirst()
    const version = (last?.version ?? 0) + 1
    const row = { ...criteria, ready: [...criteria.ready], payers: [...payers], period, agreed_on: day }
    await tx
      .insertInto('recruitment_criteria')
      .values({ recruitment, version, ...row, ...recorded(act) })
      .execute()
    const checks = checked(criteria, candidates).map((one) => ({ recruitment, version, ...one }))
    if (checks.length > 0) await tx.insertInto('recruitment_check').values(checks).execute()
    const found = meeting(criteria, candidates)
    await keep(tx, { recruitment, version, day }, found)
    return { version, found: found.length }
  })
}

async function keep(
  tx: RegisterTransaction,
  { recruitment, version, day }: { recruitment: string; version: number; day: string },
  found: ReturnType<typeof meeting>,
): Promise<void> {
  const before = await tx
    .selectFrom('recruited_practice')
    .select(['practice_id', 'state'])
    .where('recruitment', '=', recruitment)
    .forUpdate()
    .execute()
  const meets = new Set(found.map((one) => one.practice_id))
  for (const { practice_id, state } of before.filter((one) => one.state === 'found' && !meets.has(one.practice_id)))
    await tx
      .updateTable('recruited_practice')
      .set({ state: after(state as State, 'pass-over'), because: `does not meet version ${version} of the criteria` })
      .where('recruitment', '=', recruitment)
      .where('practice_id', '=', practice_id)
      .execute()
  const others = found.filter((one) => !before.some(({ practice_id }) => practice_id === one.practice_id))
  if (others.length > 0)
    await tx
      .insertInto('recruited_practice')
      .values(others.map((one) => ({ recruitment, version, ...one, state: 'found', found_on: day, ...NOTHING_YET })))
      .execute()
}
const NOTHING_YET = { because: null, invited_on: null, answered_on: null, answered_by: null, handed_over_on: null }

/** The convener invites a practice, passes it over with a reason, or hands it over to every payer that takes part. */
export function stepPractice(
  act: Act,
  recruitment: string,
  practice_id: string,
  { step, because }: { step: ConvenerStep; because: string | null },
): Promise<void> {
  const day = dayOf(act)
  return act.register.engine(async (tx) => {
    await requireOpen(tx, recruitment)
    const found = await recruitedIn(tx, recruitment, practice_id)
    if (!found) throw refused()
    const state = after(found.state as State, step)
    await requireReason(tx, act, step, because)
    if (step === 'hand-over') await handOver(tx, found, day)
    const dates = step === 'invite' ? { invited_on: day } : step === 'hand-over' ? { handed_over_on: day } : {}
    await set(tx, found, { state, because, ...dates })
  })
}

async function handOver(tx: RegisterTransaction, found: RecruitedPractice, day: string): Promise<void> {
  const { recruitment, practice_id, organization_id, version } = found
  const { ready, payers } = await tx
    .selectFrom('recruitment_criteria')
    .select(['ready', 'payers'])
    .where('recruitment', '=', recruitment)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  const answers = await tx
    .selectFrom('readiness_answer')
    .select(['question', 'answer'])
    .where('recruitment', '=', recruitment)
    .where('practice_id', '=', practice_id)
    .execute()
  const missing = ready.filter((one) => !answers.some(({ question, answer }) => question === one && answer === 'yes'))
  if (missing.length > 0)
    throw notNow(`no yes to ${missing.join(', ')}`, 'a yes to each question that was agreed', 'ask the practice')
  // Every payer is told, whether or not the practice has members of it: who is told says nothing of anybody's panel.
  await tx
    .insertInto('handover')
    .values(
      payers.map((payer) => ({
        ...{ recruitment, practice_id, organization_id, payer, told_on: day },
        ...{ taken_up_on: null, signed_on: null, ended_on: null, because: null },
      })),
    )
    .execute()
}

export type Readiness = { question: string; answer: (typeof READINESS_ANSWERS)[number] }

/** A practice answers its invitation, and what it is asked about itself. */
export function answerInvitation(
  act: Act,
  { recruitment, practice_id }: { recruitment: string; practice_id: string },
  { answer, because, readiness }: { answer: Answer | null; because: string | null; readiness: readonly Readiness[] },
): Promise<void> {
  const { register, now, by } = act
  return register.engine(async (tx) => {
    const found = await recruitedIn(tx, recruitment, practice_id)
    if (!found || found.invited_on === null) throw refused()
    await requireOpen(tx, recruitment)
    for (const one of readiness)
      await tx
        .insertInto('readiness_answer')
        .values({
          ...{ recruitment, practice_id, organization_id: found.organization_id, ...one },
          ...{ answered_at: now, answered_by: by.name },
        })
        .onConflict((on) =>
          on
            .columns(['recruitment', 'practice_id', 'question'])
            .doUpdateSet({ answer: one.answer, answered_at: now, answered_by: by.name }),
        )
        .execute()
    if (answer === null) return
    const state = after(found.state as State, answer)
    await requireReason(tx, act, answer, because)
    await set(tx, found, { state, because, answered_on: dayOf(act), answered_by: by.name })
    if (answer === 'withdrawn')
      await tx
        .updateTable('handover')
        .set({ ended_on: dayOf(act), because: 'the practice withdrew' })
        .where('recruitment', '=', recruitment)
        .where('practice_id', '=', practice_id)
        .where('signed_on', 'is', null)
        .where('ended_on', 'is', null)
        .execute()
  })
}

/**
 * A payer says how it stands with a practice that was handed over to it. It names the practice, and what is kept is found by
 * the payer itself: no number is there that would count what others were handed.
 */
export function stepHandover(
  act: Act,
  { recruitment, practice_id }: { recruitment: string; practice_id: string },
  { step, because }: { step: HandoverStep; because: string | null },
): Promise<void> {
  const payer = act.by.organization_id ?? ''
  return act.register.engine(async (tx) => {
    const found = await tx
      .selectFrom('handover')
      .selectAll()
      .where('recruitment', '=', recruitment)
      .where('practice_id', '=', practice_id)
      .where('payer', '=', payer)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw refused()
    const next = handoverAfter(found, step, dayOf(act))
    if (step === 'end' && because === null) throw wrong('no reason', 'why it ends')
    await requireSilenceIn(tx, act, { because })
    await tx
      .updateTable('handover')
      .set({ ...next, ...(step === 'end' ? { because } : {}) })
      .where('recruitment', '=', recruitment)
      .where('practice_id', '=', practice_id)
      .where('payer', '=', payer)
      .execute()
  })
}

async function requireReason(tx: RegisterTransaction, act: Act, step: ConvenerStep | Answer, because: string | null) {
  if (because === null && NEEDS_REASON.includes(step)) throw wrong('no reason', 'why')
  await requireSilenceIn(tx, act, { because })
}

async function requireOpen(tx: RegisterTransaction, recruitment: string) {
  const found = await tx
    .selectFrom('recruitment')
    .selectAll()
    .where('recruitment', '=', recruitment)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw refused()
  if (found.ended_on !== null) throw notNow('a recruitment that is over', 'one that is open')
  return found
}

async function set(
  tx: RegisterTransaction,
  { recruitment, practice_id }: RecruitedPractice,
  given: Partial<RecruitedPractice>,
): Promise<void> {
  await tx
    .updateTable('recruited_practice')
    .set(given)
    .where('recruitment', '=', recruitment)
    .where('practice_id', '=', practice_id)
    .execute()
}
