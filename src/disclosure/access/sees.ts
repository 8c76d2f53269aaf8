import type { Action } from '../../governance/routes.ts'
import type { ColumnClass, Parties } from '../dataset.ts'
import { betweenThem } from '../reads/received/received.ts'
import type { Door } from '../release.ts'
import { decide } from '../right.ts'

/** What the address is about, as far as a decision needs it. */
export type At = { practice_id?: string | undefined; organization_id?: string | undefined; payer?: string | undefined }
type Rules = Omit<Door, 'record' | 'route'>
type Thing = {
  words: string
  kind: (rules: Rules) => ColumnClass
  whose?: (rules: Rules, at: At) => Parties
  /** To a payer, of its own members. */
  ofMembers?: boolean
}

const of =
  (kind: ColumnClass) =>
  (words: string, whose?: Thing['whose']): Thing => ({ words, kind: () => kind, ...(whose ? { whose } : {}) })

const members = (thing: Thing): Thing => ({ ...thing, ofMembers: true })

const PEOPLE = members(of('person')('people by name, and what is open for them'))
const EVIDENCE = of('evidence')('what the records of all payers say of them')
const COUNTS = members(of('count')('how many people there are'))
const OWN_PRICE = of('pair-price')('what it paid or was paid itself', ({ viewer }, at) => ({
  ...standing(viewer, at),
  organization_id: viewer.organization_id,
}))
const OTHER_PRICE = of('pair-price')('what others paid and were paid', ({ viewer }, at) => ({
  ...standing(viewer, at),
  payer: 'another',
  organization_id: 'another',
}))
const DELIVERY = {
  words: 'when it came, its state and how many records it has',
  kind: ({ viewer }: Rules) => betweenThem(viewer),
}

/** What an answer to each action holds, in the classes by which each cell of it is decided. */
const HOLDS: Partial<Record<Action, readonly Thing[]>> = {
  'read-practice': [COUNTS],
  'read-panel': [PEOPLE, EVIDENCE, OWN_PRICE, OTHER_PRICE],
  // Read by the person.
  'read-person': [
    of('person')('your name, your coverage and what is open for you'),
    of('evidence')('what the records of all your plans say'),
    { ...OWN_PRICE, words: 'what it paid or was paid for your care' },
    { ...OTHER_PRICE, words: 'what others paid or were paid for your care' },
  ],
  'read-scorecard': [
    of('rate')('rates'),
    of('weight')('what stands behind a rate'),
    members(of('mixed-price')('what care costs')),
  ],
  'read-payments': [of('own-amount')('what the contract pays')],
  'read-submission': [DELIVERY],
  'read-submission-content': [of('own-amount')('what was found in it')],
}

export type Seen = { sees: string[]; does_not_see: { what: string; because: string }[] }

/** What of these answers the viewer would be shown: each class is asked of the one function that decides every cell. */
export function seen(rules: Rules, actions: readonly Action[], at: At): Seen {
  const things = new Map(actions.flatMap((action) => HOLDS[action] ?? []).map((one) => [one.words, one]))
  const out: Seen = { sees: [], does_not_see: [] }
  for (const thing of things.values()) {
    const parties = thing.whose?.(rules, at) ?? standing(rules.viewer, at)
    const ask = (value: string) => decide(rules, thing.kind(rules), { value, parties, cell: 'any', figure: true })
    const large = ask(LARGE)
    const words = thing.ofMembers && rules.viewer.role === 'payer' ? `${thing.words}, of its own members` : thing.words
    if (large.because) out.does_not_see.push({ what: thing.words, because: large.because })
    else if (ask(SMALL).because) out.sees.push(`${words}, from ${rules.policy.smallest_cell} on`)
    else out.sees.push(large.value === LARGE ? words : `${words}, rounded`)
  }
  return out
}

/** Many places, so that rounding shows; large, so that it is no small cell. */
const LARGE = '1000000.123456789'
const SMALL = '1'

const standing = ({ role, organization_id }: Rules['viewer'], at: At): Parties => ({
  payer: at.payer ?? (role === 'payer' ? organization_id : 'all'),
  ...(at.practice_id === undefined ? {} : { practice_id: at.practice_id }),
  ...(at.organization_id === undefined ? {} : { organization_id: at.organization_id }),
})
