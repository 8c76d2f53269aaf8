import { columnsRead } from '../cell.ts'
import { formsOf } from '../date-form.ts'
import type { Cell, When } from '../mapping-file.ts'
import type { ReadMapping } from '../read-mapping.ts'
import { columnsUsed, sameName } from '../sent-file.ts'
import { tableFile } from '../table-file.ts'

/**
 * The mapping as a page that its payer can read and sign: what a file must look like, what each column becomes, which
 * codes are known, what is left out. `sent`: the columns of a file, so that the unused ones are named.
 */
export function documentMapping(mapping: ReadMapping, sent: readonly string[] = []): string {
  const { sender, name, about, fills, files, only_where, each_month, versions } = mapping
  const used = columnsUsed(mapping)
  const unused = (sent.length > 0 ? sent : (mapping.format.columns ?? [])).filter(
    (column) => !used.some((one) => sameName(one, column)),
  )
  const known = [
    files.named && `its name is \`${files.named}\``,
    files.columns && `its header has ${ticked(files.columns)}`,
  ]
  const parts = [
    `# ${sender}: ${name}`,
    about,
    `A file is of this kind when ${known.filter(Boolean).join(' and ')}. Each record fills \`${fills.name}\`: ${lower(fills.about)}`,
    '## How the file is written',
    list(formatSaid(mapping)),
    '## Columns',
    rows(['ours', 'yours', 'how', 'meaning'], columnRows(mapping)),
    ...codeParts(mapping),
    ...(Object.keys(mapping.lookups).length > 0 ? ['## Looked up', list(lookupsSaid(mapping))] : []),
    ...(only_where.length > 0
      ? [
          '## Left out',
          'Only these records are used; the others are kept in the received file and counted as control.',
          list(only_where.map((when) => `${whenSaid(when)}: ${when.because}`)),
        ]
      : []),
    ...(each_month
      ? [
          '## Months',
          `A record is a span from ${origin(each_month.from)}${each_month.through ? ` through ${origin(each_month.through)}` : ''}. It gives one row per month, up to the month of ${origin(each_month.until)}.`,
        ]
      : []),
    ...(versions
      ? [
          '## Versions of a claim',
          list([
            `A later version replaces the ${versions.replaces === 'claim' ? 'whole claim' : 'lines that it has'}.`,
            `An adjustment's amounts are ${versions.adjustment === 'whole' ? 'what the claim costs now' : 'the difference to what came before'}.`,
            `A version takes a claim back when ${versions.void === 'status' ? 'claim_status says cancellation' : 'it says cancellation or its amounts are negative'}.`,
          ]),
        ]
      : []),
    ...(unused.length > 0 ? ['## Columns that are not used', list(unused.map((column) => `\`${column}\``))] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function formatSaid({ format, dates, amounts, blank }: ReadMapping): string[] {
  const said = format.fixed_width
    ? ['Records have no delimiter; each column has its places.']
    : [
        `Columns are parted by ${format.delimiter}${format.quote === 'none' ? '; quotes mean nothing' : ''}.`,
        format.header ? 'The first record names the columns.' : 'There is no header.',
      ]
  for (const control of format.control) {
    const states = [
      control.records !== undefined && 'the number of records',
      control.amount && `the sum of ${control.amount.column}`,
    ].filter(Boolean)
    said.push(
      `A record that begins with \`${control.starts}\` is a ${control.is}${states.length > 0 ? ` and states ${states.join(' and ')}` : ''}.`,
    )
  }
  said.push(
    `Days are written ${formsOf(dates).join(' or ')}.`,
    `Amounts are in ${amounts.unit} with a decimal ${amounts.decimal}.`,
  )
  if (amounts.negative_when) said.push(`Amounts are negative where ${whenSaid(amounts.negative_when)}.`)
  if (blank.length > 0) said.push(`${ticked(blank)} mean nothing.`)
  return said
}

function columnRows({ columns, fills, format }: ReadMapping): string[][] {
  return tableFile(fills).fields.flatMap((field) => {
    const cell = columns[field.name]
    if (!cell) return []
    const places = columnsRead(cell).flatMap((column) => format.fixed_width?.[column]?.join(' to ') ?? [])
    const from = places.length > 0 ? `${origin(cell)} (${places.join('; ')})` : origin(cell)
    return [[`\`${field.name}\`${field.required ? ', required' : ''}`, from, how(cell), field.meaning]]
  })
}

function origin(cell: Cell): string {
  if (cell.constant !== undefined) return `always \`${cell.constant}\``
  if (cell.file_name !== undefined) return `the file's name, \`${cell.file_name}\``
  if (cell.first_of) return `the first of ${ticked(cell.first_of)} that is filled`
  if (cell.all_of) return `${ticked(cell.all_of)} joined${cell.between ? ` by \`${cell.between}\`` : ''}`
  return `\`${cell.from}\``
}

function how(cell: Cell): string {
  const { take } = cell
  const said = [
    take &&
      ('first' in take
        ? `its first ${take.first}`
        : 'last' in take
          ? `its last ${take.last}`
          : `places ${take.from} to ${take.to}`),
    cell.match && `what \`${cell.match}\` matches`,
    cell.remove && `without \`${cell.remove}\``,
    cell.pad && `zeros in front to ${cell.pad} places`,
    cell.case && `in ${cell.case} case`,
    cell.lookup && `looked up in ${cell.lookup}: \`${cell.take_column}\``,
    cell.codes && 'translated',
    cell.date && `a day written ${formsOf(cell.date).join(' or ')}`,
    cell.unit && `in ${cell.unit}`,
    cell.decimal && `decimal ${cell.decimal}`,
    cell.negative_when && `negative where ${whenSaid(cell.negative_when)}`,
    cell.default !== undefined && `\`${cell.default}\` when blank`,
  ]
  return said.filter(Boolean).join('; ')
}

const UNLISTED = {
  keep: 'kept as sent',
  empty: 'left empty, with a warning',
  quarantine: 'and its record is not taken in',
}

function codeParts({ columns }: ReadMapping): string[] {
  return Object.entries(columns).flatMap(([name, cell]) =>
    cell.codes
      ? [
          `### Codes of ${origin(cell)} for ${name}`,
          rows(
            ['yours', 'ours'],
            Object.entries(cell.codes).map(([code, ours]) => [`\`${code}\``, `\`${ours}\``]),
          ),
          `A code that is not listed is ${UNLISTED[cell.unlisted ?? 'quarantine'].replace('and its', 'an error, and its')}.`,
        ]
      : [],
  )
}

const lookupsSaid = ({ lookups }: ReadMapping): string[] =>
  Object.entries(lookups).map(([name, { file, sent, key }]) =>
    file
      ? `${name}: the list \`${file}\` by \`${key}\``
      : `${name}: \`${sent?.named ?? ticked(sent?.columns ?? [])}\` of the same delivery by \`${key}\``,
  )

const whenSaid = ({ column, is, is_not }: When): string =>
  [is && `\`${column}\` is ${ticked(is)}`, is_not && `\`${column}\` is not ${ticked(is_not)}`]
    .filter(Boolean)
    .join(' and ')

const ticked = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')
const rows = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
