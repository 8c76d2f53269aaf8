import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { WholepanelError } from '../error.ts'
import { type Addresses, type OwnAddress, ownAddress } from './own-address.ts'

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
/** Scripts, styles, fonts and pictures: they hold no data. */
const ASSETS = /^\/(?!api\/|calendar\/)[^?]*\.[a-z0-9]+$/i
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

/** Programs sign what they send there, and no cookie counts. */
const TOKEN = '/auth/token'
/** The one address of the API to which a browser comes from elsewhere: the identity provider sends it back here. */
export const CALLBACK = '/api/identity-provider/callback'

/** Every request meets these before its route. */
export function guard(app: FastifyInstance, addresses: Addresses): void {
  app.addHook('onRequest', async (request, reply) => {
    const own = withHeaders(request, reply, addresses)
    if (!own) throw denied('a host name that this server does not serve')
    refuseOtherSites(request, own)
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (changes && request.url !== TOKEN && request.headers['x-wholepanel'] !== '1')
      throw denied('a request that changes something, without its header', 'the header x-wholepanel: 1')
  })
}

/** What every answer carries, also one to an address that no route can be looked up for, which meets no hook. */
export function withHeaders(request: FastifyRequest, reply: FastifyReply, addresses: Addresses): OwnAddress | null {
  reply.headers(HEADERS)
  // The shell too: going back after signing out must not bring a page out of the browser's memory.
  if (!ASSETS.test(request.url)) reply.header('cache-control', 'no-store')
  const own = ownAddress(request, addresses)
  if (own?.secure) reply.headers(HTTPS_ONLY)
  return own
}

/** Answers what is no HTTP that the server reads: on the bare connection, since there is neither a request nor a reply. */
export function refuseGarbled(error: { code: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code] ?? 400
  const headers = { ...HEADERS, 'cache-control': 'no-store', connection: 'close', 'content-length': '0' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'))
}

/**
 * A browser says from where a request comes. Another site, port or subdomain may lead a reader to a page, and no more:
 * cookies alone do not tell ports apart. Programs that are no browser say nothing and bring no cookie of a reader.
 */
function refuseOtherSites(request: FastifyRequest, own: OwnAddress): void {
  const { origin, 'sec-fetch-site': site = 'none', 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = request.headers
  if (origin !== undefined && origin !== own.origin) throw denied('a request of another site')
  if (site === 'same-origin' || site === 'none') return
  const opens = request.method === 'GET' && mode === 'navigate' && dest === 'document'
  const [path = ''] = request.url.split('?')
  if (!opens || (path.startsWith('/api') && path !== CALLBACK)) throw denied('a request of another site')
}

const denied = (got: string, want?: string): WholepanelError =>
  new WholepanelError('access-denied', { got, ...(want ? { want } : {}) })
