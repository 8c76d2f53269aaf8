import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { matrix } from '../../src/alignment/degree/matrix.ts'
import { farthest } from '../../src/alignment/elements/degree.ts'
import { readElements } from '../../src/alignment/elements/elements.ts'
import { initiatives } from '../../src/alignment/profile/initiative.ts'

type Degrees = Record<string, Record<string, string | Record<string, string>>>
type Expected = {
  initiative: string
  reference: string
  expected: Degrees
  areas: Record<string, Record<string, string>>
}

const elements = readElements()

describe.each(initiatives(elements).map((one) => [one.initiative, one] as const))('%s', (name, initiative) => {
  const file = join(import.meta.dirname, 'expected', `${name}.yaml`)
  const expected = parse(readFileSync(file, 'utf8')) as Expected
  const reference = initiative.profiles.find(({ payer }) => payer === expected.reference)
  if (!reference) throw new Error('no reference')
  const found = matrix(elements, initiative.profiles, reference)

  it('has the degree of every element that was written down before', () => {
    for (const cell of found.cells) {
      const wanted = expected.expected[cell.element]?.[cell.payer] ?? 'not-stated'
      const where = `${cell.element} of ${cell.payer}`
      if (typeof wanted === 'string') expect(cell.degree, where).toBe(wanted)
      else {
        const byReading = Object.fromEntries(
          cell.parts.map((part) => [part.payer_reading ?? part.reference_reading, part.degree]),
        )
        expect(byReading, where).toEqual(wanted)
        expect(cell.degree, where).toBe(farthest(cell.parts.map(({ degree }) => degree)))
      }
    }
  })

  it('has the degree of every area', () => {
    for (const { area, payer, degree } of found.areas)
      expect(degree, `${area} of ${payer}`).toBe(expected.areas[area]?.[payer] ?? 'not-stated')
  })

  it('was read from texts that it names', () => {
    for (const { payer, answers } of initiative.profiles)
      for (const [element, readings] of answers)
        for (const { source } of readings)
          expect(Object.keys(initiative.sources), `${element} of ${payer}`).toContain(/^[a-z0-9-]+/.exec(source)?.[0])
  })

  it('names no element or payer that nobody knows', () => {
    const known = elements.elements.map(({ element }) => element)
    expect(Object.keys(expected.expected).filter((one) => !known.includes(one))).toEqual([])
    const payers = initiative.profiles.map(({ payer }) => payer)
    expect(
      Object.values(expected.expected)
        .flatMap(Object.keys)
        .filter((one) => !payers.includes(one)),
    ).toEqual([])
  })
})
