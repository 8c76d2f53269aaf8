import type { Part } from './part.ts'
import { attainment } from './parts/attainment.ts'
import { baseline } from './parts/benchmark/baseline.ts'
import { blend } from './parts/benchmark/blend.ts'
import { budget } from './parts/benchmark/budget.ts'
import { envelope } from './parts/benchmark/envelope.ts'
import { riskCap } from './parts/benchmark/risk-cap.ts'
import { target } from './parts/benchmark/target.ts'
import { trend } from './parts/benchmark/trend.ts'
import { betterOf } from './parts/better-of.ts'
import { composite } from './parts/composite.ts'
import { condition } from './parts/condition.ts'
import { cascade } from './parts/division/cascade.ts'
import { corridor } from './parts/division/corridor.ts'
import { episode } from './parts/division/episode.ts'
import { instalment } from './parts/division/instalment.ts'
import { minimumRate } from './parts/division/minimum-rate.ts'
import { share } from './parts/division/share.ts'
import { stopLoss } from './parts/division/stop-loss.ts'
import { feeForService } from './parts/fee-for-service.ts'
import { formula } from './parts/formula.ts'
import { improvement } from './parts/improvement.ts'
import { incentive } from './parts/incentive.ts'
import { pmpm } from './parts/pmpm.ts'

/** Every part a model may name. */
export const PARTS: readonly Part[] = [
  formula,
  condition,
  feeForService,
  pmpm,
  attainment,
  improvement,
  betterOf,
  composite,
  incentive,
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
