import type { Part } from './part.ts'
import { advance } from './parts/advance.ts'
import { attainment } from './parts/attainment.ts'
import { betterOf } from './parts/better-of.ts'
import { composite } from './parts/composite.ts'
import { condition } from './parts/condition.ts'
import { convert } from './parts/convert.ts'
import { fee } from './parts/fee.ts'
import { feeForService } from './parts/fee-for-service.ts'
import { formula } from './parts/formula.ts'
import { gate } from './parts/gate.ts'
import { improvement } from './parts/improvement.ts'
import { incentive } from './parts/incentive.ts'
import { minimumRate } from './parts/minimum-rate.ts'
import { peerPercentile } from './parts/peer-percentile.ts'
import { peerRank } from './parts/peer-rank.ts'
import { percent } from './parts/percent.ts'
import { pmpm } from './parts/pmpm.ts'
import { share } from './parts/share.ts'
import { tier } from './parts/tier.ts'
import { withhold } from './parts/withhold.ts'

/** Every part a model may name. */
export const PARTS: readonly Part[] = [
  formula,
  condition,
  tier,
  gate,
  feeForService,
  convert,
  pmpm,
  fee,
  percent,
  incentive,
  withhold,
  advance,
  attainment,
  improvement,
  betterOf,
  peerRank,
  peerPercentile,
  composite,
  minimumRate,
  share,
]
