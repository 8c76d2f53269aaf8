import { stringifySetCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'
import type { OwnAddress } from '../own-address.ts'

/** Over https the name binds the cookie to this very host: no other name or port can set it. */
export const cookieName = (name: string, { secure }: OwnAddress): string => (secure ? `__Host-${name}` : name)

/**
 * The one cookie of this name. A page of another port or subdomain may have set a second one, and a browser does not
 * say which is whose: then neither is believed.
 */
export function cookieOf(request: FastifyRequest, name: string, own: OwnAddress): string | null {
  const wanted = `${cookieName(name, own)}=`
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one.startsWith(wanted))
  const [only] = found
  return found.length === 1 && only !== undefined ? only.slice(wanted.length) : null
}

/** `lax` is for what must come back from another site: the identity provider. */
export const setCookie = (
  name: string,
  value: string,
  own: OwnAddress,
  { sameSite = 'strict', maxAge }: { sameSite?: 'strict' | 'lax'; maxAge?: number } = {},
): string =>
  stringifySetCookie({
    name: cookieName(name, own),
    value,
    httpOnly: true,
    sameSite,
    secure: own.secure,
    path: '/',
    ...(maxAge === undefined ? {} : { maxAge }),
  })
