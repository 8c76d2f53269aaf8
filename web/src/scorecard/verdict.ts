/** Where the rate stands against the target, as far as its interval allows to say. Compared, never computed. */
import type { ScoredMeasure } from '../api/practice/scorecard.ts'
import type { Tone } from '../design/words/badge.tsx'

export function verdict(measure: ScoredMeasure): { words: string; tone: Tone } | undefined {
  const { rate_share, low_share, high_share } = measure.all
  if (rate_share === null || measure.target_share === null) return undefined
  const target = Number(measure.target_share)
  const lower = measure.direction.startsWith('low')
  const reached = lower ? Number(rate_share) <= target : Number(rate_share) >= target
  if (low_share === null || high_share === null)
    return reached ? { words: 'At target', tone: 'good' } : { words: 'Short of target', tone: 'bad' }
  const sure = lower
    ? Number(high_share) <= target || Number(low_share) > target
    : Number(low_share) >= target || Number(high_share) < target
  if (reached) return sure ? { words: 'At target', tone: 'good' } : { words: 'At target, within chance', tone: 'note' }
  return sure ? { words: 'Short of target', tone: 'bad' } : { words: 'Short of target, within chance', tone: 'note' }
}
