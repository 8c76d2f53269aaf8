import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Value } from '../../src/model/expression/evaluate.ts'
import { readYaml } from '../../src/model/read-yaml.ts'
import { DecimalText, isDecimal } from '../../src/model/schedule.ts'
import { type Exact, exact } from '../../src/money.ts'
import type { Part } from '../../src/payment/part.ts'
import { PARTS } from '../../src/payment/parts.ts'

/** Cases stand in one file per part: what stands in its slots and what it is worth. Own arithmetic, each worked by hand. */
const folder = join(import.meta.dirname, 'parts')
const One = z.union([DecimalText, z.boolean()]).nullable()
const Cases = z.strictObject({
  part: z.string(),
  cases: z
    .array(
      z.strictObject({
        case: z.string(),
        given: z.record(z.string(), z.union([One, z.array(One)])),
        peers: z.array(DecimalText).default([]),
        /** A number is compared to nine digits, cut off; null: it gives no result. */
        value: One,
        says: z.string().optional(),
      }),
    )
    .min(2),
})

const cellOf = (one: z.infer<typeof One>): Value => (typeof one === 'string' && isDecimal(one) ? exact(one) : one)
const shown = (value: Value) =>
  typeof value === 'object' && value !== null ? value.toDecimalPlaces(9, 1).toFixed() : value

/** Slots left out are empty, as they are where a component does not fill them. */
function givenTo(part: Part, given: z.infer<typeof Cases>['cases'][number]['given']) {
  const slots = Object.entries(part.slots).map(([slot, { list }]) => {
    const held = given[slot]
    if (list) return [slot, (Array.isArray(held) ? held : []).map(cellOf)]
    return [slot, held === undefined || Array.isArray(held) ? null : cellOf(held)]
  })
  return Object.fromEntries(slots)
}

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

test('every part has cases', () => {
  expect(files.map((name) => name.replace('.yaml', '')).sort()).toEqual(PARTS.map(({ name }) => name).sort())
})

describe.each(files)('%s', (file) => {
  const { part: name, cases } = readYaml(join(folder, file), Cases).value
  const part = PARTS.find((candidate) => candidate.name === name)!
  test.each(cases)('$case', ({ given, peers, value, says }) => {
    const held = givenTo(part, given)
    const among: Exact[] = peers.map((one) => exact(one))
    expect(Object.keys(given).filter((slot) => !(slot in part.slots))).toEqual([])
    expect(shown(part.evaluate(held, among))).toEqual(shown(cellOf(value)))
    expect(part.says?.(held, among)).toEqual(says)
  })
})
