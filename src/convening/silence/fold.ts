/** A text as it reads, whatever it is written in: each character with its place in the text as given. */
export type Folded = {
  given: string
  text: string
  /** Where the folded character at a place begins in the text as given; one more than there are characters. */
  at: readonly number[]
  /** Words that were written letter by letter, and are one word here. */
  joined: readonly { start: number; end: number }[]
}

/** Letters of other alphabets that look like Latin ones (Unicode Technical Standard 39), lower case after decomposition. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ё: 'e', һ: 'h', н: 'h', і: 'i', ї: 'i', ј: 'j', к: 'k', ӏ: 'l' },
    ...{ м: 'm', п: 'n', о: 'o', р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', и: 'u', у: 'y', х: 'x', ԝ: 'w', з: '3' },
    ...{
      α: 'a',
      β: 'b',
      ε: 'e',
      η: 'n',
      ι: 'i',
      κ: 'k',
      μ: 'm',
      ν: 'v',
      ο: 'o',
      ρ: 'p',
      τ: 't',
      υ: 'u',
      χ: 'x',
      ω: 'w',
    },
    ...{ ı: 'i', ɑ: 'a', ɡ: 'g', ℓ: 'l', ø: 'o', đ: 'd', ł: 'l', ß: 'ss', ǀ: 'l', æ: 'ae', œ: 'oe' },
    ...{ '‘': "'", '’': "'", '‛': "'", ʼ: "'", '`': "'", '´': "'", '“': '"', '”': '"', '„': '"', '٪': '%', '⁄': '/' },
    ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': ' - ', '−': '-', '·': '.', '•': '*', '×': 'x', '÷': '/' },
  }),
)
/** Nothing of it is seen: zero-width, bidirectional controls, soft hyphens, variation selectors, and marks over letters. */
const UNSEEN = /^[\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0\u2800]$/u
/** Words of money that are met with digits for letters. */
const IN_DIGITS = new Set(
  `withhold percent pmpm capitation bonus medicare dollar dollars cents rate rates price premium premiums payment discount
  fee fees pays paid paying capitated bid bids one two three four five six seven eight nine ten eleven twelve fifteen twenty
  thirty forty fifty hundred conversion factor savings schedule`.split(/\s+/),
)
const MIXED = /(?<![\w.$])(?=[a-z0-9@$]*[a-z])(?=[a-z0-9@$]*[0-9@$])[a-z0-9@$]{3,}(?!\w)/g
const SPELLED = /(?<![a-z0-9'])[a-z](?:[ ._*-][a-z]){2,}(?![a-z0-9'])/g

/** Example: `foldText('Ѕum\u200Bmit').text` is `summit`. */
export function foldText(given: string): Folded {
  const characters: string[] = []
  const at: number[] = []
  let place = 0
  for (const one of given) {
    for (const seen of readingOf(one, characters.at(-1) ?? '').split('')) {
      characters.push(seen)
      at.push(place)
    }
    place += one.length
  }
  at.push(given.length)
  const parted = [...characters.join('').matchAll(BROKEN)].map(
    ({ index, 0: hit }) => [index, index + hit.length] as const,
  )
  const whole = (_: unknown, place: number) => !parted.some(([start, end]) => start <= place && place < end)
  return joinSpelled(given, inDigits(inLetters(characters.filter(whole).join(''))), at.filter(whole))
}

/** Where a line's end parted a word. */
const BROKEN = /(?<=(?<!\bper)[a-z])-\n[ \t]*(?=[a-z]{2})/g

/** 1o9 percent is 109. */
const inDigits = (text: string) =>
  text.replace(/(?<![\w-])\d[\dol.,]*[ol][\dol.,]*(?=\s?(?:%|percent|pct|pmpm|of|dollars|$|[\s),;]))/g, (number) =>
    number.replaceAll('o', '0').replaceAll('l', '1'),
  )

function readingOf(one: string, before: string): string {
  if (UNSEEN.test(one)) return ''
  if (one === '\n' || one === '\t') return one
  if (/^[\p{Zl}\p{Zp}\r\v\f]$/u.test(one)) return '\n'
  if (/^\p{Z}$/u.test(one)) return ' '
  let read = ''
  for (const part of one.normalize('NFKD')) {
    if (UNSEEN.test(part)) continue
    const low = part.toLowerCase()
    read += LOOKS_LIKE.get(low) ?? digitOf(low) ?? low
  }
  // Four and a half is written 4½, and is not 41/2.
  return read.includes('/') && read.length > 1 && /\d/.test(before) ? ` ${read}` : read
}

/** Digits of every script: a block of ten begins at a place that the script's nought takes. */
function digitOf(one: string): string | undefined {
  if (!/^\p{Nd}$/u.test(one)) return undefined
  const code = one.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return code < 128 ? one : String(code - zero)
}

function inLetters(text: string): string {
  const digits: Readonly<Record<string, string>> = { 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' }
  return text.replace(MIXED, (word) => {
    const read = word.replace(/[034567@$]/g, (one) => digits[one] ?? one)
    return [read.replaceAll('1', 'i'), read.replaceAll('1', 'l')].find((one) => IN_DIGITS.has(one)) ?? word
  })
}

function joinSpelled(given: string, text: string, at: readonly number[]): Folded {
  const kept: number[] = []
  const joined: { start: number; end: number }[] = []
  let place = 0
  for (const { index, 0: spelled } of text.matchAll(SPELLED)) {
    for (; place < index; place += 1) kept.push(place)
    const start = kept.length
    for (let offset = 0; offset < spelled.length; offset += 2) kept.push(index + offset)
    joined.push({ start, end: kept.length })
    place = index + spelled.length
  }
  for (; place < text.length; place += 1) kept.push(place)
  const places = [...kept.map((one) => at[one] ?? 0), at[text.length] ?? 0]
  return { given, text: kept.map((one) => text[one]).join(''), at: places, joined }
}
