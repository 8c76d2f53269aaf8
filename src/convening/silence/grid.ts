/** A cell of a table, with its place in the text and what stands above it and beside it. */
export type Cell = { start: number; end: number; text: string; column: number; row: number }
export type Grid = { start: number; end: number; rows: readonly (readonly Cell[])[] }

/** Tables in a text: lines with bars or tabs, and lines with the same number of commas or semicolons. */
export function gridsIn(text: string): Grid[] {
  const grids: Grid[] = []
  const lines: { start: number; text: string }[] = []
  let start = 0
  for (const line of text.split('\n')) {
    lines.push({ start, text: line })
    start += line.length + 1
  }
  for (let first = 0; first < lines.length; ) {
    const mark = markOf(lines, first)
    let last = first
    while (mark && last < lines.length && countOf(lines[last]?.text ?? '', mark) > 0) last += 1
    if (mark && last - first > 1) grids.push(gridOf(lines.slice(first, last), mark))
    first = Math.max(first + 1, mark && last - first > 1 ? last : first + 1)
  }
  return grids
}

const MARKS = ['|', '\t', ';', ','] as const
const countOf = (line: string, mark: string) => line.split(mark === ',' ? /,(?!\d{3}(?!\d))(?! )/ : mark).length - 1

function markOf(lines: readonly { text: string }[], at: number): string | undefined {
  const [one, next] = [lines[at]?.text ?? '', lines[at + 1]?.text ?? '']
  return MARKS.find((mark) => {
    const count = countOf(one, mark)
    if (mark === '|' || mark === '\t') return count > 0 && countOf(next, mark) > 0
    return count > 0 && countOf(next, mark) === count && [one, next].every((line) => line.length < 40 * (count + 1))
  })
}

function gridOf(lines: readonly { start: number; text: string }[], mark: string): Grid {
  const rows = lines
    .filter(({ text }) => !/^[\s|:+-]*$/.test(text))
    .map(({ start, text }, row) => {
      let place = start
      const cells = text.split(mark === ',' ? /,(?!\d{3}(?!\d))(?! )/ : mark).map((part) => {
        const lead = part.length - part.trimStart().length
        const own = part.trim()
        const cell = { start: place + lead, end: place + lead + own.length, text: own, row, column: 0 }
        place += part.length + 1
        return cell
      })
      const edged = mark === '|' && /^\s*\|/.test(text) ? cells.slice(1) : cells
      return edged.map((cell, column) => ({ ...cell, column }))
    })
  const last = lines.at(-1)
  return { start: lines[0]?.start ?? 0, end: (last?.start ?? 0) + (last?.text.length ?? 0), rows }
}
