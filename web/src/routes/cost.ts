/** Cost of care. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from './root.ts'
import { word } from './search.ts'

const cost = createRoute({
  getParentRoute: () => root,
  path: '/cost',
  component: lazyRouteComponent(() => import('../cost/cost-page.tsx'), 'CostPage'),
})
const growth = createRoute({
  getParentRoute: () => root,
  path: '/cost/growth',
  component: lazyRouteComponent(() => import('../cost/growth-page.tsx'), 'GrowthPage'),
  validateSearch: (said: Record<string, unknown>): { target?: string | undefined } => ({ target: word(said.target) }),
})
const businessCase = createRoute({
  getParentRoute: () => root,
  path: '/cost/business-case',
  component: lazyRouteComponent(() => import('../cost/business-case-page.tsx'), 'BusinessCasePage'),
})

export const costRoutes = [cost, growth, businessCase]
