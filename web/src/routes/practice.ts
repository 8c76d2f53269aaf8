/** One practice and its panel. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { PracticeAccessPage } from '../access/access-page.tsx'
import { LetterPage } from '../access/letter-page.tsx'
import type { PracticePayersAsked } from '../alignment/practice/practice-payers-page.tsx'
import type { NoticesAsked } from '../api/attribution/attestation.ts'
import type { PanelAsked } from '../api/queries.ts'
import { AttestationsPage } from '../attestations/attestations-page.tsx'
import { NoticesPage } from '../attestations/notices-page.tsx'
import { PanelPage } from '../panel/panel-page.tsx'
import { PaymentsPage } from '../payments/payments-page.tsx'
import { PersonPage } from '../person/person-page.tsx'
import { PracticeFrame } from '../practice/practice-frame.tsx'
import { root } from './root.ts'
import { ownPath, word } from './search.ts'

const practice = createRoute({
  getParentRoute: () => root,
  path: '/practices/$practice_id',
  component: PracticeFrame,
})
const panel = createRoute({
  getParentRoute: () => practice,
  path: '/panel',
  component: PanelPage,
  validateSearch: (said: Record<string, unknown>): PanelAsked => ({
    search: word(said.search),
    payer: word(said.payer),
    reason: word(said.reason),
    change: word(said.change),
    gap: word(said.gap),
    sort: word(said.sort),
    offset: Number(said.offset) || undefined,
  }),
})
const person = createRoute({
  getParentRoute: () => practice,
  path: '/panel/$person_id',
  component: PersonPage,
  validateSearch: (said: Record<string, unknown>): { from?: string | undefined } => ({ from: ownPath(said.from) }),
})
/** The charts are the largest part of the program: they come when a scorecard is opened. */
const scorecard = createRoute({
  getParentRoute: () => practice,
  path: '/scorecard',
  component: lazyRouteComponent(() => import('../scorecard/scorecard-page.tsx'), 'ScorecardPage'),
})
const practiceCost = createRoute({
  getParentRoute: () => practice,
  path: '/cost',
  component: lazyRouteComponent(() => import('../cost/practice-cost-page.tsx'), 'PracticeCostPage'),
})
const payments = createRoute({ getParentRoute: () => practice, path: '/payments', component: PaymentsPage })
const practicePayers = createRoute({
  getParentRoute: () => practice,
  path: '/payers',
  component: lazyRouteComponent(() => import('../alignment/practice/practice-payers-page.tsx'), 'PracticePayersPage'),
  validateSearch: (said: Record<string, unknown>): PracticePayersAsked => ({ only: word(said.only) }),
})
const practiceCoaching = createRoute({
  getParentRoute: () => practice,
  path: '/coaching',
  component: lazyRouteComponent(
    () => import('../convening/coaching/practice-coaching-page.tsx'),
    'PracticeCoachingPage',
  ),
})
const attestations = createRoute({
  getParentRoute: () => practice,
  path: '/attestations',
  component: AttestationsPage,
  validateSearch: (said: Record<string, unknown>): { standing?: string | undefined } => ({
    standing: word(said.standing),
  }),
})
const notices = createRoute({
  getParentRoute: () => practice,
  path: '/notices',
  component: NoticesPage,
  validateSearch: (said: Record<string, unknown>): NoticesAsked => ({
    language: word(said.language),
    offset: Number(said.offset) || undefined,
    person_id: word(said.person_id),
  }),
})
const practiceAccess = createRoute({
  getParentRoute: () => practice,
  path: '/access',
  component: PracticeAccessPage,
  validateSearch: (said: Record<string, unknown>): { payer?: string | undefined } => ({ payer: word(said.payer) }),
})
const letter = createRoute({
  getParentRoute: () => practice,
  path: '/panel/$person_id/access',
  component: LetterPage,
})

export const practiceRoutes = [
  practice.addChildren([
    panel,
    person,
    letter,
    scorecard,
    practiceCost,
    payments,
    practicePayers,
    practiceCoaching,
    practiceAccess,
    attestations,
    notices,
  ]),
]
