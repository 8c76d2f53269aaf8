import type { Folded } from './fold.ts'
import type { Named } from './names.ts'

/** Names of days, months, programmes and of what the room works with: nobody signs or drops them. */
const NO_PARTNER = new Set(
  `january february march april may june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday medicare medicaid medigap federal state fhir congress memorandum understanding charter
  article section title appendix english spanish advantage affordable silver bronze gold individual small large group commercial employer employers quality screening attribution county counties valley coast exchange hmo ppo market state city measures data comment comments committee`.split(
    /\s+/,
  ),
)

/** The text with practices' names as a word for one, payers' as `kq`, and with other names as `zzz`; each place stays where it was. */
export function maskNames(given: string, folded: Folded, names: readonly Named[]): string {
  const seen = [...folded.text]
  const write = (start: number, end: number, word: string) => {
    for (let place = start; place < end; place += 1) seen[place] = word[place - start] ?? ' '
  }
  for (const { start, end, side } of names) {
    if (side === 'provider') write(start, end, 'ipa')
    else if (side === 'payer') write(start, end, 'kq')
  }
  for (const { index, 0: word } of folded.text.matchAll(/(?<![\w.$'-])[a-z]{4,}(?![\w@])/g)) {
    const end = index + word.length
    const first = given.charAt(folded.at[index] ?? 0)
    const second = given.charAt(folded.at[index + 1] ?? 0)
    const begins = /(?:^|[.!?:"'(>*-]\s*|\n\s*)$/.test(folded.text.slice(Math.max(0, index - 3), index))
    const capital = first !== first.toLowerCase() && second === second.toLowerCase()
    if (capital && !begins && !NO_PARTNER.has(word) && !names.some((one) => one.start < end && index < one.end))
      write(index, end, 'zzz')
  }
  return seen.join('')
}
