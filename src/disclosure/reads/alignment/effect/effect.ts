import type { Door, Released } from '../../../release.ts'
import type { Reading } from '../../reading.ts'
import type { OnPaper } from '../seen.ts'
import { readEffectAtPractices, readEffectOfAttribution } from './attribution.ts'
import { alignmentOf, rulesSeen } from './known.ts'
import { readEffectOfMeasures } from './measures.ts'
import { readPaperAndEffect } from './paper.ts'
import { readEffectOfPayment } from './payment.ts'
import { readRankOfPractices, readRanks } from './ranks.ts'

export type Effect = {
  period: string
  reference: {
    title: string
    state: string
    because: string | null
    rule: string | null
    /** Whose published amounts stand in for what models leave open. */
    amounts_of: string | null
  }
  paper: Released[]
  attribution: Released[]
  practices: Released[]
  measures: Released[]
  ranks: Released[]
  places: Released[]
  payment: Released[]
}

/** What payers' rules do to the same people, as far as the viewer may know of each payer. */
export async function readEffect(reading: Reading, door: Door, paper: OnPaper): Promise<Effect> {
  const region = await alignmentOf(reading, paper, door.viewer)
  const seeing = { region, seen: rulesSeen(reading, region, door.viewer) }
  const attribution = await readEffectOfAttribution(reading, door, seeing)
  const measures = await readEffectOfMeasures(reading, door)
  const ranks = await readRanks(reading, door)
  const { title, state, rule, amounts } = region.reference
  const amounts_of = amounts && [amounts.model.title, amounts.track].filter(Boolean).join(', ')
  return {
    period: reading.period.id,
    reference: {
      title,
      state,
      rule,
      amounts_of,
      because: region.reference.state === 'set' ? null : region.reference.because,
    },
    paper: await readPaperAndEffect(reading, door, region, { attribution, measures, ranks }),
    attribution,
    practices: await readEffectAtPractices(reading, door, seeing),
    measures,
    ranks,
    places: await readRankOfPractices(reading, door),
    payment: await readEffectOfPayment(reading, door, region),
  }
}
