/** One query per noun of the API. Keys start with the path, so a sign-out forgets everything at once. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AlignmentAction,
  InitiativeEntry,
  InitiativeMatrix,
  ModelsAligned,
  Plan,
  RegionMatrix,
  Trend,
} from './alignment/alignment.ts'
import type { Effect, Extent, Market } from './alignment/effect.ts'
import type { Churn, Comparison, Lateness, Minimum, Rules } from './attribution/attribution.ts'
import type { Reconciliation, Roster } from './attribution/rosters.ts'
import { get } from './client.ts'
import type { BusinessCase, Cost, Growth, PracticeCost } from './cost/cost.ts'
import type { LibraryEntry, ModelShown, SideBySide } from './cost/models.ts'
import type { Payments } from './cost/payments.ts'
import type { Log } from './people/log.ts'
import type { Policy, Preview, Publications } from './people/policies.ts'
import type { Account, Session } from './people/sign-in.ts'
import type { ExplainedHere } from './practice/explain.ts'
import type { Panel, Person } from './practice/panel.ts'
import type { Periods, Practice, PracticeRow } from './practice/practices.ts'
import type { Scorecard } from './practice/scorecard.ts'
import type { Agreement, Feeds, LeftOut, RunFindings, Waiver } from './received/feeds.ts'
import type { Submission, SubmissionReport } from './received/submissions.ts'

export const at = <Answer>(path: string) => queryOptions({ queryKey: [path], queryFn: () => get<Answer>(path) })
export const practicePath = (practiceId: string) => `/api/practices/${encodeURIComponent(practiceId)}`

export const sessionQuery = at<Session>('/api/session')
export const accountQuery = at<Account>('/api/account')
export const periodsQuery = at<Periods>('/api/periods')
export const practicesQuery = at<PracticeRow[]>('/api/practices')
export const submissionsQuery = at<Submission[]>('/api/submissions')
export const feedsQuery = at<Feeds>('/api/feeds')
export const waiversQuery = at<Waiver[]>('/api/waivers')
export const runFindingsQuery = at<RunFindings>('/api/findings')
export const leftOutQuery = at<LeftOut[]>('/api/left-out')
export const agreementsQuery = at<Agreement[]>('/api/agreements')
export const policyQuery = at<Policy>('/api/policy')
export const publicationsQuery = at<Publications>('/api/publications')
export const publicationPreviewQuery = at<Preview>('/api/publications/preview')
export const modelsQuery = at<LibraryEntry[]>('/api/models')
export const modelQuery = (id: string) => at<ModelShown>(`/api/models/${id}`)
export const compareQuery = (a: string, b: string) =>
  at<SideBySide>(`/api/models/compare?${new URLSearchParams({ a, b })}`)
export const alignedPath = (a: string, b: string) => `/api/alignment/models?${new URLSearchParams({ a, b })}`
export const alignedQuery = (a: string, b: string) => at<ModelsAligned>(alignedPath(a, b))
export const alignmentPath = (reference: string | undefined) => `/api/alignment${asking({ reference })}`
export const alignmentQuery = (reference: string | undefined) => at<RegionMatrix>(alignmentPath(reference))
export const trendQuery = at<Trend>('/api/alignment/trend')
export const pathwayPath = (asked: { years?: number | undefined; changes?: number | undefined }) =>
  `/api/alignment/pathway${asking(asked)}`
export const pathwayQuery = (asked: { years?: number | undefined; changes?: number | undefined }) =>
  at<Plan>(pathwayPath(asked))
export const ACTIONS_PATH = '/api/alignment/actions'
export const actionsQuery = at<AlignmentAction[]>(ACTIONS_PATH)
export const initiativesQuery = at<InitiativeEntry[]>('/api/alignment/initiatives')
export const initiativePath = (initiative: string, reference: string | undefined) =>
  `/api/alignment/initiatives/${initiative}${asking({ reference })}`
export const initiativeQuery = (initiative: string, reference: string | undefined) =>
  at<InitiativeMatrix>(initiativePath(initiative, reference))
const EFFECT_PATH = '/api/alignment/effect'
export const effectPath = (table: string) => `${EFFECT_PATH}?${new URLSearchParams({ table })}`
export const effectQuery = at<Effect>(EFFECT_PATH)
export const EXTENT_PATH = '/api/alignment/extent'
export const extentQuery = at<Extent>(EXTENT_PATH)
export const MARKET_PATH = '/api/alignment/market'
export const marketQuery = at<Market>(MARKET_PATH)
export const rulesQuery = at<Rules>('/api/attribution/rules')
export const comparisonPath = (a: string, b: string) => `/api/attribution/compare?${new URLSearchParams({ a, b })}`
export const comparisonQuery = (a: string, b: string) => at<Comparison>(comparisonPath(a, b))
export const churnQuery = (rule: string) => at<Churn>(`/api/attribution/churn?${new URLSearchParams({ rule })}`)
export const minimumPath = (rule: string) => `/api/attribution/minimum?${new URLSearchParams({ rule })}`
export const minimumQuery = (rule: string) => at<Minimum[]>(minimumPath(rule))
export const latenessQuery = at<Lateness[]>('/api/attribution/lateness')
export const submissionPath = (submissionId: string) => `/api/submissions/${encodeURIComponent(submissionId)}`
export const submissionQuery = (submissionId: string) => at<SubmissionReport>(submissionPath(submissionId))
export const practiceQuery = (practiceId: string) => at<Practice>(practicePath(practiceId))
export const scorecardPath = (practiceId: string) => `${practicePath(practiceId)}/scorecard`
export const scorecardQuery = (practiceId: string) => at<Scorecard>(scorecardPath(practiceId))
export const COST_PATH = '/api/cost'
export const costQuery = at<Cost>(COST_PATH)
export const growthPath = (target: string | undefined) => `/api/cost/growth${asking({ target })}`
export const growthQuery = (target: string | undefined) => at<Growth>(growthPath(target))
export const practiceCostPath = (practiceId: string) => `${practicePath(practiceId)}/cost`
export const practiceCostQuery = (practiceId: string) => at<PracticeCost>(practiceCostPath(practiceId))
export const businessCaseQuery = at<BusinessCase[]>('/api/business-case')
export const paymentsPath = (practiceId: string) => `${practicePath(practiceId)}/payments`
export const paymentsQuery = (practiceId: string) => at<Payments>(paymentsPath(practiceId))
export const personQuery = (practiceId: string, personId: string) =>
  at<Person>(`${practicePath(practiceId)}/panel/${encodeURIComponent(personId)}`)
export const explainQuery = (id: string) => at<ExplainedHere>(`/api/explain/${encodeURIComponent(id)}`)

export type PanelAsked = {
  search?: string | undefined
  payer?: string | undefined
  reason?: string | undefined
  change?: string | undefined
  gap?: string | undefined
  sort?: string | undefined
  offset?: number | undefined
}
export const PAGE_ROWS = 50

export const panelPath = (practiceId: string, asked: PanelAsked): string =>
  `${practicePath(practiceId)}/panel${asking(asked)}`

/** What was chosen, as the end of an address. */
export function asking(asked: Readonly<Record<string, string | number | undefined>>): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) words.set(name, String(value))
  const text = words.toString()
  return text ? `?${text}` : ''
}

export type LogAsked = {
  kind?: string | undefined
  actor?: string | undefined
  since?: string | undefined
  until?: string | undefined
  before?: number | undefined
}
export const logPath = (asked: LogAsked): string => `/api/log${asking(asked)}`
export const logQuery = (asked: LogAsked) => {
  const path = logPath(asked)
  return queryOptions({ queryKey: [path], queryFn: () => get<Log>(path), placeholderData: keepPreviousData })
}

export const panelQuery = (practiceId: string, asked: PanelAsked) => paged<Panel>(panelPath(practiceId, asked), false)

export type RosterAsked = {
  rule?: string | undefined
  list?: string | undefined
  state?: string | undefined
  offset?: number | undefined
}
export const rosterPath = (practiceId: string, asked: RosterAsked): string =>
  `${practicePath(practiceId)}/roster${asking(asked)}`
export const rosterQuery = (practiceId: string, asked: RosterAsked, whole: boolean) =>
  paged<Roster>(rosterPath(practiceId, whole ? { ...asked, offset: undefined } : asked), whole)

export type ReconciliationAsked = {
  decision?: string | undefined
  outcome?: string | undefined
  named_by?: string | undefined
  offset?: number | undefined
}
export const reconciliationPath = (practiceId: string, asked: ReconciliationAsked): string =>
  `${practicePath(practiceId)}/reconciliation${asking(asked)}`
export const reconciliationQuery = (practiceId: string, asked: ReconciliationAsked) =>
  paged<Reconciliation>(reconciliationPath(practiceId, asked), false)

/** A page of a list, or all of it; the one before stays until it has come. */
function paged<Found>(path: string, whole: boolean) {
  const limited = `${path}${path.includes('?') ? '&' : '?'}limit=${whole ? 'all' : PAGE_ROWS}`
  return queryOptions({
    queryKey: [limited],
    queryFn: () => get<Found>(limited),
    placeholderData: keepPreviousData,
  })
}

/** The same table as a file, all matching rows, through the same door. */
export const csvOf = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}format=csv`
