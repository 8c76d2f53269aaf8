import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { LONGEST_KEY_SET, type PublicKey, readKeySet } from '../../governance/access/key-set.ts'
import type { ApiClient } from '../../register/people/api-clients.ts'
import { refuseInside } from '../outside.ts'

const SECONDS = 5
const KEPT_SECONDS = 60
const MOST_KEPT = 200

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
  const lookup = refuseInside(url, loopback)
  if (lookup instanceof Error) return Promise.reject(lookup)
  const options: RequestOptions = {
    headers: { accept: 'application/json' },
    agent: false,
    signal: AbortSignal.timeout(SECONDS * 1000),
    ...lookup,
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
