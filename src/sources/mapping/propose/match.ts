import type { Table } from '../../../lake/table.ts'
import type { Field } from '../../layouts/layout.ts'
import { tableFile } from '../table-file.ts'
import type { Shape } from './shape.ts'
import { SHORT_FORMS, SYNONYMS } from './synonyms.ts'

/** A sender's column that may fill a column of the table, with how sure that is and why. */
export type Match = { field: Field; column: string; score: number; why: string }
export type Look = { column: string; shape: Shape }

/** Below this a pair is no proposal: the gap is shown instead. */
const LEAST = 0.55

/** Pairs of the sender's columns and the table's, best first, each column once. Ties go to the file's and table's order. */
export function matches(table: Table, looks: readonly Look[]): Match[] {
  const { fields } = tableFile(table)
  const pairs = fields.flatMap((field, f) =>
    looks.flatMap((look, l) => {
      const found = likeness(field, look)
      return found && found.score >= LEAST ? [{ field, column: look.column, f, l, ...found }] : []
    }),
  )
  pairs.sort(
    (a, b) => b.score - a.score || Number(b.field.required) - Number(a.field.required) || a.f - b.f || a.l - b.l,
  )
  const taken = new Set<string>()
  const given = new Set<string>()
  return pairs.filter(({ field, column }) => {
    if (taken.has(field.name) || given.has(column)) return false
    taken.add(field.name)
    given.add(column)
    return true
  })
}

/** The table that most of the file's columns and most of its own required ones speak for. */
export function likeliestTable(tables: readonly Table[], looks: readonly Look[]): Table | undefined {
  const scored = tables.map((table) => {
    const found = matches(table, looks)
    const required = tableFile(table).fields.filter((field) => field.required)
    const met = required.filter((field) => found.some((match) => match.field.name === field.name)).length
    const total = found.reduce((sum, match) => sum + match.score, 0)
    return { table, score: total / Math.max(1, looks.length) + met / Math.max(1, required.length) }
  })
  return scored.reduce((a, b) => (b.score > a.score ? b : a)).table
}

function likeness(field: Field, { column, shape }: Look): { score: number; why: string } | null {
  const sent = wordsOf(column)
  const names = [field.name, ...(SYNONYMS[field.name] ?? [])]
  const best = names
    .map((name) => ({ name, alike: alike(wordsOf(name), sent) }))
    .reduce((a, b) => (b.alike > a.alike ? b : a))
  if (best.alike < 0.5) return null
  const fit = fitOf(field, shape)
  if (fit === 'no') return null
  const said = best.name === field.name ? 'its name' : `it is also called ${best.name}`
  const looked = { yes: `, its values are ${SHOWN[shape.kind]}`, unknown: '', no: '' }[fit]
  return { score: Math.min(1, best.alike * 0.85 + (fit === 'yes' ? 0.15 : 0)), why: `${said}${looked}` }
}

const SHOWN: Record<Shape['kind'], string> = {
  blank: 'blank',
  date: 'days',
  month: 'months',
  npi: 'NPIs with a right check digit',
  ndc: 'drug codes',
  'icd-10': 'ICD-10 codes',
  zip: 'ZIP codes',
  amount: 'amounts',
  'whole-number': 'whole numbers',
  code: 'few and short',
  text: 'texts',
}

/** Whether the values can be what the column wants. Blank columns can be anything. */
function fitOf(field: Field, { kind }: Shape): 'yes' | 'no' | 'unknown' {
  if (kind === 'blank') return 'unknown'
  const is = (...kinds: Shape['kind'][]) => (kinds.includes(kind) ? 'yes' : 'no')
  if (field.type === 'date') return is('date')
  if (field.name === 'year_month') return is('month', 'date')
  if (kind === 'date' || kind === 'month') return 'no'
  if (field.type === 'usd') return kind === 'code' || kind === 'text' ? 'unknown' : is('amount', 'whole-number')
  if (field.type === 'quantity' || field.type === 'integer')
    return kind === 'zip' ? 'unknown' : is('amount', 'whole-number')
  if (field.name.endsWith('npi')) return kind === 'npi' ? 'yes' : 'unknown'
  if (field.name === 'ndc_code') return is('ndc', 'whole-number', 'text')
  if (field.name.startsWith('diagnosis_code_') && field.name !== 'diagnosis_code_type')
    return is('icd-10', 'text', 'code')
  if (field.name === 'zip_code') return is('zip')
  if (kind === 'amount') return 'no'
  return field.values ? is('code', 'whole-number', 'text') : 'unknown'
}

/** The words of a name: short forms written out, numbers apart. CLM_FROM_DT: claim, start, date. */
export function wordsOf(name: string): string[] {
  const apart = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  return [...new Set(apart.flatMap((word) => (SHORT_FORMS[word] ?? word).split(' ').map(plain)))]
}

const plain = (word: string) => (/^\d+$/.test(word) ? String(Number(word)) : word)

/** Share of words that both have (Dice). Names with different numbers are different columns. */
function alike(a: readonly string[], b: readonly string[]): number {
  const numbers = (words: readonly string[]) => words.filter((word) => /^\d+$/.test(word)).join(' ')
  if (numbers(a) !== numbers(b)) return 0
  const both = a.filter((word) => b.includes(word)).length
  return (2 * both) / Math.max(1, a.length + b.length)
}

export const confidenceOf = ({ score }: Match): 'high' | 'medium' | 'low' =>
  score >= 0.9 ? 'high' : score >= 0.7 ? 'medium' : 'low'
