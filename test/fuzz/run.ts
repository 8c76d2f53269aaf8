import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { delivery, faultsOf } from './fuzz.ts'

/**
 * Every fourth delivery is sent twice. The long way: WHOLEPANEL_FUZZ_FILES files from WHOLEPANEL_FUZZ_SEED on. Cases that break are kept as small files under
 * `keep`, with why; the tally is written after every delivery, so that a stopped run can go on from there.
 */
export async function fuzzFor(files: number, seed: number, size: number, keep: string): Promise<Tally> {
  mkdirSync(keep, { recursive: true })
  const path = join(keep, `tally-${seed}.json`)
  const tally: Tally = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Tally)
    : { files: 0, deliveries: 0, faults: 0, next: seed }
  while (tally.files < files) {
    const sent = await delivery(tally.next, size)
    const faults = await faultsOf(sent, tally.next % 4 === 0)
    for (const [i, fault] of faults.entries()) {
      writeFileSync(join(keep, `${tally.next}-${i}-${fault.name}`), fault.bytes)
      writeFileSync(join(keep, `${tally.next}-${i}-${fault.name}.why`), `${fault.because}\n`)
    }
    tally.files += sent.length
    tally.deliveries++
    tally.faults += faults.length
    tally.next++
    writeFileSync(path, JSON.stringify(tally))
  }
  return tally
}

export type Tally = { files: number; deliveries: number; faults: number; next: number }
