/** Initiatives and what is decided in them. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { NewAsked } from '../convening/recommendation/new-page.tsx'
import { root } from './root.ts'
import { word } from './search.ts'

const convening = createRoute({
  getParentRoute: () => root,
  path: '/convening',
  component: lazyRouteComponent(() => import('../convening/front/front-page.tsx'), 'ConveningPage'),
})
const initiative = createRoute({
  getParentRoute: () => root,
  path: '/convening/initiative/$initiative',
  component: lazyRouteComponent(() => import('../convening/initiative/initiative-page.tsx'), 'InitiativePage'),
})
const adoption = createRoute({
  getParentRoute: () => root,
  path: '/convening/adoption',
  component: lazyRouteComponent(() => import('../convening/adoption/adoption-page.tsx'), 'AdoptionPage'),
})
const plan = createRoute({
  getParentRoute: () => root,
  path: '/convening/plan',
  component: lazyRouteComponent(() => import('../convening/plan/plan-page.tsx'), 'PlanPage'),
})
const newRecommendation = createRoute({
  getParentRoute: () => root,
  path: '/convening/recommendations/new',
  component: lazyRouteComponent(() => import('../convening/recommendation/new-page.tsx'), 'NewRecommendationPage'),
  validateSearch: (said: Record<string, unknown>): NewAsked => ({ supersedes: word(said.supersedes) }),
})
/** They are listed on the front page; an address that was cut short leads there. */
const recommendations = createRoute({
  getParentRoute: () => root,
  path: '/convening/recommendations',
  beforeLoad: () => {
    throw redirect({ to: '/convening' })
  },
})
const recommendation = createRoute({
  getParentRoute: () => root,
  path: '/convening/recommendations/$recommendation',
  component: lazyRouteComponent(
    () => import('../convening/recommendation/recommendation-page.tsx'),
    'RecommendationPage',
  ),
})
const openRecommendations = createRoute({
  getParentRoute: () => root,
  path: '/recommendations',
  component: lazyRouteComponent(() => import('../convening/open/list-page.tsx'), 'OpenListPage'),
})
const openRecommendation = createRoute({
  getParentRoute: () => root,
  path: '/recommendations/$recommendation',
  component: lazyRouteComponent(() => import('../convening/open/open-page.tsx'), 'OpenRecommendationPage'),
})
const recruitment = createRoute({
  getParentRoute: () => root,
  path: '/convening/recruitment',
  component: lazyRouteComponent(() => import('../convening/recruitment/recruitment-page.tsx'), 'RecruitmentPage'),
})
const meetings = createRoute({
  getParentRoute: () => root,
  path: '/convening/meetings',
  component: lazyRouteComponent(() => import('../convening/meetings/meetings-page.tsx'), 'MeetingsPage'),
})
const meeting = createRoute({
  getParentRoute: () => root,
  path: '/convening/meetings/$meeting',
  component: lazyRouteComponent(() => import('../convening/meetings/meeting-page.tsx'), 'MeetingPage'),
})
const coaching = createRoute({
  getParentRoute: () => root,
  path: '/coaching',
  component: lazyRouteComponent(() => import('../convening/coaching/coaching-page.tsx'), 'CoachingPage'),
})

export const conveningRoutes = [
  convening,
  initiative,
  adoption,
  plan,
  newRecommendation,
  recommendations,
  recommendation,
  openRecommendations,
  openRecommendation,
  coaching,
  meetings,
  meeting,
  recruitment,
]
