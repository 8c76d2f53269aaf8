/** The site itself: accounts, what was received, policies, the log, explanations, notices to the reader. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { SubmissionAccessPage } from '../access/access-page.tsx'
import { AccountPage } from '../account/account-page.tsx'
import type { LogAsked } from '../api/queries.ts'
import type { CalendarAsked } from '../convening/calendar/calendar-page.tsx'
import { ExplainPage } from '../explain/explain-page.tsx'
import { LogPage } from '../log/log-page.tsx'
import { PeoplePage } from '../people/people-page.tsx'
import { PoliciesPage } from '../policies/policies-page.tsx'
import { Home } from '../practice/home.tsx'
import { PracticesPage } from '../practice/practices-page.tsx'
import { InvitationPage } from '../sign-in/invitation-page.tsx'
import { ReportPage } from '../submissions/report/report-page.tsx'
import { SubmissionsPage } from '../submissions/submissions-page.tsx'
import { root } from './root.ts'
import { ownPath, word } from './search.ts'

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const practices = createRoute({ getParentRoute: () => root, path: '/practices', component: PracticesPage })
const submissions = createRoute({ getParentRoute: () => root, path: '/submissions', component: SubmissionsPage })
const submission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$submission_id',
  component: ReportPage,
})
const submissionAccess = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$submission_id/access',
  component: SubmissionAccessPage,
})
const people = createRoute({ getParentRoute: () => root, path: '/people', component: PeoplePage })
const account = createRoute({ getParentRoute: () => root, path: '/account', component: AccountPage })
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: InvitationPage })
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
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyRouteComponent(() => import('../convening/notify/notifications-page.tsx'), 'NotificationsPage'),
})
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../convening/notify/webhooks-page.tsx'), 'WebhooksPage'),
})
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../convening/calendar/calendar-page.tsx'), 'CalendarPage'),
  validateSearch: (said: Record<string, unknown>): CalendarAsked => ({ kind: word(said.kind) }),
})

export const siteRoutes = [
  home,
  practices,
  account,
  invitation,
  submissions,
  submission,
  submissionAccess,
  policies,
  notifications,
  webhooks,
  calendar,
  log,
  people,
  explain,
]
