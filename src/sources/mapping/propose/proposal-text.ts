import type { Table } from '../../../lake/table.ts'
import { tableFile } from '../table-file.ts'
import { confidenceOf, type Look, type Match } from './match.ts'
import type { Sample } from './sample.ts'
import type { Shape } from './shape.ts'
import { USUAL_CODES } from './synonyms.ts'

export type ProposalFound = {
  payer: string
  name: string
  fills: Table
  looks: readonly Look[]
  first: Sample
  names: readonly string[]
  matched: readonly Match[]
  gaps: readonly string[]
  unused: readonly string[]
}

/**
 * The proposal as a mapping file. Each line says how sure it is and why; a required column without an origin is a gap
 * that keeps the mapping from being used. No value of a record stands in it but the codes of columns of codes.
 */
export function proposalText(found: ProposalFound): string {
  const { payer, name, fills, matched, gaps, unused, looks } = found
  const dates = commonForm(looks, matched)
  const isInCents = matched.some(({ field }) => field.type === 'usd') && amountsWhole(looks, matched)
  const lines = matched.map((match) => lineOf(match, shapeIn(looks, match.column), dates))
  const gapLines = gaps.map((gap) => `  # GAP ${gap}: ${meaningOf(fills, gap)}. Nothing was found; write its origin.`)
  return [
    '# Proposed by wholepanel map. Look at each line, then: wholepanel map --check this file',
    `sender: ${payer}`,
    `name: ${name}`,
    `about: ${fills.about} Say which files these are, and how often they come.`,
    `table: ${fills.name}`,
    'files:',
    `  named: ${quoted(patternOf(found.names))}`,
    ...formatLines(found.first),
    `dates: ${dates}`,
    ...(isInCents ? ['# No amount has a decimal point: are they cents? Then write  amounts: { unit: cents }'] : []),
    'columns:',
    ...gapLines,
    ...lines,
    ...(unused.length > 0
      ? ['# Columns that fill nothing:', ...unused.map((column) => `#   ${column}: ${shown(shapeIn(looks, column))}`)]
      : []),
    '',
  ].join('\n')
}

function lineOf(match: Match, shape: Shape, dates: string): string {
  const { field, column, why } = match
  const parts = [`from: ${quoted(column)}`]
  const notes = [`${confidenceOf(match)}: ${why}; ${shape.filled} of ${shape.values} filled`]
  if (field.type === 'date' && shape.form && shape.form !== dates) parts.push(`date: ${quoted(shape.form)}`)
  if (field.name === 'year_month' && shape.kind === 'date' && shape.form) parts.push(`date: ${quoted(shape.form)}`)
  if (shape.also) notes.push(`the days could be ${shape.also} as well`)
  if (field.name === 'zip_code') parts.push('take: { first: 5 }')
  if (/^(diagnosis|procedure)_code_\d/.test(field.name)) parts.push('remove: "."')
  if (field.name === 'ndc_code') parts.push('remove: "-"')
  if (field.values) {
    const { codes, open } = codesOf(field.name, field.values, shape)
    if (codes.length === 0 && open.length > 0 && !field.required)
      return `  # GAP ${field.name}: ${quoted(column)}, ${notes.join('; ')}; its codes are ${open.join(', ')}; want ${field.values.join(', ')}`
    if (codes.length > 0) parts.push(`codes: { ${codes.join(', ')} }`)
    if (open.length > 0) notes.push(`GAP codes not translated: ${open.join(', ')}; want ${field.values.join(', ')}`)
  }
  const value = parts.length === 1 ? quoted(column) : `{ ${parts.join(', ')} }`
  return `  ${field.name}: ${value}  # ${notes.join('; ')}`
}

function codesOf(name: string, values: readonly string[], { codes = [] }: Shape): { codes: string[]; open: string[] } {
  const usual = USUAL_CODES[name] ?? {}
  const translated: string[] = []
  const open: string[] = []
  for (const { code, n } of codes) {
    const ours = values.includes(code.toLowerCase()) ? code.toLowerCase() : usual[code.toLowerCase()]
    if (ours) translated.push(`${JSON.stringify(code)}: ${ours}`)
    else open.push(`${JSON.stringify(code)} (${n})`)
  }
  return { codes: translated, open }
}

function formatLines({ format }: Sample): string[] {
  const lines = ['format:', `  delimiter: ${format.delimiter}`]
  if (format.quote === 'none') lines.push('  quote: none')
  if (!format.header) lines.push('  header: false', `  columns: [${(format.columns ?? []).map(quoted).join(', ')}]`)
  for (const { starts } of format.control) lines.push(`  control: [{ starts: ${quoted(starts)} }]`)
  return lines
}

/** The form that most columns of days have. */
function commonForm(looks: readonly Look[], matched: readonly Match[]): string {
  const forms = matched.flatMap(({ field, column }) =>
    field.type === 'date' ? (shapeIn(looks, column).form ?? []) : [],
  )
  const counted = [...new Set(forms)].map((form) => ({ form, n: forms.filter((one) => one === form).length }))
  return counted.sort((a, b) => b.n - a.n || (a.form < b.form ? -1 : 1))[0]?.form ?? 'YYYY-MM-DD'
}

const amountsWhole = (looks: readonly Look[], matched: readonly Match[]): boolean =>
  matched
    .filter(({ field }) => field.type === 'usd')
    .every(({ column }) => shapeIn(looks, column).kind === 'whole-number')

const shapeIn = (looks: readonly Look[], column: string): Shape =>
  looks.find((look) => look.column === column)?.shape ?? { kind: 'blank', filled: 0, values: 0 }

const meaningOf = (fills: Table, name: string): string =>
  tableFile(fills).fields.find((field) => field.name === name)?.meaning ?? ''

const shown = ({ kind, form, filled, values }: Shape): string =>
  `${kind}${form ? ` ${form}` : ''}, ${filled} of ${values} filled`

/** What the names have in common; digits, which tell months apart, are any. */
function patternOf(names: readonly string[]): string {
  const [first = '*'] = names
  return first.replaceAll(/\d+/g, '*')
}

const quoted = (text: string): string =>
  /^[A-Za-z_][\w ./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text)
