import type { Practice } from '../../../alignment/burden/side.ts'
import type { Beside } from '../../../alignment/pathway/build.ts'
import { sharesOf } from '../../../alignment/pathway/of-run.ts'
import { WholepanelError } from '../../../error.ts'
import type { Context } from '../../context.ts'
import { countIn, readTable, type TableRow } from './small-table.ts'

export type PracticesOptions = { practices?: string; physicians?: number }

/** Which practice has which payers, and how many members of all are whose, as far as that is known. */
export type Practices = { practices: readonly Practice[]; beside: Beside; says: string | null }

/** By a file, else by a run, or else one practice that has every payer, which is said. */
export function practicesOf(
  context: Pick<Context, 'cwd'>,
  { practices: file, physicians }: PracticesOptions,
  payers: readonly string[],
  run: Practices | null,
): Practices {
  if (file !== undefined) {
    if (physicians !== undefined)
      throw new WholepanelError('input-argument', {
        got: '--physicians beside --practices',
        want: 'a column physicians in the file',
      })
    return ofRows(readTable(context, file, ['practice_id', 'payer'], COLUMNS))
  }
  if (run) {
    if (physicians !== undefined)
      throw new WholepanelError('input-argument', { got: '--physicians', want: 'none: the directory says how many' })
    return run
  }
  const says = 'Which practice has which payers is not given: counted is one practice that has all of them.'
  return { practices: [{ practice: 'all-payers', payers, physicians: physicians ?? null }], beside: {}, says }
}

const COLUMNS = ['practice_id', 'payer', 'members', 'physicians'] as const

function ofRows(rows: readonly TableRow<(typeof COLUMNS)[number]>[]): Practices {
  const practices = new Map<string, { payers: Set<string>; physicians: number | null }>()
  const members = new Map<string, number>()
  for (const { at, practice_id, payer, members: count, physicians } of rows) {
    const practice = practices.get(practice_id ?? '') ?? { payers: new Set(), physicians: null }
    practices.set(practice_id ?? '', practice)
    practice.payers.add(payer ?? '')
    const own = physicians === null ? null : countIn(at, physicians)
    if (own !== null && practice.physicians !== null && own !== practice.physicians)
      throw new WholepanelError('input-argument', {
        at,
        got: `${own} physicians of a practice that has ${practice.physicians} before`,
        want: 'one number for each practice',
      })
    practice.physicians ??= own
    if (count !== null) members.set(payer ?? '', (members.get(payer ?? '') ?? 0) + countIn(at, count))
  }
  return {
    practices: [...practices].map(([practice, { payers, physicians }]) => ({
      practice,
      payers: [...payers].sort(),
      physicians,
    })),
    beside: rows.every((row) => row.members !== null) ? { extent: sharesOf(members) } : {},
    says: null,
  }
}
