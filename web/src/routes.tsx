/** The pages and their addresses. What a page shows is in its address, so that a link and the back button both keep it. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { PracticeAccessPage, SubmissionAccessPage } from './access/access-page.tsx'
import { LetterPage } from './access/letter-page.tsx'
import { AccountPage } from './account/account-page.tsx'
import { type FieldAsked, FieldPage } from './alignment/field-page.tsx'
import type { PracticePayersAsked } from './alignment/practice/practice-payers-page.tsx'
import type { RegionAsked } from './alignment/region/region-page.tsx'
import type { RubricAsked } from './alignment/rubric/rubric-page.tsx'
import type { StepsAsked } from './alignment/steps/steps-page.tsx'
import type { NoticesAsked } from './api/attribution/attestation.ts'
import type { LogAsked, PanelAsked } from './api/queries.ts'
import { AttestPage } from './attest/attest-page.tsx'
import { WithdrawalPage } from './attest/withdrawal-page.tsx'
import { AttestationsPage } from './attestations/attestations-page.tsx'
import { LinksPage } from './attestations/links-page.tsx'
import { NoticesPage } from './attestations/notices-page.tsx'
import { PosterPage } from './attestations/poster-page.tsx'
import { AttributionFrame } from './attribution/attribution-frame.tsx'
import { type ChangesAsked, ChangesPage } from './attribution/changes/changes-page.tsx'
import { LaboratoryPage } from './attribution/laboratory-page.tsx'
import { ListsPage } from './attribution/lists/lists-page.tsx'
import { ReconciliationPage, type ReconciliationSearch } from './attribution/reconciliation/reconciliation-page.tsx'
import type { CalendarAsked } from './convening/calendar/calendar-page.tsx'
import type { NewAsked } from './convening/recommendation/new-page.tsx'
import { Nowhere } from './design/frame/nowhere.tsx'
import { Shell } from './design/frame/shell.tsx'
import { ExplainPage } from './explain/explain-page.tsx'
import { LogPage } from './log/log-page.tsx'
import { ComparePage } from './models/compare-page.tsx'
import { LibraryPage } from './models/library-page.tsx'
import { ModelPage } from './models/model-page.tsx'
import type { ModelsAsked } from './models/models-aligned.tsx'
import { PanelPage } from './panel/panel-page.tsx'
import { PaymentsPage } from './payments/payments-page.tsx'
import { PeoplePage } from './people/people-page.tsx'
import { PersonPage } from './person/person-page.tsx'
import { PoliciesPage } from './policies/policies-page.tsx'
import { Home } from './practice/home.tsx'
import { PracticeFrame } from './practice/practice-frame.tsx'
import { PracticesPage } from './practice/practices-page.tsx'
import { InvitationPage } from './sign-in/invitation-page.tsx'
import { ReportPage } from './submissions/report/report-page.tsx'
import { SubmissionsPage } from './submissions/submissions-page.tsx'

const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

/** An address on this site, so that a link cannot lead a reader elsewhere. */
const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined

const root = createRootRoute({ component: Shell, notFoundComponent: Nowhere })
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const practices = createRoute({ getParentRoute: () => root, path: '/practices', component: PracticesPage })
const submissions = createRoute({ getParentRoute: () => root, path: '/submissions', component: SubmissionsPage })
const people = createRoute({ getParentRoute: () => root, path: '/people', component: PeoplePage })
const account = createRoute({ getParentRoute: () => root, path: '/account', component: AccountPage })
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: InvitationPage })

const inLanguage = (said: Record<string, unknown>): { language?: string | undefined } => ({
  language: word(said.language),
})
const attest = createRoute({
  getParentRoute: () => root,
  path: '/attest/$attestation_code',
  component: AttestPage,
  validateSearch: inLanguage,
})
const withdrawal = createRoute({
  getParentRoute: () => root,
  path: '/attest/withdrawal',
  component: WithdrawalPage,
  validateSearch: inLanguage,
})

const policies = createRoute({ getParentRoute: () => root, path: '/policies', component: PoliciesPage })
const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: LogPage,
  validateSearch: (said: Record<string, unknown>): LogAsked => ({
    kind: word(said.kind),
    actor: word(said.actor),
    since: word(said.since),
    until: word(said.until),
    before: Number(said.before) || undefined,
  }),
})

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./convening/notify/notifications-page.tsx'), 'NotificationsPage'),
})
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./convening/notify/webhooks-page.tsx'), 'WebhooksPage'),
})
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  component: lazyRouteComponent(() => import('./convening/calendar/calendar-page.tsx'), 'CalendarPage'),
  validateSearch: (said: Record<string, unknown>): CalendarAsked => ({ kind: word(said.kind) }),
})

const models = createRoute({
  getParentRoute: () => root,
  path: '/models',
  component: LibraryPage,
  validateSearch: (said: Record<string, unknown>): { search?: string | undefined; readiness?: string | undefined } => ({
    search: word(said.search),
    readiness: word(said.readiness),
  }),
})
const compare = createRoute({
  getParentRoute: () => root,
  path: '/models/compare',
  component: ComparePage,
  validateSearch: (said: Record<string, unknown>): ModelsAsked => ({
    a: word(said.a),
    b: word(said.b),
    track_a: word(said.track_a),
    track_b: word(said.track_b),
    area: word(said.area),
  }),
})
const model = createRoute({ getParentRoute: () => root, path: '/models/$folder/$name', component: ModelPage })

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
  component: lazyRouteComponent(() => import('./alignment/effect/effect-page.tsx'), 'EffectPage'),
})
const extent = createRoute({
  getParentRoute: () => root,
  path: '/alignment/extent',
  component: lazyRouteComponent(() => import('./alignment/extent/extent-page.tsx'), 'ExtentPage'),
})
const market = createRoute({
  getParentRoute: () => root,
  path: '/alignment/market',
  component: lazyRouteComponent(() => import('./alignment/market/market-page.tsx'), 'MarketPage'),
})
const burden = createRoute({
  getParentRoute: () => root,
  path: '/alignment/burden',
  component: lazyRouteComponent(() => import('./alignment/burden/burden-page.tsx'), 'BurdenPage'),
})
const rubric = createRoute({
  getParentRoute: () => root,
  path: '/alignment/rubric',
  component: lazyRouteComponent(() => import('./alignment/rubric/rubric-page.tsx'), 'RubricPage'),
  validateSearch: (said: Record<string, unknown>): RubricAsked => ({ rubric: word(said.rubric) }),
})

const attribution = createRoute({ getParentRoute: () => root, path: '/attribution', component: AttributionFrame })
const laboratory = createRoute({
  getParentRoute: () => attribution,
  path: '/',
  component: LaboratoryPage,
  validateSearch: (said: Record<string, unknown>): { a?: string | undefined; b?: string | undefined } => ({
    a: word(said.a),
    b: word(said.b),
  }),
})
const changes = createRoute({
  getParentRoute: () => attribution,
  path: '/changes',
  component: ChangesPage,
  validateSearch: (said: Record<string, unknown>): ChangesAsked => ({
    practice: word(said.practice),
    rule: word(said.rule),
    list: word(said.list),
    state: word(said.state),
    offset: Number(said.offset) || undefined,
    whole: said.whole === true || undefined,
  }),
})
const reconciliation = createRoute({
  getParentRoute: () => attribution,
  path: '/reconciliation',
  component: ReconciliationPage,
  validateSearch: (said: Record<string, unknown>): ReconciliationSearch => ({
    practice: word(said.practice),
    decision: word(said.decision),
    outcome: word(said.outcome),
    named_by: word(said.named_by),
    offset: Number(said.offset) || undefined,
  }),
})
const lists = createRoute({
  getParentRoute: () => attribution,
  path: '/lists',
  component: ListsPage,
  validateSearch: (said: Record<string, unknown>): { rule?: string | undefined } => ({ rule: word(said.rule) }),
})

const whole = (value: unknown): number | undefined => Number(value) || undefined
const alignment = createRoute({
  getParentRoute: () => root,
  path: '/alignment',
  component: lazyRouteComponent(() => import('./alignment/region/region-page.tsx'), 'RegionPage'),
  validateSearch: (said: Record<string, unknown>): RegionAsked => ({
    reference: word(said.reference),
    area: word(said.area),
    payer: word(said.payer),
  }),
})
const alignmentSteps = createRoute({
  getParentRoute: () => root,
  path: '/alignment/steps',
  component: lazyRouteComponent(() => import('./alignment/steps/steps-page.tsx'), 'StepsPage'),
  validateSearch: (said: Record<string, unknown>): StepsAsked => ({
    years: whole(said.years),
    changes: whole(said.changes),
  }),
})
const alignmentOverTime = createRoute({
  getParentRoute: () => root,
  path: '/alignment/over-time',
  component: lazyRouteComponent(() => import('./alignment/region/trend-page.tsx'), 'TrendPage'),
  validateSearch: (said: Record<string, unknown>): { payer?: string | undefined } => ({ payer: word(said.payer) }),
})

const alignmentAnswers = createRoute({
  getParentRoute: () => root,
  path: '/alignment/answers',
  component: lazyRouteComponent(() => import('./alignment/answers/answers-page.tsx'), 'AnswersPage'),
  validateSearch: (said: Record<string, unknown>): { payer?: string | undefined } => ({ payer: word(said.payer) }),
})

const convening = createRoute({
  getParentRoute: () => root,
  path: '/convening',
  component: lazyRouteComponent(() => import('./convening/front/front-page.tsx'), 'ConveningPage'),
})
const initiative = createRoute({
  getParentRoute: () => root,
  path: '/convening/initiative/$initiative',
  component: lazyRouteComponent(() => import('./convening/initiative/initiative-page.tsx'), 'InitiativePage'),
})
const adoption = createRoute({
  getParentRoute: () => root,
  path: '/convening/adoption',
  component: lazyRouteComponent(() => import('./convening/adoption/adoption-page.tsx'), 'AdoptionPage'),
})
const plan = createRoute({
  getParentRoute: () => root,
  path: '/convening/plan',
  component: lazyRouteComponent(() => import('./convening/plan/plan-page.tsx'), 'PlanPage'),
})
const newRecommendation = createRoute({
  getParentRoute: () => root,
  path: '/convening/recommendations/new',
  component: lazyRouteComponent(() => import('./convening/recommendation/new-page.tsx'), 'NewRecommendationPage'),
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
    () => import('./convening/recommendation/recommendation-page.tsx'),
    'RecommendationPage',
  ),
})
const openRecommendations = createRoute({
  getParentRoute: () => root,
  path: '/recommendations',
  component: lazyRouteComponent(() => import('./convening/open/list-page.tsx'), 'OpenListPage'),
})
const openRecommendation = createRoute({
  getParentRoute: () => root,
  path: '/recommendations/$recommendation',
  component: lazyRouteComponent(() => import('./convening/open/open-page.tsx'), 'OpenRecommendationPage'),
})

const cost = createRoute({
  getParentRoute: () => root,
  path: '/cost',
  component: lazyRouteComponent(() => import('./cost/cost-page.tsx'), 'CostPage'),
})
const growth = createRoute({
  getParentRoute: () => root,
  path: '/cost/growth',
  component: lazyRouteComponent(() => import('./cost/growth-page.tsx'), 'GrowthPage'),
  validateSearch: (said: Record<string, unknown>): { target?: string | undefined } => ({ target: word(said.target) }),
})
const businessCase = createRoute({
  getParentRoute: () => root,
  path: '/cost/business-case',
  component: lazyRouteComponent(() => import('./cost/business-case-page.tsx'), 'BusinessCasePage'),
})

const submission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$submission_id',
  component: ReportPage,
})

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
  component: lazyRouteComponent(() => import('./scorecard/scorecard-page.tsx'), 'ScorecardPage'),
})

const practiceCost = createRoute({
  getParentRoute: () => practice,
  path: '/cost',
  component: lazyRouteComponent(() => import('./cost/practice-cost-page.tsx'), 'PracticeCostPage'),
})

const payments = createRoute({ getParentRoute: () => practice, path: '/payments', component: PaymentsPage })

const practicePayers = createRoute({
  getParentRoute: () => practice,
  path: '/payers',
  component: lazyRouteComponent(() => import('./alignment/practice/practice-payers-page.tsx'), 'PracticePayersPage'),
  validateSearch: (said: Record<string, unknown>): PracticePayersAsked => ({ only: word(said.only) }),
})

const practiceCoaching = createRoute({
  getParentRoute: () => practice,
  path: '/coaching',
  component: lazyRouteComponent(
    () => import('./convening/coaching/practice-coaching-page.tsx'),
    'PracticeCoachingPage',
  ),
})
const recruitment = createRoute({
  getParentRoute: () => root,
  path: '/convening/recruitment',
  component: lazyRouteComponent(() => import('./convening/recruitment/recruitment-page.tsx'), 'RecruitmentPage'),
})
const meetings = createRoute({
  getParentRoute: () => root,
  path: '/convening/meetings',
  component: lazyRouteComponent(() => import('./convening/meetings/meetings-page.tsx'), 'MeetingsPage'),
})
const meeting = createRoute({
  getParentRoute: () => root,
  path: '/convening/meetings/$meeting',
  component: lazyRouteComponent(() => import('./convening/meetings/meeting-page.tsx'), 'MeetingPage'),
})
const coaching = createRoute({
  getParentRoute: () => root,
  path: '/coaching',
  component: lazyRouteComponent(() => import('./convening/coaching/coaching-page.tsx'), 'CoachingPage'),
})

const links = createRoute({ getParentRoute: () => root, path: '/attestation-links', component: LinksPage })
const poster = createRoute({
  getParentRoute: () => root,
  path: '/attestation-links/poster/$attestation_code',
  component: PosterPage,
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
const submissionAccess = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$submission_id/access',
  component: SubmissionAccessPage,
})

const explain = createRoute({
  getParentRoute: () => root,
  path: '/explain/$',
  component: ExplainPage,
  validateSearch: (said: Record<string, unknown>): { from?: string; walk?: string[] } => {
    const from = ownPath(said.from)
    const walk = Array.isArray(said.walk) ? said.walk.filter((id) => typeof id === 'string') : []
    return { ...(from ? { from } : {}), ...(walk.length ? { walk } : {}) }
  },
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    practices,
    account,
    invitation,
    attest,
    withdrawal,
    submissions,
    submission,
    submissionAccess,
    policies,
    notifications,
    webhooks,
    calendar,
    models,
    field,
    inEffect,
    extent,
    market,
    burden,
    rubric,
    compare,
    model,
    attribution.addChildren([laboratory, changes, reconciliation, lists]),
    alignment,
    alignmentSteps,
    alignmentOverTime,
    alignmentAnswers,
    convening,
    initiative,
    adoption,
    plan,
    newRecommendation,
    recommendations,
    recommendation,
    openRecommendations,
    openRecommendation,
    cost,
    growth,
    businessCase,
    coaching,
    meetings,
    meeting,
    recruitment,
    log,
    people,
    explain,
    links,
    poster,
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
  ]),
  // An explanation's id keeps its colons, so that its address can be read.
  pathParamsAllowedCharacters: [':'],
  defaultPreload: false,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
