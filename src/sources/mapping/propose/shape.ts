import { dateForm } from '../date-form.ts'

/** What the values of a column look like. `form`: how its days are written. `also`: another form that fits as well. */
export type Shape = {
  kind: 'blank' | 'date' | 'month' | 'npi' | 'ndc' | 'icd-10' | 'zip' | 'amount' | 'whole-number' | 'code' | 'text'
  form?: string
  also?: string
  filled: number
  values: number
  /** The few values of a column of codes, most frequent first; never of any other column. */
  codes?: readonly { code: string; n: number }[]
}

const FORMS = [
  'YYYY-MM-DD',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'YYYYMMDD',
  'MMDDYYYY',
  'DD.MM.YYYY',
  'DD-MON-YYYY',
  'MM-DD-YYYY',
  'YYYY-MM-DD HH:MI:SS',
  'YYYY/MM/DD',
]
/** Of the values that are there: wrong ones do not change what a column is meant to be. Ours: no published figure. */
const MOST = 0.8

export function shapeOf(values: readonly (string | null)[]): Shape {
  const given = values.filter((value) => value !== null)
  const counts = { filled: given.length, values: values.length }
  const are = (test: (value: string) => boolean) => given.length > 0 && given.filter(test).length >= given.length * MOST
  if (given.length === 0) return { kind: 'blank', ...counts }
  if (are(isNpi)) return { kind: 'npi', ...counts }
  const forms = FORMS.filter((form) => are((value) => isDay(value, form)))
  if (forms[0]) return { kind: 'date', form: forms[0], ...(forms[1] ? { also: forms[1] } : {}), ...counts }
  if (are((value) => /^(19|20)\d\d(0[1-9]|1[0-2])$/.test(value))) return { kind: 'month', form: 'YYYYMM', ...counts }
  if (are((value) => /^(\d{11}|\d{5}-\d{4}-\d{2})$/.test(value))) return { kind: 'ndc', ...counts }
  if (are((value) => /^[A-TV-Z]\d[\dAB](\.?[\dA-TV-Z]{1,4})?$/i.test(value)) && given.some((value) => value.length > 3))
    return { kind: 'icd-10', ...counts }
  if (are((value) => /^[-+]?[$(]?[\d,]*\.\d{2}\)?-?$/.test(value))) return { kind: 'amount', ...counts }
  if (are((value) => /^\d{5}(-?\d{4})?$/.test(value))) return { kind: 'zip', ...counts }
  const different = new Map<string, number>()
  for (const value of given) different.set(value, (different.get(value) ?? 0) + 1)
  if (
    different.size <= 20 &&
    given.every((value) => value.length <= 12) &&
    different.size * 2 <= Math.max(2, given.length)
  ) {
    const codes = [...different]
      .map(([code, n]) => ({ code, n }))
      .sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1))
    return { kind: are((value) => /^\d+$/.test(value)) ? 'whole-number' : 'code', codes, ...counts }
  }
  return { kind: are((value) => /^[-+]?\d+$/.test(value)) ? 'whole-number' : 'text', ...counts }
}

/** Ten digits with the check digit of 80840 in front (CMS, NPI check digit). */
export function isNpi(value: string): boolean {
  if (!/^[12]\d{9}$/.test(value)) return false
  const sum = [...`80840${value}`].reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

const PLACES: Readonly<Record<string, string>> = {
  '%Y': '(?<y>\\d{4})',
  '%m': '(?<m>\\d{1,2})',
  '%d': '(?<d>\\d{1,2})',
  '%b': '(?<b>[A-Za-z]{3})',
  '%H': '\\d{1,2}',
  '%M': '\\d{2}',
  '%S': '\\d{2}',
}

function isDay(value: string, written: string): boolean {
  const form = dateForm(written) ?? ''
  const compact = !/[-/. ]/.test(written)
  const pattern = form.replace(/[.]/g, '\\.').replace(/%[YmdbHMS]/g, (part) => {
    const place = PLACES[part] ?? ''
    return compact ? place.replace('{1,2}', '{2}') : place
  })
  const found = new RegExp(`^${pattern}(?:\\.\\d+)?$`).exec(value)?.groups
  if (!found) return false
  const [year, month, day] = [Number(found.y), found.b ? 1 : Number(found.m), Number(found.d)]
  const isYear = (year >= 1880 && year <= 2100) || year === 9999
  return isYear && month >= 1 && month <= 12 && day >= 1 && day <= 31
}
