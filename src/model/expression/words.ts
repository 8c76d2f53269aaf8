import type { Sign, Tree } from './tree.ts'

/** How tight a sign binds; a looser one within a tighter stands in brackets. */
const TIGHT: Record<Sign, number> = {
  or: 1,
  and: 2,
  '=': 3,
  '<>': 3,
  '<=': 3,
  '>=': 3,
  '<': 3,
  '>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
}

const SHOWN: Partial<Record<Sign, string>> = { '*': '×', '/': '÷', '-': '−', '<=': '≤', '>=': '≥', '<>': '≠' }

/** A tree in the field's words: names by their labels. Example: `Benchmark − Expenditure`. */
export function wordsOf(tree: Tree, labelOf: (name: string) => string, tightness = 0): string {
  const inner = (one: Tree, tight = 0) => wordsOf(one, labelOf, tight)
  switch (tree.kind) {
    case 'number':
      return tree.digits
    case 'text':
      return tree.text
    case 'flag':
      return tree.holds ? 'yes' : 'no'
    case 'name':
      return labelOf(tree.name)
    case 'negative':
      return `−${inner(tree.of, 6)}`
    case 'not':
      return `not ${inner(tree.of, 6)}`
    case 'pair': {
      const own = TIGHT[tree.sign]
      const text = `${inner(tree.left, own)} ${SHOWN[tree.sign] ?? tree.sign} ${inner(tree.right, own + 1)}`
      return own < tightness ? `(${text})` : text
    }
    case 'call':
      return callWords(
        tree.word,
        tree.of.map((one) => inner(one)),
      )
  }
}

function callWords(word: string, of: readonly string[]): string {
  const [first = '', second = '', third = ''] = of
  switch (word) {
    case 'lesser':
    case 'greater':
      return `the ${word} of (${of.join('; ').replaceAll('; ', ' and ')})`
    case 'if':
      return `(where ${first}: ${second}, else ${third})`
    case 'known':
      return `${first} is known`
    case 'otherwise':
      return `(${first}, or ${second} where it is not known)`
    case 'stepped':
      return `${first} rounded to ${second}`
    case 'within':
      return `${first} held between ${second} and ${third}`
    case 'maybe':
      return first
    case 'each':
      return `${first} of each measure`
    default:
      return `${word} of (${of.join(', ')})`
  }
}
