import { alignmentOfOverseer, alignmentOfPayer, alignmentOfPractice } from './alignment.ts'
import { bounded } from './amounts.ts'
import { cellsIn } from './cells.ts'
import { determined, type Found, small } from './counts.ts'
import { exactRates, filters, others, ranks } from './orders.ts'
import { together } from './pairs.ts'
import { refusals, secretsOf, written } from './words.ts'
import { PAYERS, PRACTICES } from './world.ts'
import type { Year } from './year.ts'

/** What the strictest policy promises (policies/strictest.yaml). */
const SMALLEST_CELL = 11
const PROTECTED_PERCENT = 20

/** Everything that a viewer who may see no person learned from a year and should not have. */
export function learnedByOverseer(who: string, { got, spent }: Year): Found[] {
  const answers = got[who] ?? []
  const shown = answers.map(cellsIn)
  const truth = (got.operator ?? []).map(cellsIn)
  return [
    ...written(answers, [...secretsOf(who, spent), 'Last-', 'First-']),
    ...refusals(answers, who),
    ...small(shown, SMALLEST_CELL),
    ...alignmentOfOverseer(answers),
    ...PRACTICES.flatMap((practice) => determined(shown, truth, practice, SMALLEST_CELL)),
  ]
}

export function learnedByPayer(who: string, { got, spent }: Year): Found[] {
  const answers = got[who] ?? []
  return [
    ...written(answers, secretsOf(who, spent)),
    ...refusals(answers, who),
    ...ranks(answers),
    ...filters(answers, who),
    ...others(answers),
    ...exactRates(answers.map(cellsIn)),
    ...alignmentOfPayer(answers, who),
  ]
}

/** What two payers learn who put everything together that each of them has. */
export function learnedByPair(pair: readonly [string, string], { got }: Year): Found[] {
  const [a = [], b = []] = pair.map((who) => (got[who] ?? []).map(cellsIn))
  const truth = (got.operator ?? []).map(cellsIn)
  return PRACTICES.flatMap((practice) => together([a, b], truth, pair, practice))
}

export function learnedByPractice(who: string, { got, spent }: Year): Found[] {
  const answers = got[who] ?? []
  return [
    ...written(answers, secretsOf(who, spent)),
    ...refusals(answers, who),
    ...bounded(answers, spent, who, PROTECTED_PERCENT),
    ...alignmentOfPractice(answers, who),
  ]
}

export const PAIRS: readonly (readonly [string, string])[] = PAYERS.flatMap((a, i) =>
  PAYERS.slice(i + 1).map((b) => [a, b] as const),
)
