/** Where a physical record lies in a file's bytes, its line end left out. */
export type Range = { number: number; from: number; to: number }

const LINE_FEED = 10
const RETURN = 13
const QUOTE = 34
const SPACE = 32

/** Records of a text file: lines, or records of CSV whose quoted fields may hold line ends. */
export function* recordsIn(bytes: Buffer, form: 'line' | 'csv'): Generator<Range> {
  let from = 0
  let number = 0
  let quoted = false
  for (let at = 0; at <= bytes.length; at++) {
    if (form === 'csv' && bytes[at] === QUOTE) quoted = !quoted
    if (at < bytes.length && (bytes[at] !== LINE_FEED || quoted)) continue
    if (at === bytes.length && from === at) return
    number += 1
    yield { number, from, to: bytes[at - 1] === RETURN && at > from ? at - 1 : at }
    from = at + 1
  }
}

/** Makes spaces of records, line ends inside them too: every other record keeps its place, if a record stays one line. */
export function blank(bytes: Buffer, form: 'line' | 'csv', numbers: ReadonlySet<number>): void {
  for (const { number, from, to } of recordsIn(bytes, form)) if (numbers.has(number)) bytes.fill(SPACE, from, to)
}
