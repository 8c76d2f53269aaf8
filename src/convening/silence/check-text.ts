import { type Finding, type FindingKind, KINDS } from './kinds.ts'
import { type Feature, meets, windowsOf } from './learnt/features.ts'
import { scoreOf, weighedMost } from './learnt/score.ts'
import { learntWeights, type Weights } from './learnt/weights.ts'
import type { Piece } from './pieces.ts'
import { isTogether } from './rules/agreement.ts'
import { amountsIn } from './rules/amounts.ts'
import { foundByRules, type Participants, type Read, readText } from './rules/by-rules.ts'
import { isMoney, topicOf } from './rules/figures.ts'

export type { Participants } from './rules/by-rules.ts'

/** What a sentence must weigh to be held. Chosen by leaving out one writer's texts at a time (docs/decisions/0022-learnt-silence.md). */
const HOLDS = 0
/**
 * What a sentence must weigh to be refused, and what it must where a rule found something in it: a held text waits in its
 * place, a refused form stops what somebody does.
 */
export const REFUSES = 0.5
const RULED = 0.1

/**
 * Where a text says a payer's own amount of money, or what it plans in the market.
 *
 * 1. The text is read as it looks: without what nobody sees, and with look-alike letters as what they look like.
 * 2. Rules in words and figures find what they were written for.
 * 3. Each sentence, with its neighbours, is weighed by what was learnt from labelled texts; what the rules found weighs in.
 * 4. Held is what weighs enough. A payer by name or in its own voice beside an amount in dollars is held whatever it weighs, so
 *    that harmless words about it hide nothing. What a rule found there gives the place and the kind.
 *
 * The same text gives the same findings. Example: `checkText('our withhold is five percent', { participants: [] })` finds
 * one `own-amount`.
 */
export function checkText(
  text: string,
  {
    participants,
    weights = learntWeights(),
    least = HOLDS,
  }: { participants: Participants; weights?: Weights; least?: number },
): Finding[] {
  const read = readText(text, participants)
  const { folded, pieces } = read
  const byRules = foundByRules(read)
  const windows = windowsOf(read, byRules)
  const scores = windows.map((one) => scoreOf(one, weights))
  const weighing = (one: { start: number; end: number }) =>
    Math.max(...pieces.map((piece, at) => (meets(piece, one) ? (scores[at] ?? 0) : Number.NEGATIVE_INFINITY)))
  const kept = byRules.filter((one) => one.certain || weighing(one) > Math.min(least, RULED))
  const placed = ({ start, end }: { start: number; end: number }) => ({
    start: folded.at[start] ?? 0,
    end: folded.at[end] ?? text.length,
  })
  const learnt = heaviestOfRuns(scores, least)
    .map((at) => ({ piece: pieces[at], window: windows[at], score: scores[at] }))
    .filter((one): one is Weighed => one.piece !== undefined && one.window !== undefined && one.score !== undefined)
    .filter(({ piece }) => !kept.some((one) => meets(one, piece)))
    .map(({ piece, window, score }): Finding => {
      const kind = kindOf(piece, read)
      return {
        ...placed(piece),
        kind,
        why: `reads like texts that were held: ${KINDS[kind].why}`,
        fix: KINDS[kind].fix,
        weighed: weighedMost(window, weights, piece).map(placed),
        weight: Math.ceil(score * 100) / 100,
        bound: least,
      }
    })
  return [...kept.map((one): Finding => ({ ...placed(one), kind: one.kind, ...KINDS[one.kind] })), ...learnt].toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  )
}

type Weighed = { piece: Piece; window: Feature[]; score: number }

/** Sentences that stand together are one place: the one among them that weighs most. */
function heaviestOfRuns(scores: readonly number[], least: number): number[] {
  const places: number[] = []
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? 0
    if (score <= least) continue
    const last = places.at(-1)
    const together = last !== undefined && scores.slice(last, at).every((one) => one > least)
    if (!together) places.push(at)
    else if (score > (scores[last] ?? 0)) places[places.length - 1] = at
  }
  return places
}

/** What kind of thing a sentence says that no rule found. */
function kindOf({ text, start, end }: Piece, { names }: Read): FindingKind {
  if (isTogether(text)) return 'agreement'
  const money = amountsIn(text).some((one) => isMoney(text, one, undefined)) || topicOf(text) === 'money'
  if (!money) return 'own-plan'
  const named = names.some((one) => one.side === 'payer' && start <= one.start && one.end <= end)
  return named ? 'named-amount' : 'own-amount'
}
