import type { Register } from '../../../register/open.ts'
import { listCodes } from '../../../register/rights/attestation/codes.ts'
import { listStatements, type Statement } from '../../../register/rights/attestation/statements.ts'
import type { ColumnClass, Dataset } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each } from '../received/received.ts'

/** Where a statement stands, in one word for staff. */
export const STANDINGS = [
  'waiting',
  'matched',
  'not-matched',
  'ambiguous',
  'repeated',
  'replaces',
  'replaced',
  'same-day',
  'withdrawn',
] as const
export type StandingWord = (typeof STANDINGS)[number]

/** What was typed, and what became of it. Which plan the person was found with is not among it. */
export const STATEMENT_COLUMNS = [
  ...['statement', 'standing', 'because', 'first_name', 'last_name', 'birth_date', 'member_number', 'zip_code'],
  ...['phone_last_four', 'clinician', 'clinician_found', 'stated_by', 'proxy_name', 'method', 'form_number'],
  ...['attestation_code', 'consent_words', 'attested_on', 'received_at', 'withdrawn_on', 'withdrawn_by', 'checked_at'],
  ...['mended_at', 'mended_by'],
] as const

const ATTESTATIONS: Dataset = {
  name: 'attestations',
  columns: Object.fromEntries(STATEMENT_COLUMNS.map((name): [string, ColumnClass] => [name, 'person'])),
  parties: (row) => ({ practice_id: String(row.practice_id) }),
}

/** The statements for one practice, the newest first, as its staff and the operator see them. */
export async function readAttestations(door: Door, register: Register, practice_id: string): Promise<Released[]> {
  const all = await listStatements(register, { practice_id }, door.viewer)
  return release(
    door,
    ATTESTATIONS,
    all.map((one) => ({ ...one, standing: standingOf(one), clinician_found: one.npi !== null })),
  )
}

/** Taken back goes before all; of what is matched, how it stands beside the person's other statements. */
export function standingOf(one: Pick<Statement, 'withdrawn_on' | 'state' | 'beside'>): StandingWord {
  if (one.withdrawn_on !== null) return 'withdrawn'
  return (one.state === 'matched' ? (one.beside ?? 'matched') : one.state) as StandingWord
}

/** What stands on a poster is no secret; who made it is for those who may make one. */
const CODES: Dataset = {
  name: 'attestation codes',
  columns: each(
    [
      ...['attestation_code', 'practice_id', 'practice_name', 'label', 'link', 'made_at', 'made_by'],
      ...['withdrawn_at', 'withdrawn_by'],
    ],
    'public',
  ),
  parties: () => ({}),
}

type Directory = ReadonlyMap<string, { practice_name: string }>

/** The links that the viewer may give out: a practice's own; to who convenes and to the operator all. */
export async function readCodes(
  door: Door,
  register: Register,
  { practices, origin }: { practices: Directory; origin: string },
): Promise<Released[]> {
  const all = await listCodes(register, door.viewer)
  return release(
    door,
    CODES,
    all.map((one) => ({
      ...one,
      practice_name: one.practice_id === null ? null : (practices.get(one.practice_id)?.practice_name ?? null),
      link: linkOf(origin, one.attestation_code),
    })),
  )
}

export const linkOf = (origin: string, code: string): string => `${origin}/attest/${code}`
