// What the benchmarks measure with: a clock of both kinds, the peak of memory, one raw scan of the claims.
import { join } from 'node:path'
import { raw } from '../dist/lake/sql.js'
import { SCAN_COLUMNS } from './make-lake.mjs'

const SCANS = 3

export const clock = () => ({ wall: performance.now(), cpu: process.cpuUsage() })
export function since({ wall, cpu }) {
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - wall) / 1000, cpu_seconds: (user + system) / 1e6 }
}
export const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024)

/** The median of some decodings of the nineteen columns from the files as they stand, replaced lines too. */
export async function rawScan(engine, region) {
  const counted = SCAN_COLUMNS.map((column) => `count(${column})`).join(', ')
  const files = join(region.lake, '*', '*', 'medical_claim.parquet')
  const times = []
  for (let i = 0; i < SCANS; i++) {
    const from = clock()
    await engine.run(raw(`select ${counted} from read_parquet('${files}')`))
    times.push(since(from))
  }
  const median = (key) => times.map((time) => time[key]).sort((a, b) => a - b)[(SCANS - 1) / 2]
  return { seconds: median('seconds'), cpu_seconds: median('cpu_seconds'), peak_mb: peakMb() }
}
