import type { Feature } from './features.ts'
import type { Weights } from './weights.ts'

/** What a window weighs: above nothing it reads like texts that were held, below like those that passed. */
export function scoreOf(features: readonly Feature[], weights: Weights): number {
  let score = weights.get('') ?? 0
  for (const { name, value } of features) score += (weights.get(name) ?? 0) * value
  return score
}

/** The phrases that weighed most for holding it, at most three, in the order of their places. What two weigh together is halved. */
export function weighedMost(
  features: readonly Feature[],
  weights: Weights,
  within: { start: number; end: number },
): { start: number; end: number }[] {
  const phrases = new Map<string, { start: number; end: number; weight: number }>()
  for (const { name, value, at } of features)
    for (const { start, end } of at) {
      const phrase = phrases.get(`${start}-${end}`) ?? { start, end, weight: 0 }
      phrase.weight += ((weights.get(name) ?? 0) * value) / at.length
      phrases.set(`${start}-${end}`, phrase)
    }
  const heavy = [...phrases.values()]
    .filter(({ start, end, weight }) => weight > 0 && within.start <= start && end <= within.end)
    .toSorted((a, b) => b.weight - a.weight || a.start - b.start)
  const taken: { start: number; end: number }[] = []
  for (const { start, end } of heavy)
    if (taken.length < 3 && !taken.some((other) => other.start < end && start < other.end)) taken.push({ start, end })
  return taken.toSorted((a, b) => a.start - b.start)
}
