/** A document to print, before it is HTML or PDF: headings, paragraphs, lists and tables, and nothing of how they look. */
export type PrintedDocument = {
  title: string
  /** Under the title: what the document is of. */
  about: string
  blocks: readonly Block[]
  /** At the foot: who may read it. */
  foot: string
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  /** `wide`: the columns that take what room is left. */
  | {
      kind: 'table'
      caption: string
      head: readonly string[]
      rows: readonly (readonly string[])[]
      wide: readonly number[]
    }

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text })
export const paragraph = (text: string): Block => ({ kind: 'text', text: text.trim().replace(/\s+/g, ' ') })
export const list = (items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ kind: 'list', items }])
export const table = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  wide: readonly number[],
): Block[] => (rows.length === 0 ? [] : [{ kind: 'table', caption, head, rows, wide }])
