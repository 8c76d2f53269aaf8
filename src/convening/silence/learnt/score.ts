import { type Feature, isOfRules } from './features.ts'
import type { Weights } from './weights.ts'

/** What a window weighs: above nothing it reads like texts that were held, below like those that passed. */
export function scoreOf(features: readonly Feature[], weights: Weights): number {
  let score = weights.get('') ?? 0
  for (const { name, value } of features) score += (weights.get(name) ?? 0) * value
  return score
}

/** The phrases that weighed most for holding it, at most three, in the order of their places. */
export function weighedMost(
  features: readonly Feature[],
  weights: Weights,
  within: { start: number; end: number },
): { start: number; end: number }[] {
  const heavy = features
    .filter((one) => !isOfRules(one) && within.start <= one.start && one.end <= within.end)
    .map((one) => ({ ...one, weight: (weights.get(one.name) ?? 0) * one.value }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.start - b.start)
  const taken: { start: number; end: number }[] = []
  for (const { start, end } of heavy)
    if (taken.length < 3 && !taken.some((other) => other.start < end && start < other.end)) taken.push({ start, end })
  return taken.toSorted((a, b) => a.start - b.start)
}
