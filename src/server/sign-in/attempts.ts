import { WholepanelError } from '../../error.ts'

/** Failures of one network address within the window, whatever accounts or programs they were for. */
const MOST = 30
const WINDOW_MINUTES = 10
/** Addresses kept in mind; the one longest silent makes room. */
const ADDRESSES = 10_000

/**
 * Failures are counted, not requests, and in this process: one process holds a region. Someone who tries many accounts
 * once each meets no lock of an account; this stops them.
 */
export class Attempts {
  readonly #failed = new Map<string, number[]>()
  readonly #now: () => string
  readonly #most: number

  constructor(now: () => string, most = MOST) {
    this.#now = now
    this.#most = most
  }

  refuseTooMany(address: string): void {
    const recent = this.#recent(address)
    const [first] = recent.slice(-this.#most)
    if (recent.length >= this.#most && first !== undefined)
      throw new WholepanelError('access-too-many-tries', {
        fix: `wait ${WINDOW_MINUTES} minutes, then try again`,
        wait: Math.max(1, Math.ceil((first - Date.parse(this.#now())) / 1000) + WINDOW_MINUTES * 60),
      })
  }

  failed(address: string): void {
    const recent = [...this.#recent(address), Date.parse(this.#now())]
    this.#failed.delete(network(address))
    this.#failed.set(network(address), recent)
    const [oldest] = this.#failed.keys()
    if (this.#failed.size > ADDRESSES && oldest !== undefined) this.#failed.delete(oldest)
  }

  #recent(address: string): number[] {
    const since = Date.parse(this.#now()) - WINDOW_MINUTES * 60_000
    return (this.#failed.get(network(address)) ?? []).filter((time) => time > since)
  }
}

/** One household or office has a whole /64 of IPv6 addresses to try from. */
export function network(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/, '')
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':')
}
