/** Agreement between payers: the region, the field, the pathway, what it does. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type FieldAsked, FieldPage } from '../alignment/field-page.tsx'
import type { RegionAsked } from '../alignment/region/region-page.tsx'
import type { RubricAsked } from '../alignment/rubric/rubric-page.tsx'
import type { StepsAsked } from '../alignment/steps/steps-page.tsx'
import { root } from './root.ts'
import { whole, word } from './search.ts'

const field = createRoute({
  getParentRoute: () => root,
  path: '/alignment/field',
  component: FieldPage,
  validateSearch: (said: Record<string, unknown>): FieldAsked => ({
    initiative: word(said.initiative),
    reference: word(said.reference),
    area: word(said.area),
    payer: word(said.payer),
  }),
})
const inEffect = createRoute({
  getParentRoute: () => root,
  path: '/alignment/effect',
  component: lazyRouteComponent(() => import('../alignment/effect/effect-page.tsx'), 'EffectPage'),
})
const extent = createRoute({
  getParentRoute: () => root,
  path: '/alignment/extent',
  component: lazyRouteComponent(() => import('../alignment/extent/extent-page.tsx'), 'ExtentPage'),
})
const market = createRoute({
  getParentRoute: () => root,
  path: '/alignment/market',
  component: lazyRouteComponent(() => import('../alignment/market/market-page.tsx'), 'MarketPage'),
})
const burden = createRoute({
  getParentRoute: () => root,
  path: '/alignment/burden',
  component: lazyRouteComponent(() => import('../alignment/burden/burden-page.tsx'), 'BurdenPage'),
})
const rubric = createRoute({
  getParentRoute: () => root,
  path: '/alignment/rubric',
  component: lazyRouteComponent(() => import('../alignment/rubric/rubric-page.tsx'), 'RubricPage'),
  validateSearch: (said: Record<string, unknown>): RubricAsked => ({ rubric: word(said.rubric) }),
})
const alignment = createRoute({
  getParentRoute: () => root,
  path: '/alignment',
  component: lazyRouteComponent(() => import('../alignment/region/region-page.tsx'), 'RegionPage'),
  validateSearch: (said: Record<string, unknown>): RegionAsked => ({
    reference: word(said.reference),
    area: word(said.area),
    payer: word(said.payer),
  }),
})
const alignmentSteps = createRoute({
  getParentRoute: () => root,
  path: '/alignment/steps',
  component: lazyRouteComponent(() => import('../alignment/steps/steps-page.tsx'), 'StepsPage'),
  validateSearch: (said: Record<string, unknown>): StepsAsked => ({
    years: whole(said.years),
    changes: whole(said.changes),
  }),
})
const alignmentOverTime = createRoute({
  getParentRoute: () => root,
  path: '/alignment/over-time',
  component: lazyRouteComponent(() => import('../alignment/region/trend-page.tsx'), 'TrendPage'),
  validateSearch: (said: Record<string, unknown>): { payer?: string | undefined } => ({ payer: word(said.payer) }),
})
const alignmentAnswers = createRoute({
  getParentRoute: () => root,
  path: '/alignment/answers',
  component: lazyRouteComponent(() => import('../alignment/answers/answers-page.tsx'), 'AnswersPage'),
  validateSearch: (said: Record<string, unknown>): { payer?: string | undefined } => ({ payer: word(said.payer) }),
})

export const alignmentRoutes = [
  field,
  inEffect,
  extent,
  market,
  burden,
  rubric,
  alignment,
  alignmentSteps,
  alignmentOverTime,
  alignmentAnswers,
]
