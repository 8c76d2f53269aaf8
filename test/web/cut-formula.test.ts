import { expect, test } from 'vitest'
import type { Term } from '../../src/explain/explained.ts'
import { cutFormula } from '../../web/src/design/figures/cut-formula.ts'

const term = (label: string, value: string, name = label.toLowerCase().replaceAll(' ', '_')): Term => ({
  ...{ name, label, value, unit: 'usd', kind: 'result', source: null, explain_id: null },
})
/** Values in angle brackets, words as they are; clauses apart by a bar. */
const drawn = (formula: string, ...terms: Term[]): string => {
  const { clauses, rest } = cutFormula(formula, terms)
  const said = clauses.map((pieces) =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : `<${piece.term.value}>`)).join(' '),
  )
  return [...said, ...rest.map((clause) => `(${clause})`)].join(' | ')
}

test('a value stands where its label does, and the words between stay words', () => {
  const savings = term('Savings', '10')
  const rate = term('Sharing rate', '0.5')
  const limit = term('Savings limit', '4')
  expect(drawn('Savings × Sharing rate, at most Savings limit', savings, rate, limit)).toBe(
    '<10> × <0.5> , at most <4>',
  )
  expect(drawn('the lesser of (Savings and Savings limit)', savings, limit)).toBe('the lesser of ( <10> and <4> )')
  expect(drawn('(where Savings > 0: Sharing rate, else 0)', savings, rate)).toBe('(where <10> > 0: <0.5> , else 0)')
})

test('a measure’s value is told from the other measures’', () => {
  const one = term('Rate, hba1c-control', '0.7')
  const other = term('Rate, screening', '0.4')
  expect(drawn('the mean of Rate, hba1c-control, Rate, screening', one, other)).toBe('the mean of <0.7> , <0.4>')
})

test('a clause that says what holds otherwise has its values too; one without any stays text', () => {
  const loss = term('Savings', '-10')
  expect(
    drawn('Savings × Rate; of a loss Savings × Loss rate', loss, term('Rate', '0.5'), term('Loss rate', '0.3')),
  ).toBe('<-10> × <0.5> | of a loss <-10> × <0.3>')
  expect(drawn('Savings, where at least Least; else 0', loss, term('Least', '2'))).toBe(
    '<-10> , where at least <2> ; else 0',
  )
  expect(drawn('met ÷ (met + gap); excluded do not count', term('met', '3'), term('gap', '1'))).toBe(
    '<3> ÷ ( <3> + <1> ) | (excluded do not count)',
  )
})

test('a label that stands for two values stays a word', () => {
  expect(
    drawn('Rate × Months, at most Limit', term('Rate', '1', 'a'), term('Rate', '2', 'b'), term('Months', '12')),
  ).toBe('Rate × <12> , at most Limit')
})

test('lower case words of a formula are no labels, and a product that names nothing takes its terms in order', () => {
  expect(drawn('the rate of Rate, at most once', term('Rate', '5'))).toBe('the rate of <5> , at most once')
  expect(drawn('spend ÷ months', term('Spend after truncation', '100'), term('Member months', '12'))).toBe(
    '<100> ÷ <12>',
  )
})
