/** Where a cell stands, and what of the text it is. */
export type CellPlace = { record: number; place: number; line: number; column: number; from: number; to: number }

/** A record that was walked through: how many fields, and what is wrong with one of them. */
export type RecordShape = { record: number; line: number; fields: number; isLastEmpty: boolean; wrong: string | null }

type Seen = {
  cell?: (cell: CellPlace) => void
  /** False ends the walk. */
  record: (shape: RecordShape) => boolean
}

/**
 * Walks through delimited text as the engine reads it: the header is record 1, empty lines count for nothing, a quote
 * opens at the beginning of a field only, and a line end inside quotes ends no record. It is walked where the engine
 * cannot say what a person needs: the header before it reads, and the line and column of a fault after.
 */
export function walkText(text: string, delimiter: string, seen: Seen): void {
  const end = text.length
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 1
  let lineStart = at
  const lineEndAt = (place: number) =>
    text[place] === '\n' ? 1 : text[place] === '\r' && text[place + 1] === '\n' ? 2 : 0
  const newLine = (next: number) => {
    at = next
    line++
    lineStart = at
  }
  const toFieldEnd = () => {
    while (at < end && text[at] !== delimiter && lineEndAt(at) === 0) at++
  }
  /** Past a quoted field; what is wrong with it. */
  const quoted = (opens: number): string | null => {
    at = opens + 1
    for (;;) {
      const sign = text[at]
      if (sign === undefined) return 'a quoted field that is never closed'
      if (sign === '\n') newLine(at + 1)
      else if (sign !== '"') at++
      else if (text[at + 1] === '"') at += 2
      else break
    }
    at++
    const closed = at
    toFieldEnd()
    return text.slice(closed, at).trim() === '' ? null : 'text after the closing quote of a field'
  }
  for (let record = 1; at < end; ) {
    const empty = lineEndAt(at)
    if (empty > 0) {
      newLine(at + empty)
      continue
    }
    const shape: RecordShape = { record, line, fields: 0, isLastEmpty: false, wrong: null }
    for (;;) {
      const cell = { record, place: shape.fields, line, column: at - lineStart + 1, from: at, to: at }
      let opens = at
      while (text[opens] === ' ') opens++
      if (text[opens] === '"') shape.wrong = quoted(opens) ?? shape.wrong
      else toFieldEnd()
      cell.to = at
      seen.cell?.(cell)
      shape.fields++
      shape.isLastEmpty = cell.to === cell.from
      if (text[at] !== delimiter) break
      at++
    }
    if (at < end) newLine(at + lineEndAt(at))
    if (!seen.record(shape)) return
    record++
  }
}

/** The fields of the first record. */
export function headerOf(text: string, delimiter: string): string[] {
  const fields: string[] = []
  walkText(text, delimiter, {
    cell: ({ from, to }) => fields.push(unquoted(text.slice(from, to).trim())),
    record: () => false,
  })
  return fields
}

/** A field without the quotes around it. */
export const unquoted = (field: string): string =>
  field.length > 1 && field.startsWith('"') && field.endsWith('"')
    ? field.slice(1, -1).replaceAll('""', '"').trim()
    : field
