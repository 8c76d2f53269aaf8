import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, type Value } from '../../src/model/expression/evaluate.ts'
import { lacking } from '../../src/model/expression/lacking.ts'
import { type ExpressionFault, parse } from '../../src/model/expression/parse.ts'
import { namesIn, SIGNS, type Tree } from '../../src/model/expression/tree.ts'
import { wordsOf } from '../../src/model/expression/words.ts'
import { type Exact, exact } from '../../src/money.ts'

type Given = Record<string, number | string | boolean | null>

const reading = (given: Given) => {
  const names = Object.keys(given)
  const values: Value[] = names.map((name) => {
    const value = given[name] ?? null
    return typeof value === 'number' ? exact(value) : value
  })
  return { values, readerOf: (name: string) => (of: readonly Value[]) => of[names.indexOf(name)] ?? null }
}

/** Numbers as text, everything else as it is. */
function worth(text: string, given: Given = {}) {
  const { values, readerOf } = reading(given)
  const value = compile(parse(text), readerOf)(values)
  return typeof value === 'object' && value !== null ? value.toFixed() : value
}

const lack = (text: string, given: Given) => {
  const { values, readerOf } = reading(given)
  return lacking(parse(text), values, readerOf)
}

const words = (text: string) => wordsOf(parse(text), (name) => name.toUpperCase())

describe('parsing', () => {
  test.each([
    ['1 + 12 * 1', '13'],
    ['(1 + 12) * 1', '13'],
    ['(1 + 1) * 12', '24'],
    ['12 - 1 - 1', '10'],
    ['12 / (1 + 1) / (1 + 1)', '3'],
    ['-1 + 12', '11'],
    ['- (1 + 12)', '-13'],
    ['1 < 12 and 12 < 1 or 1 = 1', true],
    ['not 1 = 12', true],
    ['not 1 = 1 or yes', true],
    ['not (1 = 12)', true],
    ['not yes or yes', true],
  ])('%s: tighter signs first, else from left to right', (text, value) => {
    expect(worth(text)).toBe(value)
  })

  test('minus and division stand between spaces, since a name may hold them', () => {
    expect(namesIn(parse('a-b - c/d / e'))).toEqual(['a-b', 'c/d', 'e'])
  })

  test.each([
    ['', 'want a name or a value at the end', 0],
    ['a +', 'want a name or a value at the end', 3],
    ['a b', 'nothing may follow: b', 2],
    ['(a', 'want ) at the end', 2],
    ['a * 0.5', '0.5 has no source; want a parameter (only 0, 1 and 12 may stand alone)', 4],
    ['leser(a, b)', 'no word leser; did you mean lesser?', 0],
    ['if(a, b)', 'if takes 3, got 2', 0],
    ['greater(a)', 'greater takes 2 or more, got 1', 0],
    ['a $ b', 'not understood: $ b', 1],
    ["a = 'open", "not understood: 'open", 3],
    ['A + b', 'not understood: A + b', 0],
  ])('%j is refused where it goes wrong', (text, message, offset) => {
    const fault = (() => {
      try {
        parse(text)
      } catch (error) {
        return error as ExpressionFault
      }
    })()
    expect(fault?.message).toBe(message)
    expect(fault?.offset).toBe(offset)
  })
})

describe('evaluating', () => {
  test('decimals are exact', () => {
    expect(worth('a + b', { a: 0.1, b: 0.2 })).toBe('0.3')
    expect(worth('a * 12 / 12', { a: 1.1 })).toBe('1.1')
  })

  test.each([
    'a + 1',
    'a * 0',
    '1 - a',
    'a / 1',
    '-a',
    'a < 1',
    "a = 'x'",
    'lesser(a, 1)',
    'within(a, 0, 1)',
    'stepped(a, 1)',
    'counted(a, yes)',
  ])('unknown stays unknown and is never zero: %s', (text) => {
    expect(worth(text, { a: null })).toBeNull()
  })

  test('nothing divided by nobody is no figure', () => {
    expect(worth('1 / a', { a: 0 })).toBeNull()
  })

  test.each([
    ['a and no', false],
    ['no and a', false],
    ['a or yes', true],
    ['a and yes', null],
    ['a or no', null],
    ['all(a, no)', false],
    ['all(a, yes)', null],
    ['any(a, yes)', true],
    ['any(a, no)', null],
  ])('one side may decide although the other is unknown: %s', (text, value) => {
    expect(worth(text, { a: null })).toBe(value)
  })

  test('known, otherwise and maybe say what to do instead', () => {
    expect(worth('known(a)', { a: null })).toBe(false)
    expect(worth('otherwise(a, 12)', { a: null })).toBe('12')
    expect(worth('otherwise(a, 12)', { a: 0 })).toBe('0')
    expect(worth('maybe(a)', { a: null })).toBeNull()
  })

  test('the branch that is not taken is not looked at', () => {
    expect(worth('if(yes, 1, 1 / a)', { a: null })).toBe('1')
    expect(worth('if(a, 1, 0)', { a: null })).toBeNull()
  })

  test.each([
    ['stepped(a, s)', { a: 0.374, s: 0.01 }, '0.37'],
    ['stepped(a, s)', { a: 0.375, s: 0.01 }, '0.38'],
    ['stepped(a, s)', { a: -0.375, s: 0.01 }, '-0.38'],
    ['within(a, 0, 1)', { a: 12 }, '1'],
    ['within(a, 0, 1)', { a: -12 }, '0'],
    ['within(a, 0, 1)', { a: 0.5 }, '0.5'],
    ['lesser(a, 12, 1)', { a: 5 }, '1'],
    ['greater(a, 12, 1)', { a: 5 }, '12'],
    ['counted(a > 1, a > 12, yes)', { a: 5 }, '2'],
    ["code = 'basic-a'", { code: 'basic-a' }, true],
    ["code <> 'basic-a'", { code: 'basic-a' }, false],
    ['a = 1', { a: 1.0 }, true],
  ])('%s of %j is %s', (text, given, value) => {
    expect(worth(text, given)).toBe(value)
  })
})

describe('what is lacking', () => {
  test.each([
    ['a + b', { a: null, b: 1 }, ['a']],
    ['a + b * c', { a: null, b: null, c: 1 }, ['a', 'b']],
    ['if(a, b, c)', { a: true, b: null, c: null }, ['b']],
    ['if(a, b, c)', { a: null, b: null, c: null }, ['a']],
    ['otherwise(a, b)', { a: null, b: null }, ['a']],
    ['c + otherwise(a, b)', { a: null, b: 1, c: null }, ['c']],
    ['known(a) and b', { a: null, b: null }, ['b']],
  ])('of %s, given %j: %j', (text, given, names) => {
    expect(lack(text, given)).toEqual(names)
  })
})

describe('in words', () => {
  test.each([
    ['a - b * c', 'A − B × C'],
    ['(a - b) * c', '(A − B) × C'],
    ['a - (b - c)', 'A − (B − C)'],
    ['a >= b and not known(c)', 'A ≥ B and not C is known'],
    ['lesser(a, b)', 'the lesser of (A and B)'],
    ['if(a, b, c)', '(where A: B, else C)'],
    ['otherwise(a, 0)', '(A, or 0 where it is not known)'],
    ['-(a + b)', '−(A + B)'],
  ])('%s is %s', (text, said) => {
    expect(words(text)).toBe(said)
  })
})

/** Any tree of numbers, as text with all its brackets. */
const numbers: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('0', '1', '12', 'a', 'b', 'c'),
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*'), tie('tree'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    tie('tree').map((of) => `(- ${of})`),
    fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => `lesser(${left}, ${right})`),
  ),
})).tree

/** The signs of the language for those of people, so that what is said can be read again. */
const readAgain = (said: string) =>
  said
    .replaceAll('×', '*')
    .replaceAll('−', '- ')
    .replace(/the lesser of \(/g, 'lesser(')
    .replaceAll(' and ', ', ')

test('what an expression says in words, without the brackets it does not need, is worth the same', () => {
  const given = { a: 0.3, b: -7, c: 1.25 }
  fc.assert(
    fc.property(numbers, (text) => {
      const said = wordsOf(parse(text), (name) => name)
      expect(worth(readAgain(said), given)).toBe(worth(text, given))
      // Said and read once more it is the same text: words are stable.
      expect(wordsOf(parse(readAgain(said)), (name) => name)).toBe(said)
    }),
  )
})

test('whatever is typed is read or refused with a place within it', () => {
  const sign = fc.constantFrom(...SIGNS, '(', ')', ',', 'a', 'b/c', '1', '0.5', "'x'", 'if', 'not', ' ')
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
      const text = signs.join(' ')
      try {
        const tree: Tree = parse(text)
        expect(namesIn(tree).every((name) => ['a', 'b/c'].includes(name) || name === 'if')).toBe(true)
      } catch (error) {
        const { offset } = error as ExpressionFault
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(offset).toBeLessThanOrEqual(text.length)
      }
    }),
  )
})

test('a number of the language keeps every digit', () => {
  const long: Exact = exact('123456789012345678.123456789')
  expect(compile(parse('a + 0'), () => () => long)([])?.toString()).toBe('123456789012345678.123456789')
})
