import { type Exact, exact } from '../../money.ts'
import type { Sign, Tree, Word } from './tree.ts'

/** Unknown is null, and stays unknown through arithmetic; it is never zero. */
export type Value = Exact | string | boolean | null

/** What a name is worth, by its place in the values of a row. */
export type Values = readonly Value[]
export type Evaluate = (values: Values) => Value

/** A tree as a function over the values of a row; `readerOf` says how a name is read. */
export function compile(tree: Tree, readerOf: (name: string) => Evaluate): Evaluate {
  const inner = (one: Tree) => compile(one, readerOf)
  switch (tree.kind) {
    case 'number': {
      const value = exact(tree.digits)
      return () => value
    }
    case 'text': {
      const { text } = tree
      return () => text
    }
    case 'flag': {
      const { holds } = tree
      return () => holds
    }
    case 'name':
      return readerOf(tree.name)
    case 'negative': {
      const of = inner(tree.of)
      return (values) => number(of(values))?.neg() ?? null
    }
    case 'not': {
      const of = inner(tree.of)
      return (values) => {
        const value = of(values)
        return typeof value === 'boolean' ? !value : null
      }
    }
    case 'pair':
      return pair(tree.sign, inner(tree.left), inner(tree.right))
    case 'call':
      return call(tree.word, tree.of.map(inner))
  }
}

const number = (value: Value): Exact | null =>
  value === null || typeof value === 'string' || typeof value === 'boolean' ? null : value

function pair(sign: Sign, left: Evaluate, right: Evaluate): Evaluate {
  if (sign === 'and' || sign === 'or') return either(sign, left, right)
  if (sign === '=' || sign === '<>')
    return (values) => {
      const [a, b] = [left(values), right(values)]
      if (a === null || b === null) return null
      const same = number(a) && number(b) ? number(a)?.eq(number(b) ?? 0) === true : a === b
      return sign === '=' ? same : !same
    }
  const reckon = ARITHMETIC[sign]
  return (values) => {
    const [a, b] = [number(left(values)), number(right(values))]
    return a === null || b === null ? null : reckon(a, b)
  }
}

/** One side may decide although the other is unknown. */
function either(sign: 'and' | 'or', left: Evaluate, right: Evaluate): Evaluate {
  const decides = sign === 'or'
  return (values) => {
    const a = left(values)
    if (a === decides) return decides
    const b = right(values)
    if (b === decides) return decides
    return a === null || b === null ? null : !decides
  }
}

const ARITHMETIC: Record<Exclude<Sign, 'and' | 'or' | '=' | '<>'>, (a: Exact, b: Exact) => Value> = {
  '+': (a, b) => a.plus(b),
  '-': (a, b) => a.minus(b),
  '*': (a, b) => a.times(b),
  // Nothing divided by nobody is no figure.
  '/': (a, b) => (b.isZero() ? null : a.div(b)),
  '<': (a, b) => a.lt(b),
  '>': (a, b) => a.gt(b),
  '<=': (a, b) => a.lte(b),
  '>=': (a, b) => a.gte(b),
}

function call(word: Word, of: readonly Evaluate[]): Evaluate {
  const [first, second, third] = of as [Evaluate, Evaluate, Evaluate]
  switch (word) {
    case 'if':
      return (values) => {
        const condition = first(values)
        return condition === null ? null : condition ? second(values) : third(values)
      }
    case 'known':
      return (values) => first(values) !== null
    case 'otherwise':
      return (values) => first(values) ?? second(values)
    case 'stepped':
      return (values) => {
        const [value, step] = [number(first(values)), number(second(values))]
        return value === null || step === null ? null : value.div(step).toDecimalPlaces(0).times(step)
      }
    case 'within':
      return (values) => {
        const [value, low, high] = [number(first(values)), number(second(values)), number(third(values))]
        if (value === null || low === null || high === null) return null
        return value.lt(low) ? low : value.gt(high) ? high : value
      }
    case 'lesser':
      return extreme(of, (a, b) => a.lt(b))
    case 'greater':
      return extreme(of, (a, b) => a.gt(b))
    case 'all':
      return flags(
        of,
        (held) => held === of.length,
        (held, unknown) => held + unknown === of.length,
      )
    case 'any':
      return flags(
        of,
        (held) => held > 0,
        (_, unknown) => unknown > 0,
      )
    case 'counted':
      return (values) => {
        const all = of.map((one) => one(values))
        return all.includes(null) ? null : exact(all.filter((one) => one === true).length)
      }
    case 'maybe':
      return first
    case 'each':
      throw new Error('each stands in a slot that takes a list')
  }
}

function extreme(of: readonly Evaluate[], before: (a: Exact, b: Exact) => boolean): Evaluate {
  return (values) => {
    let found: Exact | null = null
    for (const one of of) {
      const value = number(one(values))
      if (value === null) return null
      if (found === null || before(value, found)) found = value
    }
    return found
  }
}

/** True where it holds, unknown where it could hold once the unknown ones are known, false otherwise. */
function flags(
  of: readonly Evaluate[],
  holds: (held: number) => boolean,
  could: (held: number, unknown: number) => boolean,
): Evaluate {
  return (values) => {
    const all = of.map((one) => one(values))
    const held = all.filter((one) => one === true).length
    const unknown = all.filter((one) => one === null).length
    if (holds(held)) return true
    return unknown > 0 && could(held, unknown) ? null : false
  }
}
