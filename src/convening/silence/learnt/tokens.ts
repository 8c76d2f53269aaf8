import type { Named, Side } from '../names.ts'
import { ownersIn } from '../owners.ts'
import { amountsIn } from '../rules/amounts.ts'
import { isMoney } from '../rules/figures.ts'
import { classesIn } from './classes.ts'

/** A word, or what stands for one: a participant, whoever speaks for a payer, a figure. Places are in the piece. */
export type Token = { start: number; end: number; word: string; classes: readonly string[] }

const SIDES: Readonly<Record<Side, string>> = {
  payer: '<payer>',
  provider: '<practice>',
  convener: '<convener>',
  person: '<person>',
}

/** Example: of `summit pays 4 dollars` the words are `<payer>`, `pay` and `<money>`. */
export function tokensOf(text: string, offset: number, names: readonly Named[]): Token[] {
  const tokens: Token[] = []
  const put = (start: number, end: number, word: string, ...classes: string[]) => {
    if (!tokens.some((other) => other.start < end && start < other.end)) tokens.push({ start, end, word, classes })
  }
  for (const { start, end, side } of names)
    put(start - offset, end - offset, SIDES[side], ...(side === 'payer' ? ['whose'] : []))
  for (const { start, end, who } of ownersIn(text, offset, names)) if (who === 'own') put(start, end, '<we>', 'whose')
  for (const one of amountsIn(text)) {
    const year = one.unit === 'bare' && /^(?:19|20)\d\d$/.test(text.slice(one.start, one.end))
    const money = isMoney(text, one, undefined)
    if (year) put(one.start, one.end, '<year>')
    else put(one.start, one.end, `<${one.unit}${money ? '$' : ''}>`, money ? 'amount' : 'figure')
  }
  const taken = tokens.length
  for (const { index, 0: hit } of text.matchAll(/[a-z][a-z']*|\d[\d.,]*|[?":%$]/g)) {
    const end = index + hit.length
    const within = tokens.slice(0, taken).some((other) => other.start < end && index < other.end)
    if (!within) tokens.push({ start: index, end, word: stemOf(SHORT_FOR[hit] ?? hit), classes: [] })
  }
  const classes = classesIn(text)
  return tokens
    .toSorted((a, b) => a.start - b.start)
    .map((one) => {
      const met = classes.filter(({ start, end }) => start <= one.start && one.start < end).map(({ name }) => name)
      return { ...one, classes: [...new Set([...one.classes, ...met])] }
    })
}

/** As people type in a hurry. */
const SHORT_FOR: Readonly<Record<string, string>> = {
  ...{ yr: 'year', yrs: 'years', mo: 'month', mos: 'months', wk: 'week', wks: 'weeks', pls: 'please', plz: 'please' },
  ...{ pt: 'patient', pts: 'patients', abt: 'about', mgmt: 'management', mtg: 'meeting', w: 'with', thru: 'through' },
  ...{ u: 'you', ur: 'your', shd: 'should', btw: 'between', pmt: 'payment', pmts: 'payments', tho: 'though' },
  ...{
    thx: 'thanks',
    rec: 'recommendation',
    recs: 'recommendations',
    r: 'are',
    cmte: 'committee',
    prof: 'professional',
  },
  ...{ dont: "don't", wont: "won't", isnt: "isn't", cant: "can't", im: "i'm", theyre: "they're", arent: "aren't" },
}

/** Without the endings that English gives a word: `practices` and `practice` are one, and `pays`, `paying` and `pay`. */
function stemOf(word: string): string {
  let stem = word.replace(/'s?$/, '')
  if (stem.length > 4)
    stem = stem
      .replace(/ies$/, 'y')
      .replace(/sses$/, 'ss')
      .replace(/(?<=[^s])s$/, '')
  if (stem.length > 5) stem = stem.replace(/(?:ing|ed|ly)$/, '')
  if (stem.length > 4) stem = stem.replace(/[ey]$/, '')
  return stem.replace(/(.)\1$/, '$1')
}
