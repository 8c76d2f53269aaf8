import { PRACTICES } from './world.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = { [key: string]: Json }

/** Ways from list to list with their reasons: what is shown of each is one count. */
const WAYS = [
  ...['kept -', 'moved-in -', 'moved-out -', 'new no-primary-care', 'new not-there-before'],
  ...['dropped coverage-ended', 'dropped no-primary-care'],
] as const
/** Those that lead onto the panel. */
const ONTO = ['kept', 'moved-in', 'new'] as const

/** The least that is shown of a way; where there is no row there are fewer, or none. */
const LEAST = 20
/** A shown count may be so many from the true one. */
const APART = 9

/**
 * Counts of who stayed, came from and went to other practices, `about 2025 elm kept -`: for every practice, 0 where there is
 * no row, so that it tells nothing that some way is not there. Whoever counts sees them rounded.
 */
export function flowsOf(found: Fields): [name: string, people: number][] {
  const rows = (Array.isArray(found.flows) ? found.flows : []) as Fields[]
  const lists = [...new Set(rows.map((row) => String(row.list)))]
  return lists.flatMap((list) =>
    PRACTICES.flatMap((practice) =>
      WAYS.map((way): [string, number] => {
        const row = rows.find(
          (one) => one.list === list && one.practice_id === practice && `${one.flow} ${one.reason}` === way,
        )
        return [`about ${list} ${practice} ${way}`, Number(row?.people ?? 0)]
      }),
    ),
  )
}

export const isRounded = (name: string): boolean => name.startsWith('about ')

/** Between what a count lies of which this was shown. */
export const aroundShown = (shown: number): { least: number; most: number } =>
  shown === 0 ? { least: 0, most: LEAST - 1 } : { least: shown - APART, most: shown + APART }

/** Who stayed and who came are on the panel, whose size is shown. */
export const partsOfPanel = (names: readonly string[], practice: string): readonly string[] =>
  names.filter((name) => ONTO.some((way) => name.startsWith(`about 2025 ${practice} ${way} `)))
