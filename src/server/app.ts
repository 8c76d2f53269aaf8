import swagger from '@fastify/swagger'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { WholepanelError } from '../error.ts'
import { ROUTES } from '../governance/routes.ts'
import { guard, refuseGarbled, withHeaders } from './guard.ts'
import type { House, Server } from './house.ts'
import { notFound, problemOf, routeOf, sendProblem, unexpected } from './problem.ts'
import { recording } from './recording.ts'
import { actionsRoutes } from './routes/alignment/actions.ts'
import { answersRoutes } from './routes/alignment/answers.ts'
import { burdenRoutes } from './routes/alignment/burden.ts'
import { effectRoutes } from './routes/alignment/effect.ts'
import { alignmentRoutes } from './routes/alignment/matrix.ts'
import { planRoutes } from './routes/alignment/plan.ts'
import { reachRoutes } from './routes/alignment/reach.ts'
import { rubricRoutes } from './routes/alignment/rubric.ts'
import { attestationsRoutes } from './routes/attestation/attestations.ts'
import { codesRoutes } from './routes/attestation/codes.ts'
import { noticesRoutes } from './routes/attestation/notices.ts'
import { statementFormRoutes } from './routes/attestation/statement-form.ts'
import { compareRoutes } from './routes/attribution/compare.ts'
import { rosterRoutes } from './routes/attribution/rosters.ts'
import { adoptionRoutes } from './routes/convening/adoption.ts'
import { calendarRoutes } from './routes/convening/calendar.ts'
import { calendarFeedRoutes } from './routes/convening/calendar-feed.ts'
import { practiceCoachingRoutes } from './routes/convening/coaching/practice.ts'
import { coachingRoutes } from './routes/convening/coaching/requests.ts'
import { committeesRoutes } from './routes/convening/committees.ts'
import { initiativesRoutes } from './routes/convening/initiatives.ts'
import { meetingsRoutes } from './routes/convening/meetings.ts'
import { nameableRoutes } from './routes/convening/nameable.ts'
import { notificationsRoutes } from './routes/convening/notifications.ts'
import { openRoutes } from './routes/convening/open.ts'
import { planStepsRoutes } from './routes/convening/plan.ts'
import { recommendationsRoutes } from './routes/convening/recommendations.ts'
import { recruitmentRoutes } from './routes/convening/recruitment.ts'
import { refusalsRoutes } from './routes/convening/refusals.ts'
import { webhooksRoutes } from './routes/convening/webhooks.ts'
import { costRoutes } from './routes/cost/cost.ts'
import { growthRoutes } from './routes/cost/growth.ts'
import { explainRoutes } from './routes/explain.ts'
import { healthRoutes } from './routes/health.ts'
import { fieldRoutes } from './routes/library/field.ts'
import { modelPairRoutes } from './routes/library/model-pair.ts'
import { modelsRoutes } from './routes/library/models.ts'
import { localCommandRoutes } from './routes/local-command.ts'
import { logRoutes } from './routes/log.ts'
import { pageRoutes, sendShell } from './routes/pages.ts'
import { panelRoutes } from './routes/panel.ts'
import { businessCaseRoutes } from './routes/payment/business-case.ts'
import { exhibitRoutes } from './routes/payment/exhibit.ts'
import { paymentsRoutes } from './routes/payment/payments.ts'
import { acceptInvitationRoutes } from './routes/people/accept-invitation.ts'
import { accessRoutes } from './routes/people/access.ts'
import { accountRoutes } from './routes/people/account.ts'
import { apiClientsRoutes } from './routes/people/api-clients.ts'
import { authTokenRoutes } from './routes/people/auth-token.ts'
import { breakGlassRoutes } from './routes/people/break-glass.ts'
import { identityProviderRoutes } from './routes/people/identity-provider.ts'
import { peopleRoutes } from './routes/people/people.ts'
import { sessionRoutes } from './routes/people/session.ts'
import { periodsRoutes } from './routes/periods.ts'
import { practicesRoutes } from './routes/practices.ts'
import { policiesRoutes } from './routes/publishing/policies.ts'
import { publicationsRoutes } from './routes/publishing/publications.ts'
import { agreementsRoutes } from './routes/received/agreements.ts'
import { feedsRoutes } from './routes/received/feeds.ts'
import { leftOutRoutes } from './routes/received/left-out.ts'
import { runFindingsRoutes } from './routes/received/run-findings.ts'
import { submissionsRoutes } from './routes/received/submissions.ts'
import { scorecardRoutes } from './routes/scorecard.ts'

/** One file per noun; each adds its routes. */
const NOUNS: readonly ((server: Server, house: House) => void)[] = [
  healthRoutes,
  sessionRoutes,
  acceptInvitationRoutes,
  accountRoutes,
  identityProviderRoutes,
  periodsRoutes,
  practicesRoutes,
  panelRoutes,
  rosterRoutes,
  compareRoutes,
  scorecardRoutes,
  costRoutes,
  growthRoutes,
  effectRoutes,
  reachRoutes,
  paymentsRoutes,
  exhibitRoutes,
  businessCaseRoutes,
  explainRoutes,
  submissionsRoutes,
  feedsRoutes,
  agreementsRoutes,
  leftOutRoutes,
  runFindingsRoutes,
  policiesRoutes,
  publicationsRoutes,
  modelsRoutes,
  fieldRoutes,
  alignmentRoutes,
  answersRoutes,
  actionsRoutes,
  planRoutes,
  burdenRoutes,
  rubricRoutes,
  modelPairRoutes,
  notificationsRoutes,
  webhooksRoutes,
  calendarRoutes,
  calendarFeedRoutes,
  initiativesRoutes,
  nameableRoutes,
  committeesRoutes,
  recommendationsRoutes,
  meetingsRoutes,
  refusalsRoutes,
  adoptionRoutes,
  planStepsRoutes,
  openRoutes,
  coachingRoutes,
  practiceCoachingRoutes,
  recruitmentRoutes,
  logRoutes,
  accessRoutes,
  peopleRoutes,
  apiClientsRoutes,
  breakGlassRoutes,
  authTokenRoutes,
  statementFormRoutes,
  codesRoutes,
  attestationsRoutes,
  noticesRoutes,
  localCommandRoutes,
]

/** Milliseconds that a request may take to arrive: who sends a byte now and then keeps no connection. */
const LONGEST_SENDING = 60_000

/** The server without a port: every route with its permission and the schema of its response. */
export async function app(house: House): Promise<FastifyInstance> {
  const addresses = { ...house.region.settings, host: house.host }
  const server = fastify({
    logger: false,
    bodyLimit: 1_000_000,
    requestTimeout: LONGEST_SENDING,
    trustProxy: house.region.settings.trusted_proxies,
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: refuseGarbled,
    frameworkErrors: (error, request, reply) => {
      withHeaders(request, reply, addresses)
      sendProblem(reply, problemOf(error, routeOf(request)))
    },
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  const requireServed = requirePermits(server)
  guard(server, addresses)
  recording(server, house)
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, routeOf(request))
    if (problem.code === 'state-unexpected') house.say(unexpected(error, routeOf(request)))
    if (error instanceof WholepanelError && error.detail.wait) reply.header('retry-after', error.detail.wait)
    return sendProblem(reply, problem)
  })
  server.setNotFoundHandler((request, reply) => sendShell(house, request, reply) ?? sendProblem(reply, notFound()))
  server.addHook('onResponse', async (request, reply) => {
    if (ASKS.test(request.url)) house.log(line(house.now(), request, reply))
  })
  // What never came whole is carried out by no route and refused to nobody who would still read it.
  server.addHook('onRequestAbort', async (request) => {
    if (ASKS.test(request.url)) house.log(`${house.now()} ${routeOf(request)} broken off`)
  })
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Wholepanel', version: house.version } },
    transform: jsonSchemaTransform,
    transformObject: (given) => withoutUnused(jsonSchemaTransformObject(given)),
  })
  await server.register(async (scope) => {
    const typed = scope.withTypeProvider<ZodTypeProvider>()
    for (const noun of NOUNS) noun(typed, house)
    await pageRoutes(typed, house)
  })
  await server.ready()
  requireServed()
  return server
}

/**
 * Refuses to start with a route that governance does not know, or one of the API that does not say what it answers.
 * What comes back refuses an entry of governance that no route of the API took up.
 */
export function requirePermits(server: FastifyInstance): () => void {
  const served = new Set<string>()
  server.addHook('onRoute', ({ method, url, schema }) => {
    for (const one of [method].flat()) {
      if (one === 'HEAD' || one === 'OPTIONS') continue
      const route = `${one} ${url}`
      if (!(route in ROUTES)) throw new Error(`the route ${route} has no entry in governance/routes`)
      if (url.startsWith('/api') && !schema?.response) throw new Error(`the route ${route} declares no response`)
      served.add(route)
    }
  })
  return () => {
    const missing = Object.keys(ROUTES).filter((route) => route.includes(' /api/') && !served.has(route))
    if (missing.length > 0) throw new Error(`governance/routes has an entry without a route: ${missing.join(', ')}`)
  }
}

/** Each named shape comes with a twin for requests that nothing refers to: what is not referred to goes. */
function withoutUnused<Document extends object>(document: Document): Document {
  const schemas = (document as { components?: { schemas?: Record<string, unknown> } }).components?.schemas
  for (let left = -1; schemas && left !== Object.keys(schemas).length; ) {
    left = Object.keys(schemas).length
    const text = JSON.stringify(document)
    for (const name of Object.keys(schemas)) if (!text.includes(`"#/components/schemas/${name}"`)) delete schemas[name]
  }
  return document
}

/** What is worth a line: neither the pages' own files nor who asks now and then whether the server lives. */
const ASKS = /^\/(api|auth)\//

const line = (at: string, request: FastifyRequest, { statusCode, elapsedTime }: FastifyReply): string =>
  `${at} ${routeOf(request)} ${statusCode} ${Math.round(elapsedTime)} ms`
