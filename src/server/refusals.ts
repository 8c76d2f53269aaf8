import type { Viewer } from '../governance/viewer.ts'
import type { Caller } from './caller.ts'

/** Refusals of one who asks on and on could fill the log: of each minute the first are listed, the rest are counted. */
class Thinned {
  readonly #most: number
  #minute = ''
  #listed = 0
  #left = 0

  constructor(most: number) {
    this.#most = most
  }

  /** How many were left out before this one; null where this one is only counted. */
  next(now: string): number | null {
    const minute = now.slice(0, 16)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#listed = 0
    }
    if (this.#listed === this.#most) {
      this.#left += 1
      return null
    }
    this.#listed += 1
    return this.rest()
  }

  rest(): number {
    const left = this.#left
    this.#left = 0
    return left
  }
}

const MOST_OF_STRANGERS = 60
/** Of an account or a program that asked too much: that it did is all there is to tell. */
const MOST_OF_ONE = 1

/** Who was refused, and how often since the log last told of it. */
export type LeftOut = { viewer: Viewer | null; left_out: number }

/** Refusals of which not each is an event: of whoever is not signed in, and of whoever asked too much. */
export class Refusals {
  readonly #strangers = new Thinned(MOST_OF_STRANGERS)
  readonly #busy = new Map<string, { viewer: Viewer; thinned: Thinned }>()

  /** How many were left out before this one; null where this one is only counted. */
  ofStranger(now: string): number | null {
    return this.#strangers.next(now)
  }

  ofBusy({ key, viewer }: Pick<Caller, 'key' | 'viewer'>, now: string): number | null {
    const { thinned } = this.#busy.get(key) ?? { thinned: new Thinned(MOST_OF_ONE) }
    this.#busy.set(key, { viewer, thinned })
    return thinned.next(now)
  }

  /** What no event tells of yet. */
  rest(): LeftOut[] {
    const all = [{ viewer: null, thinned: this.#strangers }, ...this.#busy.values()]
    return all.map(({ viewer, thinned }) => ({ viewer, left_out: thinned.rest() })).filter((one) => one.left_out > 0)
  }
}
