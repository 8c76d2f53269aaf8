import { WholepanelError } from '../../error.ts'
import {
  type BreakGlass,
  type BreakGlassListed,
  insertBreakGlass,
  listBreakGlass,
  openBreakGlassIn,
  reviewBreakGlass,
} from '../../register/people/break-glass.ts'
import { refused } from '../permit.ts'
import { type Act, changing, eventOf, governs, wrong } from './act.ts'

const SHORTEST = 10
const LONGEST = 500

/**
 * Someone who treats opens the panel of a practice that is not theirs, in an emergency, for an hour. Whoever is
 * concerned is told, and it is reviewed. Asked for twice, it is opened once.
 */
export async function breakGlass(act: Act, asked: { practice_id: string; reason: string }): Promise<BreakGlass> {
  const { by, now, register } = act
  const { practice_id } = asked
  const reason = words(asked.reason, 'why it cannot wait')
  const organization_id = (await act.organizations())?.get(practice_id)
  const { access_grant } = by
  if (organization_id === undefined || access_grant === undefined) throw refused()
  if (by.practice_ids.includes(practice_id)) throw wrong('a practice of one’s own', 'one that is not: this is open')
  const already = (await register.engine((tx) => openBreakGlassIn(tx, access_grant, now))).find(
    (one) => one.practice_id === practice_id,
  )
  if (already) return already
  return changing(act, by.organization_id, async (tx) => {
    const given = { account: by.person, access_grant, reason, practice_id, organization_id, started_at: now }
    const result = await insertBreakGlass(tx, given)
    const about = `practice:${practice_id} break-glass:${result.break_glass}`
    return { result, event: eventOf(act, 'break-glass', about, { until: result.ends_at }) }
  })
}

/** What a viewer may read of it: its own; an administrator those of its people and on its practices; the operator all. */
export async function breakGlassFor({ register, by }: Pick<Act, 'register' | 'by'>): Promise<BreakGlassListed[]> {
  const all = await listBreakGlass(register, by)
  return all.filter((one) => one.account === by.person || governsIt(by, one))
}

/** Says in words what was found of it, once, and never of one's own. */
export async function review(given: Act, break_glass: number, text: string): Promise<void> {
  const { by, now, register } = given
  const found = (await listBreakGlass(register, by)).find((one) => one.break_glass === break_glass)
  if (!found || !governsIt(by, found) || found.account === by.person) throw refused()
  const said = words(text, 'what was found')
  await changing(given, by.organization_id, async (tx) => {
    if (!(await reviewBreakGlass(tx, break_glass, said, by.person, now)))
      throw new WholepanelError('conflict-review', { fix: 'read who reviewed it, and what they found' })
    const about = `practice:${found.practice_id} break-glass:${break_glass}`
    return { result: undefined, event: eventOf(given, 'review-break-glass', about) }
  })
}

const governsIt = (by: Act['by'], { organization_id, participant }: BreakGlassListed): boolean =>
  governs(by, organization_id) || governs(by, participant)

function words(text: string, what: string): string {
  const said = text.trim()
  if (said.length < SHORTEST || said.length > LONGEST)
    throw wrong('too few words, or too many', `${what}, in ${SHORTEST} to ${LONGEST} characters`)
  return said
}
