import type { Part } from './part.ts'
import { condition } from './parts/arithmetic/condition.ts'
import { formula } from './parts/arithmetic/formula.ts'
import { gate } from './parts/arithmetic/gate.ts'
import { sum } from './parts/arithmetic/sum.ts'
import { tier } from './parts/arithmetic/tier.ts'
import { baseline } from './parts/benchmark/baseline.ts'
import { blend } from './parts/benchmark/blend.ts'
import { budget } from './parts/benchmark/budget.ts'
import { envelope } from './parts/benchmark/envelope.ts'
import { riskCap } from './parts/benchmark/risk-cap.ts'
import { target } from './parts/benchmark/target.ts'
import { trend } from './parts/benchmark/trend.ts'
import { cascade } from './parts/division/cascade.ts'
import { corridor } from './parts/division/corridor.ts'
import { episode } from './parts/division/episode.ts'
import { instalment } from './parts/division/instalment.ts'
import { minimumRate } from './parts/division/minimum-rate.ts'
import { share } from './parts/division/share.ts'
import { stopLoss } from './parts/division/stop-loss.ts'
import { advance } from './parts/payments/advance.ts'
import { convert } from './parts/payments/convert.ts'
import { fee } from './parts/payments/fee.ts'
import { feeForService } from './parts/payments/fee-for-service.ts'
import { incentive } from './parts/payments/incentive.ts'
import { percent } from './parts/payments/percent.ts'
import { pmpm } from './parts/payments/pmpm.ts'
import { withhold } from './parts/payments/withhold.ts'
import { attainment } from './parts/scores/attainment.ts'
import { betterOf } from './parts/scores/better-of.ts'
import { composite } from './parts/scores/composite.ts'
import { improvement } from './parts/scores/improvement.ts'
import { peerPercentile } from './parts/scores/peer-percentile.ts'
import { peerRank } from './parts/scores/peer-rank.ts'

/** Every part a model may name. */
export const PARTS: readonly Part[] = [
  formula,
  condition,
  gate,
  tier,
  sum,
  feeForService,
  pmpm,
  convert,
  fee,
  percent,
  withhold,
  advance,
  incentive,
  attainment,
  improvement,
  betterOf,
  peerRank,
  peerPercentile,
  composite,
  baseline,
  trend,
  blend,
  target,
  riskCap,
  budget,
  envelope,
  minimumRate,
  share,
  corridor,
  stopLoss,
  episode,
  cascade,
  instalment,
]
