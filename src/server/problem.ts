import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ERRORS, type ErrorCode, MOST_FAULTS, WholepanelError } from '../error.ts'

/** The one shape of every error (RFC 9457). It holds no value of a person and no trace of the program. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    at: z.string().optional(),
    fix: z.string().optional(),
    fields: z.array(z.string()).optional().describe('Which of what was sent is at fault, by its path'),
    refusal: z.string().optional().describe('Of refused words: the key by which their author asks the steward'),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

/** Declared by every route. */
export const problems = { '4xx': Problem, '5xx': Problem }

/** What a rule asks, in words. */
const RULES: Readonly<Record<string, string>> = {
  too_small: 'is missing, too short or too small',
  too_big: 'is too long or too large',
  invalid_type: 'is missing, or of another kind',
  invalid_format: 'is not in the form that is asked for',
  invalid_value: 'is none of those there are',
  unrecognized_keys: 'has something that nobody asked for',
}

export function problemOf(error: unknown, route: string): Problem {
  if (error instanceof WholepanelError)
    return {
      ...problem(statusOf(error.code), error.code, error.message, error.detail.at, error.detail.fix),
      ...(error.detail.refusal ? { refusal: error.detail.refusal } : {}),
    }
  if (hasZodFastifySchemaValidationErrors(error)) {
    // Paths and rules only: what was sent may be a person's.
    const faults = error.validation
      .slice(0, MOST_FAULTS)
      .map(({ instancePath, keyword }) => ({ field: instancePath.split('/').filter(Boolean).join('.'), keyword }))
    const detail = faults.map(({ field, keyword }) => `${field} ${RULES[keyword] ?? keyword}`.trim()).join('; ')
    const fields = [...new Set(faults.map(({ field }) => field))].filter((one) => one !== '')
    return { ...problem(400, 'input-argument', `${ERRORS['input-argument']}: ${detail}`, route), fields }
  }
  const status = (error as FastifyError | undefined)?.statusCode
  if (status !== undefined && status >= 400 && status < 500)
    return status === 413
      ? problem(status, 'input-argument', 'more was sent than is taken at once', route, 'send a smaller file or text')
      : problem(status, 'input-argument', 'the request is not understood', route)
  return problem(500, 'state-unexpected', ERRORS['state-unexpected'], route, 'try again; if it stays, report the route')
}

/** For the terminal: what kind of failure, and where in the program. Its message may hold what was sent, and stays out. */
export function unexpected(error: unknown, route: string): string {
  const { name = 'failure', stack = '' } = error instanceof Error ? error : {}
  const place = /\/((?:src|dist)\/[\w/.-]+:\d+)/.exec(stack)?.[1]
  return `${route} failed unexpectedly: ${name.replaceAll(/\W/g, '')}${place ? ` at ${place}` : ''}`
}

export const notFound = (): Problem =>
  problem(404, 'input-argument', 'no such address', undefined, 'see /api/openapi.json for those there are')

export function problem(status: number, code: ErrorCode, detail: string, at?: string, fix?: string): Problem {
  return {
    type: `urn:wholepanel:error:${code}`,
    title: ERRORS[code],
    status,
    code,
    detail,
    ...(at ? { at } : {}),
    ...(fix ? { fix } : {}),
  }
}

export function sendProblem(reply: FastifyReply, body: Problem): FastifyReply {
  return reply.code(body.status).type('application/problem+json').serializer(JSON.stringify).send(body)
}

/** Method and pattern, never the address itself: an address may hold a member's number. */
export const routeOf = (request: FastifyRequest): string => `${request.method} ${request.routeOptions.url ?? '(none)'}`

function statusOf(code: ErrorCode): number {
  if (code === 'access-too-many-tries' || code === 'access-too-many-reads') return 429
  if (code === 'access-denied' || code === 'access-prove-again') return 403
  if (code.startsWith('access-')) return 401
  if (code === 'input-explain-id' || code === 'input-no-model' || code === 'input-no-code') return 404
  if (code === 'state-no-run' || code === 'state-locked' || code === 'state-missing-input') return 409
  if (code.startsWith('input-')) return 400
  if (code.startsWith('conflict-')) return 409
  if (code.startsWith('unsupported-')) return 422
  return 500
}
