import { elementOf, readElements } from '../../src/alignment/elements/elements.ts'
import { type Given, understand } from '../../src/alignment/profile/answer.ts'
import type { Profile, Reading } from '../../src/alignment/profile/profile.ts'

export const elements = readElements()

/** A profile from plain answers; an object of answers is one reading each, by its name. */
export function profile(payer: string, answers: Record<string, Given | { readings: Record<string, Given> }>): Profile {
  const read = Object.entries(answers).map(([name, given]): [string, Reading[]] => [
    name,
    typeof given === 'object' && 'readings' in given
      ? Object.entries(given.readings).map(([reading, one]) => readingOf(name, one, reading))
      : [readingOf(name, given, null)],
  ])
  return { payer, name: payer, lines: [], answers: new Map(read) }
}

function readingOf(name: string, given: Given, reading: string | null): Reading {
  const understood = understand(elementOf(elements, name), given)
  if ('fault' in understood) throw new Error(`${name}: ${understood.fault}`)
  return { reading, ...understood, source: 'test', status: 'stated', never_decides: [] }
}
