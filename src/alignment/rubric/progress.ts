import { type Judgement, LEVELS, type Level } from './judge.ts'

export const MOVES = ['better', 'worse', 'same', 'newly-stated', 'no-longer-stated', 'new', 'gone'] as const
export type Move = (typeof MOVES)[number]

export type ProgressRow = {
  criterion: string
  label: string
  before: Level | null
  after: Level | null
  move: Move
  /** What the later level is due to, in words. */
  because: string
  late: boolean | null
}

/** Two judgements of one payer by one rubric, the earlier first: how each criterion moved. */
export function progress(earlier: Judgement, later: Judgement): ProgressRow[] {
  const before = new Map(earlier.criteria.map((one) => [one.criterion, one]))
  const rows = later.criteria.map(({ criterion, label, level, because, late }): ProgressRow => {
    const was = before.get(criterion)?.level ?? null
    return { criterion, label, before: was, after: level, move: moveOf(was, level), because, late }
  })
  const kept = new Set(later.criteria.map(({ criterion }) => criterion))
  const gone = earlier.criteria
    .filter(({ criterion }) => !kept.has(criterion))
    .map(({ criterion, label, level }): ProgressRow => {
      return { criterion, label, before: level, after: null, move: 'gone', because: 'No longer asked', late: null }
    })
  return [...rows, ...gone]
}

function moveOf(before: Level | null, after: Level): Move {
  if (before === null) return 'new'
  if (before === after) return 'same'
  if (before === 'not-stated') return 'newly-stated'
  if (after === 'not-stated') return 'no-longer-stated'
  return LEVELS.indexOf(after) < LEVELS.indexOf(before) ? 'better' : 'worse'
}
