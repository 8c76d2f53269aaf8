import { publishPeriod } from '../disclosure/published.ts'
import type { Reading } from '../disclosure/reads/reading.ts'
import type { Register } from '../register/open.ts'

/** The convener publishes what was run, so that everybody has something to look at. */
export const publishDemonstration = (register: Register, reading: Reading, now: string) =>
  publishPeriod(register, reading, { period: reading.period.id, published_by: 'amara-cole' }, now)
