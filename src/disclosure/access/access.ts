import { unusablePayers } from '../../governance/permitted.ts'
import type { Permission } from '../../governance/read-permissions.ts'
import type { Subject } from '../../governance/relationships.ts'
import type { Action } from '../../governance/routes.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { type Holder, holdersOf, whoCanSee } from '../../governance/who-can-see.ts'
import type { Register } from '../../register/open.ts'
import { listAgreements } from '../../register/rights/agreements.ts'
import type { AgreementRow } from '../../register/schema.ts'
import type { Dataset } from '../dataset.ts'
import { each } from '../reads/received/received.ts'
import { type Door, type Released, release } from '../release.ts'
import { type At, type Seen, seen } from './sees.ts'
import { because, OPENS, ROLE_WORDS, sentences } from './words.ts'

/** What is asked about, as permission and disclosure know it. */
export type AskedAbout = { actions: readonly Action[]; subject: Subject; at: At; payers: readonly string[] }

export type AccessRow = Seen & {
  /** Null where the one who asks does not administer them. */
  who: string | null
  program: boolean
  participant: string | null
  participant_name: string | null
  role: string
  purpose: string
  because: string
  citation: string | null
  granted_by: string | null
  until: string | null
  opens: string[]
  agreement: string[]
  says: string
}

export const ACCESS = [
  ...['who', 'program', 'participant', 'participant_name', 'role', 'purpose', 'because', 'citation', 'granted_by'],
  ...['until', 'opens', 'agreement', 'sees', 'does_not_see', 'says'],
] as const satisfies readonly (keyof AccessRow)[]

const DATASET: Dataset = { name: 'access', columns: each(ACCESS, 'public'), parties: () => ({}) }

/**
 * Who could open it now, by which grant and line, and what each would see: asked of permission and of disclosure
 * themselves, for everybody who may come in. Names are for those who administer them.
 */
export async function readAccess(door: Door, register: Register, now: string, about: AskedAbout): Promise<Released[]> {
  return release(door, DATASET, await accessRows(door, register, now, about))
}

export async function accessRows(door: Door, register: Register, now: string, about: AskedAbout): Promise<AccessRow[]> {
  const agreements = await listAgreements(register)
  const found = whoCanSee(await holdersOf(register, now), about.actions, about.subject)
    .filter(({ holder }) => maybeTold(door.viewer, holder))
    .map(({ holder, lines }) => rowOf(door, holder, lines, about, agreements, now.slice(0, 10)))
    .filter((row) => row.sees.length > 0)
  const once = [...new Map(found.map((row) => [JSON.stringify(row), row])).values()]
  // First those about whom the one who asks can do something.
  return once.toSorted((a, b) => Number(a.who === null) - Number(b.who === null))
}

/** Which other payers cover people somewhere is not a payer's to know: of none of them it is told that it may look. */
const maybeTold = (asker: Viewer, { viewer }: Holder): boolean =>
  asker.role !== 'payer' || viewer.role !== 'payer' || viewer.organization_id === asker.organization_id

const mayName = ({ role, organization_id }: Viewer, { viewer }: Holder): boolean =>
  role === 'operator' || role === 'convener' || (organization_id !== null && viewer.organization_id === organization_id)

function rowOf(
  door: Door,
  holder: Holder,
  lines: readonly Permission[],
  { at, payers }: AskedAbout,
  agreements: readonly AgreementRow[],
  today: string,
): AccessRow {
  const { viewer } = holder
  const named = mayName(door.viewer, holder)
  const each = lines.map((permission) => {
    const who = { ...viewer, permission, unusable_payers: unusablePayers(permission, payers, agreements, today) }
    return seen({ ...door, viewer: who }, [permission.action as Action], at)
  })
  const sees = [...new Set(each.flatMap((one) => one.sees))]
  const hidden = new Map(each.flatMap((one) => one.does_not_see).map((one) => [one.what, one]))
  const [first] = lines
  const row = {
    who: named ? viewer.name : null,
    program: holder.scopes !== null,
    participant: viewer.organization_id,
    participant_name: holder.participant_name,
    role: ROLE_WORDS[viewer.role],
    purpose: viewer.purpose,
    because: first ? because(first) : '',
    citation: first?.basis.citation ?? null,
    granted_by: named ? holder.granted_by : null,
    until: named ? holder.until : null,
    opens: lines.map((one) => OPENS[one.action] ?? one.action),
    agreement: [...new Set(lines.flatMap((one) => one.agreement))],
    sees,
    does_not_see: [...hidden.values()].filter((one) => !sees.includes(one.what)),
  }
  return { ...row, says: sentences(row) }
}
