import type { Part } from './part.ts'
import { attainmentImprovement } from './parts/attainment-improvement.ts'
import { feeForService } from './parts/fee-for-service.ts'
import { incentive } from './parts/incentive.ts'
import { populationHealth } from './parts/population-health.ts'
import { prospectivePmpm } from './parts/prospective-pmpm.ts'

/** Every part a model may name. */
export const PARTS: readonly Part[] = [
  feeForService,
  prospectivePmpm,
  populationHealth,
  attainmentImprovement,
  incentive,
]
