import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '../../model/read-yaml.ts'
import { dateForm, formsOf } from './date-form.ts'
import type { Cell } from './mapping-file.ts'
import type { MappingFault, ReadMapping } from './read-mapping.ts'
import { tableFile } from './table-file.ts'

/** What a mapping says that cannot be: beyond its form, held against the table that it fills and against itself. */
export function faultsOfMapping(mapping: ReadMapping, written: ReadonlySet<string>): MappingFault[] {
  const { columns, fills, each_month, only_where } = mapping
  const known = tableFile(fills).fields.map((field) => field.name)
  const faults: MappingFault[] = []
  const fault = (path: MappingFault['path'], text: string) => faults.push({ path, text })
  const keyOf = (name: string) => (written.has(name) ? name : ([...written].find((key) => covers(key, name)) ?? name))
  for (const [name, cell] of Object.entries(columns)) {
    const path = ['columns', keyOf(name)]
    if (!known.includes(name)) fault(path, `${mapping.table} has no column ${name}${didYouMean(name, known)}`)
    else faults.push(...faultsOfCell(cell, path, mapping, name))
  }
  for (const { name } of tableFile(fills).fields.filter((field) => field.required))
    if (!(name in columns) && !(each_month && name === 'year_month'))
      fault(['columns'], `${name} is missing: ${mapping.table} means nothing without it`)
  for (const part of ['from', 'through', 'until'] as const)
    if (each_month?.[part]) faults.push(...faultsOfCell(each_month[part], ['each_month', part], mapping, null))
  if (each_month && mapping.table !== 'provider_attribution')
    fault(['each_month'], 'each_month fills year_month of provider_attribution only')
  for (const [i, when] of only_where.entries())
    if (!when.is && !when.is_not) fault(['only_where', i], 'want is or is_not')
  faults.push(...faultsOfFiles(mapping), ...faultsOfLookups(mapping))
  return unique(faults)
}

function faultsOfCell(
  cell: Cell,
  path: MappingFault['path'],
  mapping: ReadMapping,
  name: string | null,
): MappingFault[] {
  const faults: MappingFault[] = []
  const fault = (text: string, ...more: string[]) => faults.push({ path: [...path, ...more], text })
  const givers = (['from', 'first_of', 'all_of', 'constant', 'file_name'] as const).filter(
    (key) => cell[key] !== undefined,
  )
  if (givers.length !== 1)
    fault(
      `${path.at(-1)} has ${givers.join(' and ') || 'no origin'}; want one of from, first_of, all_of, constant, file_name`,
    )
  for (const key of ['file_name', 'match'] as const) {
    const wrong = cell[key] === undefined ? null : wrongPattern(cell[key])
    if (wrong) fault(`${key}: ${wrong}`, key)
  }
  for (const form of cell.date === undefined ? [] : formsOf(cell.date))
    if (!dateForm(form))
      fault(
        `date: ${form} is no form of a day; want MM/DD/YYYY, YYYYMMDD or the like, with four digits for the year`,
        'date',
      )
  const lookups = Object.keys(mapping.lookups)
  if (cell.lookup && !lookups.includes(cell.lookup))
    fault(`no lookup ${cell.lookup}${didYouMean(cell.lookup, lookups)}`, 'lookup')
  if ((cell.lookup === undefined) !== (cell.take_column === undefined)) fault('lookup and take_column belong together')
  if (cell.unlisted && !cell.codes && !cell.lookup) fault('unlisted says nothing without codes or lookup', 'unlisted')
  if (cell.between !== undefined && !cell.all_of) fault('between says nothing without all_of', 'between')
  const field = tableFile(mapping.fills).fields.find((one) => one.name === name)
  if (!field) return faults
  const isAmount = field.type === 'usd'
  if (cell.unit && !isAmount) fault(`${name} is no amount: it has no unit`, 'unit')
  if (cell.negative_when && !isAmount) fault(`${name} is no amount: it has no sign`, 'negative_when')
  if (cell.date && field.type !== 'date' && name !== 'year_month') fault(`${name} is no day`, 'date')
  const values = field.values ?? []
  for (const value of [...Object.values(cell.codes ?? {}), ...(cell.constant === undefined ? [] : [cell.constant])])
    if (values.length > 0 && !values.includes(value))
      fault(
        `${name} is never ${value}; want ${values.join(' or ')}${didYouMean(value, values)}`,
        cell.codes ? 'codes' : 'constant',
      )
  return faults
}

function faultsOfFiles({ files, format, lookups }: ReadMapping): MappingFault[] {
  const faults: MappingFault[] = []
  const check = (path: string[], known: ReadMapping['files'], form: ReadMapping['format'] | undefined) => {
    const key = path.length === 0 ? 'files' : 'sent'
    if (!known.named && !known.columns) faults.push({ path: [...path, key], text: 'want named, columns or both' })
    if (known.columns && (form?.header === false || form?.fixed_width))
      faults.push({ path: [...path, key, 'columns'], text: 'a file without a header is known by its name only' })
    if (form?.header === false && !form.columns && !form.fixed_width)
      faults.push({
        path: [...path, 'format', 'header'],
        text: 'name the columns of a file without a header in format.columns',
      })
    if (form && !delimiterOf(form.delimiter))
      faults.push({
        path: [...path, 'format', 'delimiter'],
        text: `${form.delimiter} is no delimiter; want comma, pipe, tab, semicolon or one character`,
      })
  }
  check([], files, format)
  for (const [name, lookup] of Object.entries(lookups))
    if (lookup.sent) check(['lookups', name], lookup.sent, lookup.format)
  return faults
}

function faultsOfLookups({ lookups, folder }: ReadMapping): MappingFault[] {
  return Object.entries(lookups).flatMap(([name, { file, sent }]) => {
    const path = ['lookups', name]
    if ((file === undefined) === (sent === undefined)) return [{ path, text: 'want file or sent' }]
    if (file === undefined) return []
    if (!/^[\w.-]+\.csv$/.test(file))
      return [{ path: [...path, 'file'], text: `${file}; want a CSV beside the mapping` }]
    return existsSync(join(folder, file))
      ? []
      : [{ path: [...path, 'file'], text: `${file} is not beside the mapping` }]
  })
}

const NAMED: Record<string, string | undefined> = { comma: ',', pipe: '|', tab: '\t', semicolon: ';' }

export function delimiterOf(written: string): string | null {
  return NAMED[written] ?? ([...written].length === 1 && !/[\w"\s]/.test(written) ? written : null)
}

/** The engine's patterns (RE2) have no look-around and no back-references; one group says what is taken. */
function wrongPattern(pattern: string): string | null {
  if (/\(\?<?[=!]|\\[1-9]|\(\?<|\(\?>/.test(pattern)) return 'look-around and back-references are not known'
  try {
    const groups = (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1
    return groups === 1 ? null : `has ${groups} groups in parentheses; want one, around what is taken`
  } catch {
    return 'is no regular expression'
  }
}

function covers(key: string, name: string): boolean {
  const span = /^(.*?)(\d+)\.\.(\d+)$/.exec(key)
  const number = span && name.startsWith(span[1] ?? '') ? Number(name.slice((span[1] ?? '').length)) : Number.NaN
  return span !== null && number >= Number(span[2]) && number <= Number(span[3])
}

const unique = (faults: readonly MappingFault[]): MappingFault[] => [
  ...new Map(faults.map((fault) => [`${fault.path.join('.')} ${fault.text}`, fault])).values(),
]
