/** When something that did not get through is tried again, in seconds after each try: about three days in all. */
const AGAIN_SECONDS = [60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** While it is being sent nobody else sends it; a process that was killed meanwhile leaves it to the next. */
export const LEASE_SECONDS = 120

/** What waited longer than this and was never tried is not news any more: nobody had set up how to send it. */
export const STALE_SECONDS = 3 * 86_400

/** A webhook that failed for so long without one success is switched off. */
export const FAILING_SECONDS = 3 * 86_400

/** A webhook that failed is left alone for so long, whatever else it is to be told. */
export const REST_SECONDS = 60

/** How long calls are signed with the secret before as well. */
export const ROTATION_SECONDS = 86_400

/** Digests go out from this hour on, in UTC. */
export const DIGEST_HOUR = 6

export const later = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + seconds * 1000).toISOString()

/** When it is tried next, after so many tries; null where it is given up. */
export function nextTry(attempts: number, now: string): string | null {
  const wait = AGAIN_SECONDS[attempts - 1]
  return wait === undefined ? null : later(now, wait)
}

/** What came of one try. `problem` is for who keeps the region: codes, and nothing that the other side wrote. */
export type Outcome = { sent: true } | { sent: false; problem: string; forGood?: boolean }
