import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { faultsDetail, WholepanelError } from '../../error.ts'
import type { Table } from '../../lake/table.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import { type FromYaml, readText, readYaml } from '../../model/read-yaml.ts'
import { faultsOfMapping } from './mapping-faults.ts'
import { type Cell, Mapping } from './mapping-file.ts'

/** A mapping that was read and found whole: it can be used on a file. */
export type ReadMapping = Omit<Mapping, 'columns'> & {
  /** Where it was read from. */
  file: string
  folder: string
  fills: Table
  columns: Readonly<Record<string, Cell>>
}

/** Reads one mapping. Every fault is named with its line and column, at most twenty together. */
export function readMapping(file: string): ReadMapping {
  const text = readText(file, 'input-mapping')
  checkZeros(file, text)
  const read = readYaml(file, Mapping, 'input-mapping', text)
  const { value } = read
  const fills = COMMON_DATA_MODEL.find((table) => table.name === value.table)
  if (!fills) throw new WholepanelError('input-mapping', { at: file, got: `no table ${value.table}` })
  const columns = expanded(value.columns)
  const mapping: ReadMapping = { ...value, file, folder: dirname(file), fills, columns }
  const faults = faultsOfMapping(mapping, new Set(Object.keys(value.columns)))
  if (faults.length > 0) throw faulty(faults, read)
  return mapping
}

/** The mappings of a sender, in the order of their names. The file's place and what it says of itself must agree. */
export function mappingsOf(folder: string, sender: string): ReadMapping[] {
  const own = join(folder, sender)
  if (!/^[a-z0-9][a-z0-9-]*$/.test(sender) || !existsSync(own)) return []
  return readdirSync(own)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const mapping = readMapping(join(own, name))
      const want = `${sender}/${basename(name, '.yaml')}`
      const got = `${mapping.sender}/${mapping.name}`
      if (got !== want) throw new WholepanelError('input-mapping', { at: mapping.file, got, want })
      return mapping
    })
}

export type MappingFault = { path: readonly (string | number)[]; text: string }

const faulty = (faults: readonly MappingFault[], { at }: FromYaml<unknown>): WholepanelError =>
  new WholepanelError('input-mapping', faultsDetail(faults.map(({ path, text }) => ({ at: at(path), text }))))

/** YAML reads 01 as the number 1: a code would lose its zero without a word. */
function checkZeros(file: string, text: string): void {
  for (const [i, line] of text.split('\n').entries()) {
    const bare = line.replaceAll(/"[^"]*"|'[^']*'/g, (quoted) => '_'.repeat(quoted.length)).replace(/(^|\s)#.*$/, '')
    const found = /(?:^|[\s{,[])(0\d+)\s*(?=[:,\]}]|$)/.exec(bare)
    if (found)
      throw new WholepanelError('input-mapping', {
        at: `${file}:${i + 1}:${(found.index ?? 0) + found[0].indexOf(found[1] ?? '') + 1}`,
        got: `${found[1]} without quotes`,
        want: `"${found[1]}"`,
        fix: 'YAML reads a number and drops the zeros in front: put such codes in quotes',
      })
  }
}

const NUMBERED = /^(.*?)(\d+)\.\.(\d+)$/

/** `diagnosis_code_1..3: DX01..03` stands for three columns. */
function expanded(columns: Readonly<Record<string, Cell>>): Record<string, Cell> {
  const all: Record<string, Cell> = {}
  for (const [name, cell] of Object.entries(columns)) {
    const span = NUMBERED.exec(name)
    if (!span) all[name] = cell
    else
      for (let i = Number(span[2]); i <= Number(span[3]); i++)
        all[`${span[1]}${i}`] = { ...cell, from: cell.from && numbered(cell.from, i - Number(span[2])) }
  }
  return all
}

function numbered(name: string, step: number): string {
  const span = NUMBERED.exec(name)
  return span ? `${span[1]}${String(Number(span[2]) + step).padStart((span[2] ?? '').length, '0')}` : name
}
