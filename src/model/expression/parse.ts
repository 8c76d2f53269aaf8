import { nearest } from '../nearest.ts'
import { type Sign, type Tree, WORDS, type Word } from './tree.ts'

/** Why a text is no expression, and where in it. */
export class ExpressionFault extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** A figure of a rule is a parameter with its source; only these need none. */
const PLAIN_NUMBERS = ['0', '1', '12']

type Token = { kind: 'number' | 'name' | 'text' | 'sign' | 'end'; text: string; offset: number }

// A name may hold hyphens and one slash, so minus and division stand between spaces.
const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)?)|'(?<text>[^']*)'|(?<sign><>|<=|>=|[-+*/()<>=,]))/y

/** From loose to tight. */
const LEVELS: readonly (readonly Sign[])[] = [
  ['or'],
  ['and'],
  ['=', '<>', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
]

const COMPARISON = 2

/** Example: `parse('lesser(sharing_rate * savings, cap_share * benchmark_usd)')`. Throws an `ExpressionFault`. */
export function parse(text: string): Tree {
  const tokens = tokensOf(text)
  let at = 0
  const next = (): Token => tokens[at] ?? { kind: 'end', text: '', offset: text.length }
  const take = (): Token => {
    const token = next()
    at++
    return token
  }
  const expect = (sign: string): void => {
    const token = take()
    if (token.text !== sign || token.kind !== 'sign')
      throw new ExpressionFault(`want ${sign}${token.text ? `, got ${token.text}` : ' at the end'}`, token.offset)
  }
  const level = (depth: number): Tree => {
    const signs = LEVELS[depth]
    if (!signs) return single()
    let left = level(depth + 1)
    while (signs.includes(next().text as Sign) && next().kind !== 'text')
      left = { kind: 'pair', sign: take().text as Sign, left, right: level(depth + 1) }
    return left
  }
  const single = (): Tree => {
    const token = take()
    if (token.kind === 'number') return plainNumber(token)
    if (token.kind === 'text') return { kind: 'text', text: token.text }
    if (token.text === '-') return { kind: 'negative', of: single() }
    // `not a = b` denies the comparison, as a reader takes it.
    if (token.text === 'not' && token.kind === 'sign') return { kind: 'not', of: level(COMPARISON) }
    if (token.text === '(') {
      const inner = level(0)
      expect(')')
      return inner
    }
    if (token.text === 'yes' || token.text === 'no') return { kind: 'flag', holds: token.text === 'yes' }
    if (token.kind !== 'name')
      throw new ExpressionFault(
        `want a name or a value${token.text ? `, got ${token.text}` : ' at the end'}`,
        token.offset,
      )
    return next().text === '(' && next().kind === 'sign'
      ? call(token)
      : { kind: 'name', name: token.text, offset: token.offset }
  }
  const call = ({ text: word, offset }: Token): Tree => {
    if (!(word in WORDS)) {
      const near = nearest(word, Object.keys(WORDS))
      throw new ExpressionFault(`no word ${word}${near ? `; did you mean ${near}?` : ''}`, offset)
    }
    expect('(')
    const of = [level(0)]
    while (next().text === ',') {
      take()
      of.push(level(0))
    }
    expect(')')
    const [least, most] = WORDS[word as Word]
    if (of.length < least || of.length > most)
      throw new ExpressionFault(`${word} takes ${least}${most > least ? ' or more' : ''}, got ${of.length}`, offset)
    return { kind: 'call', word: word as Word, of, offset }
  }
  const tree = level(0)
  const rest = next()
  if (rest.kind !== 'end') throw new ExpressionFault(`nothing may follow: ${rest.text}`, rest.offset)
  return tree
}

function plainNumber({ text, offset }: Token): Tree {
  if (PLAIN_NUMBERS.includes(text)) return { kind: 'number', digits: text }
  throw new ExpressionFault(`${text} has no source; want a parameter (only 0, 1 and 12 may stand alone)`, offset)
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found?.groups) throw new ExpressionFault(`not understood: ${text.slice(from).trim().slice(0, 12)}`, from)
    const { number, name, text: quoted, sign } = found.groups
    const kind = number ? 'number' : name ? (isSign(name) ? 'sign' : 'name') : sign ? 'sign' : 'text'
    tokens.push({
      kind,
      text: number ?? name ?? sign ?? quoted ?? '',
      offset: from + (found[0].length - found[0].trimStart().length),
    })
  }
  return tokens
}

const isSign = (name: string): boolean => name === 'and' || name === 'or' || name === 'not'
