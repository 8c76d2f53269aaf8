import fc from 'fast-check'
import { expect, test } from 'vitest'
import { regionWith } from '../region-with.ts'
import { claimsCsv, inForce, type Line } from './sent.ts'

/**
 * A payer says an order of versions (their number, or the day paid): then neither the order of deliveries nor of files
 * nor of records changes what is in force. The oracle knows each claim's versions in order and takes the last.
 */
type Version = { status: string; lines: { line: number; cents: number }[] }
type Claim = { counted: boolean; oneNumber: boolean; versions: Version[] }

const version = fc.record({
  status: fc.constantFrom('adjustment', 'cancellation', 'denied', 'original'),
  // A claim that comes whole always has its first line.
  lines: fc
    .uniqueArray(fc.record({ line: fc.integer({ min: 2, max: 4 }), cents: fc.integer({ min: -2_000, max: 99_999 }) }), {
      selector: ({ line }) => line,
      maxLength: 2,
    })
    .chain((more) => fc.nat({ max: 99_999 }).map((cents) => [{ line: 1, cents }, ...more])),
})
const claim: fc.Arbitrary<Claim> = fc.record({
  counted: fc.boolean(),
  oneNumber: fc.boolean(),
  versions: fc.array(version, { minLength: 1, maxLength: 4 }),
})

const usd = (cents: number) =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
const day = (n: number) => `2025-0${n + 2}-10`

/** What is sent together: a line where versions are counted, else a whole version. */
function pieces({ counted, oneNumber, versions }: Claim, i: number): Line[][] {
  const all = versions.map(({ status, lines }, v) =>
    lines.map(({ line, cents }) => ({
      claim_id: oneNumber ? `c${i}` : `c${i}v${9 - v}`,
      ...(oneNumber ? {} : { control: `k${i}` }),
      line,
      status,
      paid: usd(cents),
      member: `m${i}`,
      ...(counted ? { version: v + 1, paid_on: day(0) } : { paid_on: day(v) }),
    })),
  )
  return counted ? all.flatMap((lines) => lines.map((line) => [line])) : all
}

function oracle({ oneNumber, versions }: Claim, i: number): { rows: string[]; cents: number } {
  const last = versions.at(-1)
  if (!last || last.status === 'cancellation') return { rows: [], cents: 0 }
  const claim_id = oneNumber ? `c${i}` : `c${i}v${9 - versions.length + 1}`
  return {
    rows: last.lines.map(({ line, cents }) => `${claim_id} ${line} ${last.status} ${usd(cents)}`),
    cents: last.lines.reduce((sum, { cents }) => sum + cents, 0),
  }
}

/** More in a long run: WHOLEPANEL_ORDER_RUNS=200 WHOLEPANEL_ORDER_SEED=12. */
const RUNS = Number(process.env.WHOLEPANEL_ORDER_RUNS ?? 2)
const SEED = process.env.WHOLEPANEL_ORDER_SEED

test(
  'whatever the order of versions and their split into files and deliveries, the same is in force, to the cent',
  async () => {
    const numbers = fc.infiniteStream(fc.nat({ max: 2 ** 30 }))
    await fc.assert(
      fc.asyncProperty(fc.array(claim, { minLength: 8, maxLength: 16 }), numbers, async (claims, stream) => {
        const next = (below: number) => Number(stream.next().value) % below
        const here = regionWith()
        const sent = claims.flatMap(pieces)
        const again = sent.filter(() => next(5) === 0)
        const files: Line[][][] = [0, 1, 2].map(() => [[], []])
        for (const piece of [...sent, ...again].map((p) => ({ p, by: next(1_000_000) })).sort((a, b) => a.by - b.by))
          files[next(3)]?.[next(2)]?.push(...piece.p)
        for (const [d, delivery] of files.entries()) {
          const paths = delivery.flatMap((lines, f) =>
            lines.length > 0 ? here.file(`${d}-${f}.csv`, claimsCsv(lines)) : [],
          )
          if (paths.length === 0) continue
          const report = await here.ingest('acme', paths)
          for (const f of report.files)
            expect(f.received).toBe(f.accepted + f.warned + f.quarantined + f.superseded + f.duplicate + f.control)
        }
        const wanted = claims.map(oracle)
        const found = await inForce(here, 'acme')
        here.remove()
        expect(found).toEqual(wanted.flatMap(({ rows }) => rows).sort())
        const cents = found.reduce((sum, row) => sum + Math.round(Number(row.split(' ')[3]) * 100), 0)
        expect(cents).toBe(wanted.reduce((sum, one) => sum + one.cents, 0))
      }),
      { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}) },
    )
  },
  RUNS * 60_000,
)
