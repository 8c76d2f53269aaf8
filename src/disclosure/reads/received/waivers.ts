import { listWaivers, type Waiver } from '../../../register/feeds/waivers.ts'
import { listPayers } from '../../../register/payers.ts'
import { type Door, type Released, release } from '../../release.ts'
import { betweenThem, each, ofSender, partyOf, type Received } from './received.ts'

export const WAIVERS = [
  ...['waiver', 'payer', 'payer_name', 'feed', 'rule', 'reason', 'start_date', 'end_date', 'asked_at', 'asked_by'],
  ...['decision', 'decided_at', 'decided_by', 'because'],
] as const satisfies readonly (keyof Waiver | 'payer_name')[]

/** What was asked to be let off, and what was decided: a payer's own, and all of them for those who oversee. */
export const readWaivers = async (door: Door, { register }: Pick<Received, 'register'>): Promise<Released[]> =>
  releaseWaivers(door, register, await listWaivers(register, partyOf(door.viewer)))

export async function releaseWaivers(
  door: Door,
  register: Received['register'],
  rows: readonly Waiver[],
): Promise<Released[]> {
  const nameOf = new Map((await listPayers(register, 'senders')).map((one) => [one.payer, one.payer_name]))
  const named = rows.map((row) => ({ ...row, payer_name: nameOf.get(row.payer) ?? row.payer }))
  return release(door, ofSender('waivers', each(WAIVERS, betweenThem(door.viewer))), named)
}
