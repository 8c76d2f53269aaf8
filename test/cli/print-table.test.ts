import { expect, test } from 'vitest'
import { csvText, printRows, tableText } from '../../src/cli/say/print-table.ts'

const rows = [
  { payer: 'summit', people: 12, paid_usd: '1234.50', about: null },
  { payer: 'keystone-mutual', people: 7, paid_usd: null, about: 'two, "three"' },
]
const columns = ['payer', 'people', 'paid_usd', 'about']

test('a table puts numbers to the right and leaves the unknown empty', () => {
  expect(tableText(rows, columns)).toBe(
    [
      'payer            people  paid_usd  about',
      '---------------  ------  --------  ------------',
      'summit               12   1234.50',
      'keystone-mutual       7            two, "three"',
      '',
    ].join('\n'),
  )
})

test('a table without rows still names its columns', () => {
  expect(tableText([], ['payer', 'people'])).toBe('payer  people\n-----  ------\n')
})

test('months of people are told plainly, as a number in JSON too', () => {
  const months = [{ member_months: '12.0000' }, { member_months: '0.4839' }]
  let text = ''
  printRows({ out: (part) => (text += part) }, months, ['member_months'], { csv: true })
  expect(text).toBe('member_months\r\n12\r\n0.4839\r\n')
  text = ''
  printRows({ out: (part) => (text += part) }, months, ['member_months'], { json: true })
  expect(JSON.parse(text)).toEqual([{ member_months: 12 }, { member_months: 0.4839 }])
})

test('CSV quotes what needs it', () => {
  expect(csvText(rows, columns)).toBe(
    'payer,people,paid_usd,about\r\nsummit,12,1234.50,\r\nkeystone-mutual,7,,"two, ""three"""\r\n',
  )
})

test('CSV hands a spreadsheet no formula, and keeps a negative amount', () => {
  expect(csvText([{ a: '=1+1', b: '-12.50', c: '@x' }], ['a', 'b', 'c'])).toBe("a,b,c\r\n'=1+1,-12.50,'@x\r\n")
})

test('JSON has the asked columns in order, and null for the unknown', () => {
  let text = ''
  printRows(
    {
      out: (part) => {
        text += part
      },
    },
    [{ b: 1, a: undefined, extra: 2 }],
    ['a', 'b'],
    { json: true },
  )
  expect(text).toBe('[\n  {\n    "a": null,\n    "b": 1\n  }\n]\n')
})
