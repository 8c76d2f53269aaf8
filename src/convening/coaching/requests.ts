import { refused } from '../../governance/permit.ts'
import type { CoachingRequest } from '../../register/convening/coaching.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, notNow } from '../act.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import type { RESULTS } from './standing.ts'

export type Place = { practice_id: string; organization_id: string }

/** A practice asks for help. It asks for one thing at a time, so that nobody takes up what another one does already. */
export function askForHelp(act: Act, at: Place, asks: string): Promise<{ coaching_request: number }> {
  const { register, by, now } = act
  return register.engine(async (tx) => {
    await requireSilenceIn(tx, act, { asks })
    const asked = await tx
      .insertInto('coaching_request')
      .values({ ...at, asks, asked_at: now, asked_by: by.name, ...OPEN })
      .onConflict((on) => on.column('practice_id').where('closed_at', 'is', null).doNothing())
      .returning('coaching_request')
      .executeTakeFirst()
    if (!asked) throw notNow('help that was asked for and is not closed', 'one request at a time', 'withdraw it first')
    return asked
  })
}
const OPEN = {
  ...{ participant: null, taken_up_at: null, taken_up_by: null },
  ...{ closed_at: null, closed_by: null, result: null, because: null },
}

/** The practice needs it no more. */
export function withdrawRequest(
  { register, by, now }: Act,
  { practice_id }: Pick<Place, 'practice_id'>,
  coaching_request: number,
): Promise<void> {
  return register.engine(async (tx) => {
    const found = await held(tx, coaching_request)
    if (found?.practice_id !== practice_id) throw refused()
    requireOpen(found)
    await close(tx, coaching_request, { closed_at: now, closed_by: by.name, result: 'withdrawn' })
  })
}

/** The coach's organization takes it up. Of two that try at once one gets it, and to the other it is not there any more. */
export function takeUp({ register, by, now }: Act, coaching_request: number): Promise<void> {
  return register.engine(async (tx) => {
    const found = await held(tx, coaching_request)
    if (!found || !isFor(found, by.organization_id)) throw refused()
    requireOpen(found)
    if (found.participant !== null) throw notNow('a request that is taken up', 'one that nobody took up')
    await tx
      .updateTable('coaching_request')
      .set({ participant: by.organization_id, taken_up_at: now, taken_up_by: by.name })
      .where('coaching_request', '=', coaching_request)
      .execute()
  })
}

/** The coach says what came of it. */
export function closeRequest(
  act: Act,
  coaching_request: number,
  { result, because }: { result: (typeof RESULTS)[number]; because: string },
): Promise<void> {
  const { register, by, now } = act
  return register.engine(async (tx) => {
    const found = await held(tx, coaching_request)
    if (!found || !isFor(found, by.organization_id)) throw refused()
    requireOpen(found)
    if (found.participant === null) throw notNow('a request that nobody took up', 'one that is taken up')
    await requireSilenceIn(tx, act, { because })
    await close(tx, coaching_request, { closed_at: now, closed_by: by.name, result, because })
  })
}

const held = (tx: RegisterTransaction, coaching_request: number): Promise<CoachingRequest | undefined> =>
  tx
    .selectFrom('coaching_request')
    .selectAll()
    .where('coaching_request', '=', coaching_request)
    .forUpdate()
    .executeTakeFirst()

/** Nobody's yet, or this organization's own. */
const isFor = ({ participant }: CoachingRequest, organization_id: string | null): boolean =>
  organization_id !== null && (participant === null || participant === organization_id)

function requireOpen({ closed_at }: CoachingRequest): void {
  if (closed_at !== null) throw notNow('a request that is closed', 'one that is open')
}

async function close(
  tx: RegisterTransaction,
  coaching_request: number,
  given: Pick<CoachingRequest, 'closed_at' | 'closed_by' | 'result'> & { because?: string },
): Promise<void> {
  await tx.updateTable('coaching_request').set(given).where('coaching_request', '=', coaching_request).execute()
}
