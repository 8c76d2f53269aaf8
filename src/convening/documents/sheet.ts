import { type DocumentText, type Hidden, once } from './document.ts'
import { officeProperties } from './properties.ts'
import { type CellLook, cellLooks, PLAIN_CELL, shownIn } from './sheet-looks.ts'
import { type Attributes, readXml, wordsOf } from './xml.ts'
import type { ZipParts } from './zip-parts.ts'

const WORDS = /^xl\/(?:charts|diagrams|drawings)\/[^/]+\.xml$/
const COMMENTS = /^xl\/(?:comments\d*|threadedComments\/[^/]+|persons\/.*)\.xml$/
const COPIES = /^xl\/(?:pivotCache\/pivotCacheRecords\d*|externalLinks\/externalLink\d*)\.xml$/
const EMBEDDED = /^xl\/(?:embeddings|activeX|macrosheets|dialogsheets|model|vbaProject)|vbaProject\.bin$/i

/** The cells of an Excel file (ECMA-376, part 1, 18), a line a row, with those on hidden sheets, rows and columns. */
export function readSheets(parts: ZipParts): DocumentText {
  const hidden: Hidden[] = []
  const texts: string[] = []
  const strings = stringsIn(parts.get('xl/sharedStrings.xml'))
  const looks = cellLooks(parts.get('xl/styles.xml'))
  for (const { title, state, path } of sheetsIn(parts)) {
    const part = parts.get(path)
    if (!part) continue
    const { text, unseen } = readCells(part, strings, looks)
    texts.push(title, text)
    if (state !== 'visible' && text.trim() !== '') hidden.push({ what: 'a hidden sheet', where: path })
    hidden.push(...unseen.map((what) => ({ what, where: path })))
  }
  for (const [name, part] of parts) {
    if (WORDS.test(name)) texts.push(wordsOf(part))
    else if (COMMENTS.test(name) || COPIES.test(name)) {
      const words = COPIES.test(name) ? valuesOf(part) : wordsOf(part)
      texts.push(words)
      if (words !== '' && !name.includes('persons/'))
        hidden.push({ what: COMMENTS.test(name) ? 'comments on cells' : 'a copy of other data', where: name })
    } else if (EMBEDDED.test(name)) hidden.push({ what: 'another file inside it', where: name })
  }
  return { text: texts.join('\n\n'), hidden: once(hidden), ...officeProperties(parts) }
}

type SheetPlace = { title: string; state: string; path: string }

function sheetsIn(parts: ZipParts): SheetPlace[] {
  const targets = new Map<string, string>()
  const links = parts.get('xl/_rels/workbook.xml.rels')
  if (links)
    readXml(links, {
      open: (name, { Id, Target }) => {
        if (name.endsWith('Relationship') && Id && Target) targets.set(Id, Target.replace(/^\/?(?:xl\/)?/, 'xl/'))
      },
    })
  const named: SheetPlace[] = []
  const book = parts.get('xl/workbook.xml')
  if (book)
    readXml(book, {
      open: (name, attributes) => {
        if (localOf(name) !== 'sheet') return
        const { name: title = '', state = 'visible' } = attributes
        named.push({ title, state, path: targets.get(attributes['r:id'] ?? '') ?? '' })
      },
    })
  // A sheet that the book does not list is in the file all the same.
  const listed = new Set(named.map(({ path }) => path))
  const stray = [...parts.keys()].filter(
    (path) => /^xl\/(?:worksheets|chartsheets)\/[^/]+\.xml$/.test(path) && !listed.has(path),
  )
  return [...named, ...stray.map((path) => ({ title: '', state: 'hidden', path }))]
}

const localOf = (name: string) => name.split(':').at(-1) ?? name

function stringsIn(part: Buffer | undefined): string[] {
  const strings: string[] = []
  let takes = false
  if (part)
    readXml(part, {
      open: (name) => {
        if (localOf(name) === 'si') strings.push('')
        takes = localOf(name) === 't'
      },
      text: (found) => {
        if (takes) strings[strings.length - 1] += found
      },
      close: () => {
        takes = false
      },
    })
  return strings
}

function valuesOf(part: Buffer): string {
  const values: string[] = []
  readXml(part, { open: (_name, { v }) => v !== undefined && values.push(v) })
  return [...values, wordsOf(part)].join('\n').trim()
}

function readCells(
  part: Buffer,
  strings: readonly string[],
  looks: readonly CellLook[],
): { text: string; unseen: string[] } {
  const unseen: string[] = []
  const columns: { from: number; to: number }[] = []
  let text = ''
  let rowHidden = false
  let cell: { kind: string; look: CellLook; column: number; value: string; formula: string } | undefined
  let takes: 'value' | 'formula' | undefined
  const opened = (name: string, attributes: Attributes) => {
    const local = localOf(name)
    if (local === 'col' && (attributes.hidden === '1' || attributes.hidden === 'true' || attributes.width === '0'))
      columns.push({ from: Number(attributes.min), to: Number(attributes.max) })
    if (local === 'row') rowHidden = attributes.hidden === '1' || attributes.hidden === 'true' || attributes.ht === '0'
    if (local === 'c')
      cell = {
        ...{ kind: attributes.t ?? 'n', value: '', formula: '' },
        look: looks[Number(attributes.s ?? 0)] ?? PLAIN_CELL,
        column: columnOf(attributes.r ?? ''),
      }
    takes = cell && (local === 'v' || local === 't') ? 'value' : cell && local === 'f' ? 'formula' : undefined
    if (/^(?:oddHeader|oddFooter|evenHeader|evenFooter|firstHeader|firstFooter)$/.test(local)) takes = undefined
  }
  readXml(part, {
    open: opened,
    text: (found) => {
      if (cell && takes) cell[takes] += found
      else if (!cell && found.trim() !== '') text += `${found.trim()}\n`
    },
    close: (name) => {
      const local = localOf(name)
      takes = undefined
      if (local === 'row') text = `${text.replace(/\t+$/, '')}\n`
      if (local !== 'c' || !cell) return
      const value =
        cell.kind === 's'
          ? (strings[Number(cell.value)] ?? '')
          : cell.kind === 'n'
            ? shownIn(cell.value, cell.look)
            : cell.value
      const words = /"[^"]+"/.test(cell.formula) ? ` ${(cell.formula.match(/"[^"]+"/g) ?? []).join(' ')}` : ''
      text += `${value.replace(/[\t\n]+/g, ' ')}${words}\t`
      const { column, look } = cell
      if (value.trim() !== '') {
        if (rowHidden) unseen.push('a hidden row')
        if (columns.some(({ from, to }) => from <= column && column <= to)) unseen.push('a hidden column')
        if (look.unseen) unseen.push(look.unseen)
      }
      cell = undefined
    },
  })
  return { text, unseen }
}

/** `BC12` is in column 55. */
const columnOf = (place: string) =>
  [...place.replace(/\d+/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
