import type { Library } from '../../alignment/profile/library.ts'
import { faultOf } from '../../alignment/profile/of-statements.ts'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { requireInitiative } from '../../register/convening/initiatives.ts'
import type { Change } from '../../register/convening/recommendation-schema.ts'
import { openBallotOf, type RoundHeld, requireRecommendation } from '../../register/convening/recommendations.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, keepsProcess, keyOf, notNow, recorded, refuseClockSetBack, wrong } from '../act.ts'
import { ownSeat } from '../initiative/committees.ts'
import { requireDecider } from '../initiative/governing.ts'
import type { NotificationKind } from '../notify/kinds.ts'
import { notifyIn, type Recipient } from '../notify/notify.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import type { Typed } from '../silence/require-silence.ts'
import { requireDrafter, requireWithdrawer, requireWriter } from './drafter.ts'
import { following, type Process, type State, type Step } from './process.ts'

export type RecommendationGiven = {
  initiative: string
  committee: string
  title: string
  changes_kind: 'model' | 'measure-set' | 'rubric' | 'reference'
  changes_what: string
  body: string
  changes: Change[]
  supersedes: string | null
}

/**
 * Begins a recommendation as a draft: who convenes does, and who holds a seat of the committee. One that takes the place of a
 * published one says which.
 */
export function draft(act: Act, given: RecommendationGiven, library: Answering): Promise<{ recommendation: string }> {
  const { register, now, by } = act
  const { body, changes, supersedes, ...rest } = given
  refuseAnswers(changes, library, dayOf(act))
  return register.engine(async (tx) => {
    await requireInitiative(tx, given.initiative)
    await requireSilenceIn(tx, act, { title: given.title, ...textsOf({ body, changes }) })
    const committee = await tx
      .selectFrom('committee')
      .select('initiative')
      .where('committee', '=', given.committee)
      .where('ended_on', 'is', null)
      .executeTakeFirst()
    if (committee?.initiative !== given.initiative) throw wrong('no committee of this initiative', 'one that is there')
    const by_member = !keepsProcess(by)
    if (by_member) await ownSeat(tx, given.committee, act)
    if (supersedes !== null) await requirePublished(tx, supersedes)
    const taken = await tx.selectFrom('recommendation').select('recommendation').execute()
    const recommendation = keyOf(
      given.title,
      taken.map((one) => one.recommendation),
    )
    const start = { state: 'draft', round: 0, version: 1, because: null, touched_at: now }
    await tx
      .insertInto('recommendation')
      .values({ recommendation, ...rest, supersedes, by_member, ...start, ...recorded(act) })
      .execute()
    await writeVersion(tx, recommendation, 1, { body, changes }, now, by.person)
    return { recommendation }
  })
}

/**
 * Another text of it: the next version, after the one that its writer read. What was published stays as it is, and gets a
 * successor instead.
 */
export function write(
  act: Act,
  recommendation: string,
  given: { title: string; body: string; changes: Change[]; after?: number | undefined },
  library: Answering,
): Promise<{ version: number }> {
  refuseAnswers(given.changes, library, dayOf(act))
  return stepping(act, recommendation, { act: 'write' }, async (tx, found) => {
    await requireWriter(tx, act, found)
    await requireSilenceIn(tx, act, { title: given.title, ...textsOf(given) })
    if (given.after !== undefined && given.after !== found.version)
      throw notNow(
        `version ${found.version}, which somebody wrote meanwhile`,
        'a text written after reading it',
        'read that version, take over what you need, and keep yours then',
      )
    const version = found.version + 1
    await writeVersion(tx, recommendation, version, given, act.now, act.by.person)
    return { result: { version }, set: { version, title: given.title } }
  })
}

/** The member who drafted it holds it to be ready: who convenes may put it before the public. */
export function propose(act: Act, recommendation: string): Promise<void> {
  return stepping(act, recommendation, { act: 'propose' }, async (tx, found) => {
    await requireDrafter(tx, act, found)
    await tell(tx, act, found, 'draft-proposed', [{ role: 'convener' }])
    return { result: undefined }
  })
}

/** And takes it back to write on, as long as it was not put before the public. */
export function takeBack(act: Act, recommendation: string): Promise<void> {
  return stepping(act, recommendation, { act: 'take-back' }, async (tx, found) => {
    await requireDrafter(tx, act, found)
    return { result: undefined }
  })
}

/** Puts the newest version before everybody, for some days. */
export function openComment(
  act: Act,
  recommendation: string,
  { opens_on, closes_on }: { opens_on: string; closes_on: string },
): Promise<void> {
  return stepping(act, recommendation, { act: 'open-comment', opens_on, closes_on }, async (tx, found, next) => {
    await tx
      .insertInto('comment_window')
      .values({ recommendation, round: next.round, version: found.version, opens_on, closes_on })
      .execute()
    await tell(tx, act, found, 'comment-open', await participantsOf(tx, found.initiative))
    return { result: undefined }
  })
}

export function extendComment(act: Act, recommendation: string, closes_on: string): Promise<void> {
  return stepping(act, recommendation, { act: 'extend-comment', closes_on }, async (tx, found) => {
    await tx
      .updateTable('comment_window')
      .set({ closes_on })
      .where('recommendation', '=', recommendation)
      .where('round', '=', found.round)
      .execute()
    return { result: undefined }
  })
}

export type CommentGiven = { name: string; affiliation: string | null; account: string | null; body: string }

/** Anybody says what they think of it, while comments are taken. Nobody else reads it before it was looked at. */
export function comment(
  act: Omit<Act, 'by'> & Partial<Pick<Act, 'by'>>,
  recommendation: string,
  given: CommentGiven,
): Promise<{ comment: number }> {
  return stepping(act, recommendation, { act: 'comment' }, async (tx, found) => {
    await requireSilenceIn(tx, act, { name: given.name, affiliation: given.affiliation, body: given.body })
    const window = await tx
      .selectFrom('comment_window')
      .select('opens_on')
      .where('recommendation', '=', recommendation)
      .where('round', '=', found.round)
      .executeTakeFirstOrThrow()
    if (window.opens_on > dayOf(act)) throw notNow('a comment today', `one from ${window.opens_on} on`)
    const unseen = { moderation: 'waiting', moderated_at: null, moderated_by: null, because: null }
    const row = { recommendation, round: found.round, ...given, received_at: act.now, ...unseen }
    const result = await tx.insertInto('public_comment').values(row).returning('comment').executeTakeFirstOrThrow()
    await tell(tx, { now: act.now }, found, 'comment-made', [{ role: 'convener' }])
    return { result }
  })
}

/** Puts a comment in view, or hides it with a reason. A comment that says no is no reason. */
export function moderate(
  act: Act,
  recommendation: string,
  { comment: number, because }: { comment: number; because: string | null },
): Promise<void> {
  return stepping(act, recommendation, { act: 'moderate' }, async (tx, found) => {
    await requireSilenceIn(tx, act, { because })
    const done = await tx
      .updateTable('public_comment')
      .set({
        moderation: because === null ? 'shown' : 'hidden',
        moderated_at: act.now,
        moderated_by: act.by.person,
        because,
      })
      .where('comment', '=', number)
      .where('recommendation', '=', recommendation)
      .where('round', '=', found.round)
      .executeTakeFirst()
    if (Number(done.numUpdatedRows) === 0) throw notNow('no comment of this round', 'one of those received')
    return { result: undefined }
  })
}

/** Answers a comment in view. A better answer is another one beside the first. */
export function answer(
  act: Act,
  recommendation: string,
  { comment: number, body }: { comment: number; body: string },
): Promise<void> {
  return stepping(act, recommendation, { act: 'answer' }, async (tx, found) => {
    await requireSilenceIn(tx, act, { body })
    const shown = await tx
      .selectFrom('public_comment')
      .select(['comment', 'account'])
      .where('comment', '=', number)
      .where('recommendation', '=', recommendation)
      .where('round', '=', found.round)
      .where('moderation', '=', 'shown')
      .executeTakeFirst()
    if (!shown) throw notNow('no comment in view', 'one that is in view')
    const row = { comment: number, body, answered_at: act.now, answered_by: act.by.person }
    await tx.insertInto('comment_answer').values(row).execute()
    if (shown.account !== null) await tell(tx, act, found, 'comment-answered', [{ account: shown.account }])
    return { result: undefined }
  })
}

/** Those who govern the initiative accept what the committee passed, or send it back. */
export function decide(
  act: Act,
  recommendation: string,
  { accepted, because }: { accepted: boolean; because: string },
): Promise<void> {
  return stepping(act, recommendation, { act: 'decide', accepted }, async (tx, found) => {
    await requireDecider(tx, act, found.initiative)
    await requireSilenceIn(tx, act, { because })
    const outcome = accepted ? 'accepted' : 'returned'
    const row = { recommendation, round: found.round, outcome, because, decided_at: act.now, decided_by: act.by.person }
    await tx.insertInto('decision').values(row).execute()
    await tell(tx, act, found, 'decision-made', await participantsOf(tx, found.initiative))
    return { result: undefined }
  })
}

/** Publishes the version that was voted on; what it takes the place of is superseded in the same moment. */
export function publish(act: Act, recommendation: string): Promise<void> {
  return stepping(act, recommendation, { act: 'publish' }, async (tx, found) => {
    const ballot = await tx
      .selectFrom('ballot')
      .select('version')
      .where('recommendation', '=', recommendation)
      .where('round', '=', found.round)
      .where('outcome', '=', 'passed')
      .executeTakeFirstOrThrow()
    const { round, supersedes } = found
    const row = { recommendation, version: ballot.version, round, published_at: act.now, published_by: act.by.person }
    await tx.insertInto('recommendation_publication').values(row).execute()
    if (supersedes !== null) await move(tx, await requireRecommendation(tx, supersedes), { act: 'supersede' }, act)
    return { result: undefined }
  })
}

/** Takes it back, with a reason that everybody who reads it reads. What was published stays to be read. */
export function withdraw(act: Act, recommendation: string, because: string): Promise<void> {
  return stepping(act, recommendation, { act: 'withdraw' }, async (tx, found) => {
    await requireWithdrawer(tx, act, found)
    await requireSilenceIn(tx, act, { because })
    const ballot = await openBallotOf(tx, recommendation)
    if (ballot)
      await tx
        .updateTable('ballot')
        .set({ closed_at: act.now, closed_by: act.by.person, outcome: 'void', because: 'it was withdrawn' })
        .where('ballot', '=', ballot.ballot)
        .execute()
    return { result: undefined, set: { because } }
  })
}

/** Tells people that something awaits them, or that something was done, in the transaction of the act. */
export const tell = (
  tx: RegisterTransaction,
  { now, by }: { now: string; by?: Act['by'] },
  { recommendation }: Pick<RoundHeld, 'recommendation'>,
  kind: NotificationKind,
  to: readonly Recipient[],
): Promise<void> =>
  notifyIn(tx, {
    ...{ to, kind, about: `recommendation:${recommendation}`, link: `/convening/recommendations/${recommendation}` },
    ...{ at: now, by: by?.person },
  })

async function participantsOf(tx: RegisterTransaction, initiative: string): Promise<Recipient[]> {
  const found = await tx
    .selectFrom('initiative_participant')
    .select('participant')
    .where('initiative', '=', initiative)
    .orderBy('participant')
    .execute()
  return found.map(({ participant }) => ({ participant }))
}

type Set = { version?: number; title?: string; because?: string }

/** One step of the procedure and what is written with it, in one transaction, after what was done before it. */
export function stepping<Result>(
  act: Omit<Act, 'by'>,
  recommendation: string,
  step: Step | ((tx: RegisterTransaction, found: RoundHeld) => Promise<Step>),
  work: (tx: RegisterTransaction, found: RoundHeld, next: Process) => Promise<{ result: Result; set?: Set }>,
): Promise<Result> {
  return act.register.engine(async (tx) => {
    const found = await requireRecommendation(tx, recommendation)
    const asked = typeof step === 'function' ? await step(tx, found) : step
    const next = nextOf(found, asked, act)
    const { result, set } = await work(tx, found, next)
    await save(tx, found, next, act, set)
    return result
  })
}

const move = (tx: RegisterTransaction, found: RoundHeld, step: Step, act: Pick<Act, 'now'>): Promise<void> =>
  save(tx, found, nextOf(found, step, act), act)

function nextOf(found: RoundHeld, step: Step, act: Pick<Act, 'now'>): Process {
  refuseClockSetBack(act.now, found.touched_at)
  return following({ ...found, state: found.state as State }, step, dayOf(act))
}

async function save(
  tx: RegisterTransaction,
  found: RoundHeld,
  { state, round }: Process,
  { now }: Pick<Act, 'now'>,
  set: Set = {},
): Promise<void> {
  await tx
    .updateTable('recommendation')
    .set({ state, round, touched_at: now, ...set })
    .where('recommendation', '=', found.recommendation)
    .execute()
}

type Answering = Pick<Library, 'elements' | 'rules'>

/** An answer that no payer could state is none. */
function refuseAnswers(changes: readonly Change[], library: Answering, day: string): void {
  const faults = changes.flatMap(({ element, value }) => {
    if (value === null) return []
    const fault = faultOf(element, { value, source: 'the recommendation' }, { ...library, day })
    return fault === null ? [] : [{ at: element, text: fault }]
  })
  if (faults.length > 0) throw new WholepanelError('input-argument', faultsDetail(faults))
}

/** An amount that is recommended is read as such: it passes, and a payer's own beside it does not. */
const textsOf = ({ body, changes }: { body: string; changes: readonly Change[] }): Typed => ({
  body,
  changes: changes.flatMap(({ now, becomes, recommended_amount }) => [
    now,
    recommended_amount ? `The initiative recommends ${becomes}.` : becomes,
  ]),
})

async function writeVersion(
  tx: RegisterTransaction,
  recommendation: string,
  version: number,
  { body, changes }: { body: string; changes: Change[] },
  written_at: string,
  written_by: string,
): Promise<void> {
  const row = { recommendation, version, body, changes: JSON.stringify(changes), written_at, written_by }
  await tx.insertInto('recommendation_version').values(row).execute()
}

async function requirePublished(tx: RegisterTransaction, recommendation: string): Promise<void> {
  const { state } = await requireRecommendation(tx, recommendation)
  if (state !== 'published') throw notNow('a successor of what is not published', 'a published recommendation')
}
