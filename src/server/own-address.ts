import type { FastifyRequest } from 'fastify'
import type { Settings } from '../region.ts'

/** How the browser of a request reaches this server. */
export type OwnAddress = {
  origin: string
  /** Without port: what a passkey is bound to. */
  hostname: string
  /** Served over https, as far as the browser knows. */
  secure: boolean
}

export type Addresses = Pick<Settings, 'public_url' | 'trusted_proxies'> & {
  /** The address the server was told to listen on. */
  host: string
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1', '::ffff:127.0.0.1'])

/** The name in a Host header without its port. */
export const hostName = (header: string | undefined): string => (header ?? '').toLowerCase().replace(/:\d+$/, '')

export const isLoopback = (name: string | undefined): boolean => name !== undefined && LOOPBACK.has(name)

/** Something on the way says that it passes the request on for somebody else. */
export const isForwarded = ({ headers }: FastifyRequest): boolean =>
  ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)

/** Null where the request names a host that is not ours: a page elsewhere pointed its own name here (DNS rebinding). */
export function ownAddress(request: FastifyRequest, { host, public_url }: Addresses): OwnAddress | null {
  const asked = (request.host ?? '').toLowerCase()
  const outside = public_url ? new URL(public_url) : null
  if (outside && asked === outside.host)
    return { origin: outside.origin, hostname: outside.hostname, secure: outside.protocol === 'https:' }
  const name = hostName(asked)
  const ours = isLoopback(name) ? !(outside && isForwarded(request)) : name === host.toLowerCase() && name !== ''
  return ours ? { origin: `http://${asked}`, hostname: name, secure: false } : null
}

/** Both ends are this machine and nothing stands between: what may then be done needs no password in a demonstration. */
export const isLocal = (request: FastifyRequest): boolean =>
  isLoopback(request.socket.remoteAddress) && isLoopback(hostName(request.headers.host)) && !isForwarded(request)
