import { behindTarget, betterThanBefore, type MeasureStanding } from '../../../../convening/coaching/match.ts'
import { exact } from '../../../../money.ts'
import type { Door, Withheld } from '../../../release.ts'
import type { Reading } from '../../reading.ts'
import { readScorecard, type Scorecard } from '../../scorecard.ts'

/** A measure of one practice over all payers, and how far it is behind. */
export type Gap = MeasureStanding & { behind_share: string | null; better_share: string | null; withheld: Withheld[] }
export type CoachedPractice = { practice_id: string; practice_name: string; gaps: Gap[] }

/** The practices that let the coach in, each with its measures over all payers, the one farthest behind first. */
export async function readCoachedPractices(reading: Reading, door: Door): Promise<CoachedPractice[]> {
  const practices: CoachedPractice[] = []
  for (const practice_id of door.viewer.practice_ids) {
    const card = await readScorecard(reading, door, practice_id)
    practices.push({ practice_id, practice_name: String(card.practice_name ?? practice_id), gaps: gapsOf(card) })
  }
  const worst = ({ gaps }: CoachedPractice) => exact(gaps[0]?.behind_share ?? '-1')
  return practices.toSorted((a, b) => worst(b).comparedTo(worst(a)))
}

type Rate = { rate_share: string | null; withheld: Withheld[] }
type Measured = {
  measure: string
  title: string
  direction: string
  target_share: string | null
  all: Rate
  baseline: Rate
}

/** From what the scorecard let out, so that what it withheld is withheld here. */
export function gapsOf(card: Scorecard): Gap[] {
  const gaps = (card.measures as Measured[]).map(({ measure, title, direction, target_share, all, baseline }) => {
    const standing = {
      measure,
      title,
      direction,
      target_share,
      rate_share: all.rate_share,
      baseline_share: baseline.rate_share,
    }
    return {
      ...standing,
      behind_share: behindTarget(standing),
      better_share: betterThanBefore(standing),
      withheld: all.withheld.filter(({ field }) => field === 'rate_share'),
    }
  })
  return gaps.toSorted((a, b) => exact(b.behind_share ?? '-1').comparedTo(exact(a.behind_share ?? '-1')))
}
