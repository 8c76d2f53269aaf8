import { statfsSync } from 'node:fs'
import { WholepanelError } from '../../error.ts'

/** What one delivery may be at most, so that a bomb is told before it fills the disk. */
export type ReceiveLimits = {
  /** Files of a delivery, those in archives included. */
  most_files: number
  /** What archives of one delivery may unpack to, in all. */
  most_unpacked_gb: number
  /** How many times its own size an archive may unpack to: blank-padded records come to about 40, a bomb to 1,000. */
  most_expansion: number
}

export const USUAL_LIMITS: ReceiveLimits = { most_files: 20_000, most_unpacked_gb: 500, most_expansion: 250 }

/** Below this an archive may expand as it likes: a small file of blanks is no bomb. */
const HARMLESS_BYTES = 10 * 2 ** 20

/** Counts what a delivery has unpacked so far. */
export class Quota {
  readonly #limits: ReceiveLimits
  readonly #into: string
  #files = 0
  #unpacked = 0

  constructor(limits: ReceiveLimits, into: string) {
    this.#limits = limits
    this.#into = into
  }

  addFile(place: string): void {
    this.#files++
    this.holdFiles(place, this.#files)
  }

  /** Before entries are looked at one by one: an archive says how many it has. */
  holdFiles(place: string, files: number): void {
    const { most_files } = this.#limits
    if (files > most_files) throw tooLarge(place, `${files} files or more`, `at most ${most_files} files`, 'most_files')
  }

  /** `bytes` more come out of an archive that has `packed` bytes, `ofArchive` of it so far. */
  addBytes(place: string, bytes: number, ofArchive: number, packed: number): void {
    const { most_unpacked_gb, most_expansion } = this.#limits
    this.#unpacked += bytes
    if (ofArchive > HARMLESS_BYTES && ofArchive > packed * most_expansion)
      throw tooLarge(
        place,
        `an archive of ${packed} bytes that unpacks to ${ofArchive} bytes or more`,
        `at most ${most_expansion} times its size`,
        'most_expansion',
      )
    if (this.#unpacked > most_unpacked_gb * 2 ** 30)
      throw tooLarge(place, `${this.#unpacked} bytes unpacked`, `at most ${most_unpacked_gb} GB`, 'most_unpacked_gb')
    this.#holdDisk(place, bytes)
  }

  #holdDisk(place: string, bytes: number): void {
    const { bavail, bsize } = statfsSync(this.#into)
    if (bytes > Number(bavail) * Number(bsize))
      throw new WholepanelError('state-disk-full', {
        at: place,
        got: `${bytes} bytes to unpack, more than the disk has left`,
        fix: 'nothing of this delivery was taken in; make room and try again',
      })
  }
}

function tooLarge(at: string, got: string, want: string, setting: string): WholepanelError {
  return new WholepanelError('input-too-large', {
    at,
    got,
    want,
    fix: `nothing of this delivery was taken in; if it is what the sender meant, raise ${setting} in wholepanel.yaml`,
  })
}
