import { PURPOSES as AGREEMENT_PURPOSES } from '../register/rights/agreements.ts'
import type { Purpose, Role } from './viewer.ts'
import {
  type AgreementPurpose,
  DATA,
  type DataBound,
  PURPOSES,
  RELATIONSHIPS,
  type Relationship,
  ROLES,
} from './words.ts'

export type Basis = { basis: string; citation: string | null; words: string }

/** One line of the table. */
export type Permission = {
  action: string
  /** Null where no viewer is needed. */
  role: Role | null
  relationship: Relationship
  purpose: Purpose | null
  data: DataBound
  /** A payer's records may be in the answer where an agreement of it names one of these; none where it holds no records. */
  agreement: readonly AgreementPurpose[]
  basis: Basis
}

/** Example: `read-panel practice treats treatment`; no two lines have the same. */
export const lineName = ({ action, role, relationship, purpose }: Permission): string =>
  [action, role, relationship, purpose].filter((one) => one !== null).join(' ')

/**
 * Reads the table, and says of the first faulty line what is wrong. Every action of a route needs a line, and every
 * line an action that some route is.
 */
export function readPermissions(table: string, bases: string, actions: readonly string[]): Permission[] {
  const reasons = rowsOf(bases, BASIS_COLUMNS)
  const known = new Map(reasons.map((one) => [one.basis, one as Basis]))
  if (known.size < reasons.length) throw new Error('permissions: a basis is written down twice')
  const lines = rowsOf(table, COLUMNS).map((row) => permissionOf(row, known, new Set(actions)))
  const names = lines.map(lineName)
  const twice = names.find((one, i) => names.indexOf(one) !== i)
  if (twice) throw new Error(`permissions: two lines say ${twice}`)
  for (const action of actions) {
    const its = lines.filter((one) => one.action === action)
    if (its.length === 0) throw new Error(`permissions: no line for ${action}, which is the action of a route`)
    if (its.length > 1 && its.some((one) => one.relationship === 'anyone'))
      throw new Error(`permissions: ${action} is open to anyone and to some; say one of the two`)
  }
  return lines
}

const COLUMNS = ['action', 'role', 'relationship', 'purpose', 'data', 'agreement', 'basis'] as const
const BASIS_COLUMNS = ['basis', 'citation', 'words'] as const

type Cells<Column extends string> = Record<Column, string | null>

/** Lines of words parted by two spaces or more, under a line that names the columns. */
function rowsOf<Column extends string>(text: string, columns: readonly Column[]): Cells<Column>[] {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  const split = (line: string) => line.trim().split(/ {2,}/)
  if (split(head).join() !== columns.join()) throw new Error(`permissions: the columns are not ${columns.join(', ')}`)
  return lines.map((line) => {
    const cells = split(line)
    if (cells.length !== columns.length)
      throw new Error(`permissions: ${cells.length} words instead of ${columns.length} in the line: ${line.trim()}`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] === '-' ? null : cells[i]])) as Cells<Column>
  })
}

function permissionOf(
  row: Cells<(typeof COLUMNS)[number]>,
  bases: ReadonlyMap<string | null, Basis>,
  actions: ReadonlySet<string>,
): Permission {
  const fault = (column: (typeof COLUMNS)[number], want: string) =>
    new Error(`permissions: ${column} ${row[column] ?? '-'} in a line of ${row.action}; want ${want}`)
  const one = <Word extends string>(column: (typeof COLUMNS)[number], words: readonly Word[]): Word => {
    const found = words.find((word) => word === row[column])
    if (!found) throw fault(column, words.join(', '))
    return found
  }
  const relationship = one('relationship', Object.keys(RELATIONSHIPS) as Relationship[])
  const anyone = relationship === 'anyone'
  if (anyone && (row.role ?? row.purpose) !== null) throw fault('role', 'no role and no purpose where anyone may')
  if (!actions.has(row.action ?? '')) throw fault('action', 'an action of a route')
  const basis = bases.get(row.basis)
  if (!basis) throw fault('basis', [...bases.keys()].join(', '))
  const wanted = row.agreement?.split(',').map((word) => word.trim()) ?? []
  const agreement = wanted.flatMap((word) => AGREEMENT_PURPOSES.find((known) => known === word) ?? [])
  if (agreement.length < wanted.length) throw fault('agreement', AGREEMENT_PURPOSES.join(', '))
  return {
    action: row.action ?? '',
    role: anyone ? null : one('role', ROLES),
    relationship,
    purpose: anyone ? null : one('purpose', PURPOSES),
    data: one('data', Object.keys(DATA) as DataBound[]),
    agreement,
    basis,
  }
}
