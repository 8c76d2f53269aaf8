import type { Part } from './part.ts'
import { attainment } from './parts/attainment.ts'
import { betterOf } from './parts/better-of.ts'
import { composite } from './parts/composite.ts'
import { condition } from './parts/condition.ts'
import { feeForService } from './parts/fee-for-service.ts'
import { formula } from './parts/formula.ts'
import { improvement } from './parts/improvement.ts'
import { incentive } from './parts/incentive.ts'
import { minimumRate } from './parts/minimum-rate.ts'
import { pmpm } from './parts/pmpm.ts'
import { share } from './parts/share.ts'

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
  minimumRate,
  share,
]
