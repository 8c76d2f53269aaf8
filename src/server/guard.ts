import type { FastifyInstance } from 'fastify'
import { WholepanelError } from '../error.ts'

/**
 * Pages and data come from this server alone and are shown in no other page. Charts carry their own style elements,
 * hence inline styles.
 */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1', '::ffff:127.0.0.1'])

/** The name in a Host header without its port. */
export const hostName = (header: string | undefined): string => (header ?? '').toLowerCase().replace(/:\d+$/, '')

export const isLoopback = (name: string | undefined): boolean => name !== undefined && LOOPBACK.has(name)

/** Every request meets these before its route. `host` is the address the server was told to listen on. */
export function guard(app: FastifyInstance, host: string): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store')
    // A page elsewhere may point its own name at this machine; its requests then carry that name (DNS rebinding).
    const name = hostName(request.headers.host)
    if (!isLoopback(name) && name !== host.toLowerCase())
      throw new WholepanelError('access-denied', { got: 'a host name that this server does not serve' })
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (changes && request.headers['x-wholepanel'] !== '1')
      throw new WholepanelError('access-denied', {
        got: 'a request that changes something, without its header',
        want: 'the header x-wholepanel: 1',
      })
  })
}
