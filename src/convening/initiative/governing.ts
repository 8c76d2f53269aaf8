import { refused } from '../../governance/permit.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { filledOn, governingOf, requireCommittee } from '../../register/convening/initiatives.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, notNow } from '../act.ts'
import { faultsOf } from './committees.ts'

/** Who decides for the initiative on what a committee passed: the chair of the committee that governs, where there is one. */
export type Governing = { committee: string; title: string; chair: string | null } | null

/** Without a committee that governs an administrator of the convener decides, or the operator of the region. */
export const decides = (governing: Governing, { person, role, administers }: Viewer): boolean =>
  governing === null ? role === 'operator' || (role === 'convener' && administers === true) : governing.chair === person

export async function governingOn(tx: RegisterTransaction, initiative: string, day: string): Promise<Governing> {
  const found = await governingOf(tx, initiative)
  if (!found) return null
  const chair = (await filledOn(tx, found.committee, day)).find((one) => one.chair)
  return { ...found, chair: chair?.account ?? null }
}

/** Refuses a decision of anybody else, and one of a body that lost its balance. */
export async function requireDecider(tx: RegisterTransaction, act: Act, initiative: string): Promise<void> {
  const governing = await governingOn(tx, initiative, dayOf(act))
  if (!decides(governing, act.by))
    throw governing === null
      ? refused()
      : notNow('who does not chair the body that governs', `the chair of “${governing.title}”`)
  if (governing === null) return
  const held = await requireCommittee(tx, governing.committee)
  const faults = faultsOf(held, await filledOn(tx, governing.committee, dayOf(act)))
  if (faults.length > 0)
    throw notNow(
      `a body that may not decide: ${faults.map(({ says }) => says).join('; ')}`,
      'seats that keep what it and its footing ask for',
      'fill the seats first',
    )
}
