import type { Value } from '../../model/expression/evaluate.ts'
import { type Exact, exact } from '../../money.ts'
import type { FORMS } from './layout.ts'

export type Form = (typeof FORMS)[number]

/** What a cell should have been; in the words of a fault. */
export const WANTED: Record<Form, string> = {
  number: 'a number such as 1234.5',
  percent: 'a percent such as 75 or 75%',
  share: 'a share such as 0.75, or 75% with its sign',
  money: 'an amount such as 1,234.50',
  flag: 'yes or no',
  code: 'a code',
  date: 'a date such as 2019-07-01 or 07/01/2019',
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/

/** The value of a cell in a form; undefined where the cell is not of that form. */
export function valueIn(text: string, form: Form): Exclude<Value, null> | undefined {
  switch (form) {
    case 'number':
      return digits(text)
    case 'share':
      return text.endsWith('%') ? valueIn(text, 'percent') : digits(text)
    case 'percent':
      return digits(text.endsWith('%') ? text.slice(0, -1).trimEnd() : text)?.div(100)
    case 'money':
      return money(text)
    case 'flag':
      return { yes: true, no: false, '1': true, '0': false, true: true, false: false }[text.toLowerCase()]
    case 'code':
      return text
    case 'date':
      return date(text)
  }
}

function digits(text: string): Exact | undefined {
  if (NUMBER.test(text)) return exact(text)
  return GROUPED.test(text) ? exact(text.replaceAll(',', '')) : undefined
}

function money(text: string): Exact | undefined {
  const held = /^\((.*)\)$/.exec(text)?.[1]
  const bare = (held ?? text).replace(/^(-?)\s*\$\s*/, '$1')
  const value = digits(bare)
  return value && held !== undefined ? value.neg() : value
}

function date(text: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const [, month = '', day = '', year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
