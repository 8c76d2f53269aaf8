import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { delivery, faultsOf } from './fuzz.ts'
import { fuzzFor } from './run.ts'

const SEEDS = join(import.meta.dirname, 'seeds')
const KEEP = process.env.WHOLEPANEL_FUZZ_KEEP
const why = ({ name, because }: { name: string; because: string }) => `${name}: ${because}`

if (KEEP) {
  const number = (name: string, otherwise: number) => Number(process.env[`WHOLEPANEL_FUZZ_${name}`] ?? otherwise)
  test('as many files as asked for', { timeout: 86_400_000 }, async () => {
    const tally = await fuzzFor(number('FILES', 1000), number('SEED', 1), number('SIZE', 150), KEEP)
    expect(tally.faults).toBe(0)
  })
} else {
  test('files that once broke something are taken in or refused, every record accounted for', async () => {
    for (const name of readdirSync(SEEDS)) {
      const file = {
        name: name.replace(/^[^_]*_/, ''),
        bytes: readFileSync(join(SEEDS, name)),
        isArchive: /\.(gz|zip)$/.test(name),
      }
      expect((await faultsOf([file])).map(why)).toEqual([])
    }
  })

  test.each([1, 2, 3])(
    'a delivery of strange files, seed %i: every record accounted for, nothing said of a value',
    async (seed) => {
      const files = await delivery(seed, 40)
      expect((await faultsOf(files)).map(why)).toEqual([])
    },
  )
}
