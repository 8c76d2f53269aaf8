import { lookup } from 'node:dns'
import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { LONGEST_KEY_SET, type PublicKey, readKeySet } from '../../governance/access/key-set.ts'
import type { ApiClient } from '../../register/people/api-clients.ts'

const SECONDS = 5
const KEPT_SECONDS = 60
const MOST_KEPT = 200

/**
 * Addresses of the machine itself, of private networks, and those that a network keeps to itself (RFC 6890): a program's
 * registration must not make this server knock at doors inside.
 */
// Two lists: one of both kinds would take every IPv4 address for its form within IPv6.
const INSIDE = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [net, bits] of [
  ...[
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ],
  ...[
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
  ],
  ...[
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
] as [string, number][])
  INSIDE.ipv4.addSubnet(net, bits, 'ipv4')
// Everything that is not global unicast, and what carries an IPv4 address or a test network within it.
for (const [net, bits] of [
  ...[
    ['::', 3],
    ['4000::', 2],
    ['8000::', 1],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ],
] as [string, number][])
  INSIDE.ipv6.addSubnet(net, bits, 'ipv6')

export function isInside(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '')
  const kind = isIP(bare) === 6 ? 'ipv6' : 'ipv4'
  return INSIDE[kind].check(bare, kind)
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Gives the keys of a program: those it was registered with, or those at its address now. */
export class KeySource {
  readonly #loopback: boolean
  readonly #clock: () => number
  readonly #kept = new Map<string, { until: number; keys: Promise<PublicKey[]> }>()

  /** `loopback`: keys may stand on this machine, over http, as in a demonstration. */
  constructor({ loopback, clock }: { loopback: boolean; clock: () => number }) {
    this.#loopback = loopback
    this.#clock = clock
  }

  async of({ jwks, jwks_url }: Pick<ApiClient, 'jwks' | 'jwks_url'>): Promise<PublicKey[]> {
    if (jwks !== null) return readKeySet(jwks)
    return jwks_url === null ? [] : this.#at(jwks_url)
  }

  /** Kept for a minute, failures too: whoever sends assertions must not make this server send requests. */
  #at(address: string): Promise<PublicKey[]> {
    const now = this.#clock()
    const kept = this.#kept.get(address)
    if (kept && kept.until > now) return kept.keys
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear()
    const keys = fetchKeySet(address, this.#loopback).then(readKeySet)
    keys.catch(() => undefined)
    this.#kept.set(address, { until: now + KEPT_SECONDS * 1000, keys })
    return keys
  }
}

/** One answer, soon, short, from outside, and no redirection followed: the address that is checked is the one asked. */
export function fetchKeySet(address: string, loopback: boolean): Promise<string> {
  const url = new URL(address)
  const here = loopback && LOOPBACK.has(url.hostname)
  if (!here && url.protocol !== 'https:') return Promise.reject(new Error('keys are fetched over https only'))
  if (!here && isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 && isInside(url.hostname))
    return Promise.reject(new Error('keys are not fetched from inside addresses'))
  const options: RequestOptions = {
    headers: { accept: 'application/json' },
    agent: false,
    signal: AbortSignal.timeout(SECONDS * 1000),
    ...(here ? {} : { lookup: outside }),
  }
  return new Promise((resolve, reject) => {
    const ask = (url.protocol === 'https:' ? secure : plain)(url, options, (answer) => {
      if (answer.statusCode !== 200) {
        answer.destroy()
        return reject(new Error('the keys were not given'))
      }
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        text += piece
        if (text.length > LONGEST_KEY_SET) answer.destroy(new Error('the key set is too long'))
      })
      answer.on('end', () => resolve(text))
      answer.on('error', reject)
    })
    ask.on('error', reject)
    ask.end()
  })
}

/** The connection goes to the very address that was looked at: a name cannot answer twice. */
const outside: LookupFunction = (hostname, options, done) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 4)
    const open = addresses.filter((one) => !isInside(one.address))
    if (open.length !== addresses.length || open.length === 0)
      return done(new Error('the name of the keys’ address leads inside'), '', 4)
    return options.all ? done(null, open) : done(null, open[0]?.address ?? '', open[0]?.family)
  })
