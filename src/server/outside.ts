import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Addresses of the machine itself, of private networks, and those that a network keeps to itself (RFC 6890): what somebody
 * registered must not make this server knock at doors inside.
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

/**
 * How to look up an address that somebody registered, or why it is not asked: over https only, and nothing inside.
 * `loopback`: it may stand on this machine, over http, as in a demonstration.
 */
export function refuseInside(url: URL, loopback: boolean): { lookup?: LookupFunction } | Error {
  if (loopback && LOOPBACK.has(url.hostname)) return {}
  if (url.protocol !== 'https:') return new Error('addresses of others are asked over https only')
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 && isInside(url.hostname))
    return new Error('addresses inside are not asked')
  return { lookup: outside }
}

/** The connection goes to the very address that was looked at: a name cannot answer twice. */
const outside: LookupFunction = (hostname, options, done) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 4)
    const open = addresses.filter((one) => !isInside(one.address))
    if (open.length !== addresses.length || open.length === 0)
      return done(new Error('the name of the address leads inside'), '', 4)
    return options.all ? done(null, open) : done(null, open[0]?.address ?? '', open[0]?.family)
  })
