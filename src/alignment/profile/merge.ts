import type { Profile, Reading } from './profile.ts'

export type Part = { name: string; profile: Profile }

/**
 * Several profiles of one payer, or of one model's tracks, as one: the same answer is one reading. A reading is without a
 * name where all of them say the same; else it has the names of those that say it.
 */
export function merged(parts: readonly Part[], of: Pick<Profile, 'payer' | 'name' | 'lines'>): Profile {
  const elements = [...new Set(parts.flatMap(({ profile }) => [...profile.answers.keys()]))]
  const answers = elements.map((element) => [element, together(parts, element)] as const)
  return { payer: of.payer, name: of.name, lines: of.lines, answers: new Map(answers) }
}

type Group = { by: string[]; own: (string | null)[]; readings: Reading[] }

function together(parts: readonly Part[], element: string): Reading[] {
  const groups = new Map<string, Group>()
  for (const { name, profile } of parts)
    for (const one of profile.answers.get(element) ?? []) {
      const key = JSON.stringify([one.answer, one.never_decides])
      const group = groups.get(key) ?? { by: [], own: [], readings: [] }
      group.by.push(one.reading === null ? name : `${name}: ${one.reading}`)
      group.own.push(one.reading)
      group.readings.push(one)
      groups.set(key, group)
    }
  const stated = parts.every(({ profile }) => profile.answers.has(element))
  return [...groups.values()].flatMap((group) => {
    const [first] = group.readings
    return first ? [{ ...oneOf(first, group.readings), reading: named(group, parts.length, groups.size, stated) }] : []
  })
}

/** None where all say it and nothing else; the own name where all call it by that; else who says it. */
function named({ by, own }: Group, parts: number, groups: number, stated: boolean): string | null {
  if (groups === 1 && stated) return null
  const [name = null] = own
  return own.length === parts && own.every((one) => one === name) && name !== null ? name : by.join(', ')
}

const oneOf = (first: Reading, all: readonly Reading[]): Reading => ({
  ...first,
  source: [...new Set(all.map(({ source }) => source))].join('; '),
  status: all.some(({ status }) => status === 'unconfirmed') ? 'unconfirmed' : 'stated',
  by: [...new Set(all.flatMap(({ by }) => by))].sort(),
})
