import { FITNESS, HARMS, type Harm, type Need, QUARANTINED, SCORES } from './fitness.ts'
import type { Grade, Use } from './report.ts'

/** What a grade is made of: how full the tables are, what was noticed, and how the records ended. */
export type Graded = {
  status: string
  files: readonly {
    file_id: string
    status: string
    received: number
    warned: number
    quarantined: number
    control: number
    duplicate: number
  }[]
  fill: readonly { table_name: string; column: string; rows: number; filled: number }[]
  findings: readonly { rule: string; column: string; share: number }[]
}

/** Fit for each purpose, and a score over the whole; null where the delivery only repeats what came before. */
export function gradeSubmission(given: Graded): { score: string | null; uses: Use[] } {
  const uses = Object.entries(FITNESS).map(([purpose, needs]) => useFor(purpose, needs, given))
  return { score: scoreOf(given, uses), uses }
}

type Verdict = { grade: Grade; because: string }
const ORDER: readonly Grade[] = ['not-in-it', 'fit', 'fit-with-care', 'not-yet']

function useFor(purpose: string, needs: readonly Need[], given: Graded): Use {
  const rows = new Map(given.fill.map((one) => [`${one.table_name}.${one.column}`, one]))
  const tables = new Set(given.fill.filter((one) => one.rows > 0).map(({ table_name }) => table_name))
  if (given.status === 'refused')
    return {
      purpose,
      grade: 'not-yet',
      because: 'the delivery was refused: mend what the findings say and send it again',
    }
  if (!needs.some(({ table }) => tables.has(table)))
    return { purpose, grade: 'not-in-it', because: `nothing in it that ${purpose} needs` }
  const verdicts = [
    ...needs.flatMap((need) => verdictOf(need, rows.get(`${need.table}.${need.column}`))),
    ...HARMS.filter(({ purposes }) => purposes.includes(purpose)).flatMap((harm) => harmOf(harm, given)),
    ...heldBack(given),
  ]
  const grade = verdicts.reduce<Grade>((a, b) => (ORDER.indexOf(b.grade) > ORDER.indexOf(a) ? b.grade : a), 'fit')
  const reasons = [...new Set(verdicts.filter((one) => one.grade === grade).map(({ because }) => because))]
  const because = grade === 'fit' ? 'every column it needs is filled' : reasons.join('; ')
  return { purpose, grade, because }
}

function verdictOf(need: Need, found: { rows: number; filled: number } | undefined): Verdict[] {
  if (!found || found.rows === 0) return []
  const share = found.filled / found.rows
  if (share >= need.fit) return []
  return [
    { grade: share >= need.care ? 'fit-with-care' : 'not-yet', because: `${percent(1 - share)} of ${need.without}` },
  ]
}

function harmOf({ rule, columns, care, not, says }: Harm, { findings }: Graded): Verdict[] {
  const share = Math.max(
    0,
    ...findings.filter((one) => one.rule === rule && (columns?.includes(one.column) ?? true)).map((one) => one.share),
  )
  if (share === 0 || share <= care) return []
  const because = share < 1 ? `${percent(share)} of a file: ${says}` : says
  return [{ grade: share > not ? 'not-yet' : 'fit-with-care', because }]
}

/** Of all data records of the delivery: a file that was refused beside others holds back all of its own. */
function heldBack({ files }: Graded): Verdict[] {
  const { quarantined } = sharesOf(files)
  if (quarantined <= QUARANTINED.care) return []
  const because = `${percent(quarantined)} of the records were not taken in`
  return [{ grade: quarantined > QUARANTINED.not ? 'not-yet' : 'fit-with-care', because }]
}

function sharesOf(files: Graded['files']): { quarantined: number; warned: number; data: number } {
  const sum = (key: 'received' | 'control' | 'duplicate' | 'quarantined' | 'warned') =>
    files.reduce((all, file) => all + file[key], 0)
  const data = sum('received') - sum('control') - sum('duplicate')
  return data <= 0
    ? { quarantined: 0, warned: 0, data: 0 }
    : { quarantined: sum('quarantined') / data, warned: sum('warned') / data, data }
}

function scoreOf(given: Graded, uses: readonly Use[]): string | null {
  if (given.status === 'refused') return 'F'
  if (given.status === 'duplicate') return null
  const { quarantined, warned } = sharesOf(given.files)
  const worst = Math.max(...uses.map(({ grade }) => ORDER.indexOf(grade)))
  const found = SCORES.find(
    (one) => quarantined <= one.quarantined && warned <= one.warned && worst <= ORDER.indexOf(one.worst),
  )
  return found?.score ?? 'D'
}

/** In whole percent; never 0% of what there is, nor 100% of what is not all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1%'
  return share < 1 && share > 0.99 ? 'over 99%' : `${Math.round(share * 100)}%`
}
