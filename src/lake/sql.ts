/**
 * SQL as a value: text with `$1…` places and the values bound to them. Fragments nest, so a step reads as SQL.
 * A string, number, boolean or null is always bound; only `id`, `raw` and other fragments become text.
 */
export type SqlValue = string | number | boolean | null
export class Sql {
  readonly parts: readonly string[]
  readonly values: readonly SqlValue[]
  constructor(parts: readonly string[], values: readonly SqlValue[]) {
    this.parts = parts
    this.values = values
  }
  /** Text with numbered places, as the engine takes it. */
  get text(): string {
    return this.parts.reduce((text, part, i) => `${text}$${i}${part}`)
  }
}

/** Example: ``sql`select * from ${id('claim')} where paid_amount > ${100}` ``. */
export function sql(strings: TemplateStringsArray, ...holes: (SqlValue | Sql)[]): Sql {
  const parts: string[] = []
  const values: SqlValue[] = []
  let open = strings[0] ?? ''
  holes.forEach((hole, i) => {
    const after = strings[i + 1] ?? ''
    if (hole instanceof Sql) {
      const [first = '', ...rest] = hole.parts
      const last = rest.pop()
      if (last === undefined) open += first + after
      else {
        parts.push(open + first, ...rest)
        open = last + after
      }
      values.push(...hole.values)
    } else {
      parts.push(open)
      values.push(hole)
      open = after
    }
  })
  parts.push(open)
  return new Sql(parts, values)
}

/** Text that is SQL already: keywords and expressions of our own, never a user's. */
export const raw = (text: string): Sql => new Sql([text], [])

/** A quoted identifier. */
export const id = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`)

/** A quoted literal, for the few statements that take no bound values (`create view`, `set`). */
export const literal = (value: string): Sql => raw(`'${value.replaceAll("'", "''")}'`)

/** In one pass: thousands of rows of values are joined as quickly as a few columns. */
export function join(items: readonly Sql[], separator = ', '): Sql {
  const parts: string[] = []
  const values: SqlValue[] = []
  let open = ''
  items.forEach((item, i) => {
    const [first = '', ...rest] = item.parts
    const last = rest.pop()
    if (i > 0) open += separator
    open += first
    if (last !== undefined) {
      parts.push(open, ...rest)
      open = last
    }
    values.push(...item.values)
  })
  return new Sql([...parts, open], values)
}
