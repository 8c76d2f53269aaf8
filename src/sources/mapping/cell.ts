import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Field } from '../layouts/layout.ts'
import { dateForm, formsOf } from './date-form.ts'
import type { Cell, When } from './mapping-file.ts'

/** What cells need to know: where the sender's columns lie, and how the mapping writes what a cell does not say. */
export type CellPlace = {
  /** The column of the row `s` that holds a column of the sender. */
  sent: (column: string) => Sql
  file_name: string
  dates: string | readonly string[]
  amounts: { unit: Unit; decimal: 'point' | 'comma'; negative_when?: When | undefined }
}
type Unit = 'dollars' | 'cents' | 'thousands'

/** In front of a text that cannot be read in the form that the mapping says: then no reader takes it for a value. */
export const UNREADABLE = '?'
const unreadable = (text: Sql): Sql => sql`${literal(UNREADABLE)} || ${text}`

/** The text before it is looked up or translated: where it comes from, and what is cut off. */
export function cutText(cell: Cell, place: CellPlace): Sql {
  let text = origin(cell, place)
  const { take, match, remove, pad } = cell
  if (take && 'first' in take) text = sql`substring(${text}, 1, ${raw(String(take.first))})`
  else if (take && 'last' in take) text = sql`right(${text}, ${raw(String(take.last))})`
  else if (take) text = sql`substring(${text}, ${raw(String(take.from))}, ${raw(String(take.to - take.from + 1))})`
  if (match !== undefined) text = sql`regexp_extract(${text}, ${literal(match)}, 1)`
  if (remove !== undefined) text = sql`translate(${text}, ${literal(remove)}, '')`
  text = sql`nullif(trim(${text}), '')`
  if (pad !== undefined)
    text = sql`case when length(${text}) < ${raw(String(pad))} then lpad(${text}, ${raw(String(pad))}, '0') else ${text} end`
  if (cell.case) text = sql`${raw(cell.case)}(${text})`
  return text
}

function origin(cell: Cell, { sent, file_name }: CellPlace): Sql {
  if (cell.constant !== undefined) return literal(cell.constant)
  if (cell.file_name !== undefined) {
    const found = new RegExp(cell.file_name).exec(file_name)?.[1]
    return found === undefined ? raw('null::varchar') : literal(found)
  }
  if (cell.first_of) return sql`coalesce(${join(cell.first_of.map(sent))})`
  if (cell.all_of) return join(cell.all_of.map(sent), ` || ${literal(cell.between ?? '').text} || `)
  return cell.from === undefined ? raw('null::varchar') : sent(cell.from)
}

/** Whether a code is one of the mapping's. Only of interest where the text is not blank. */
export const isUnlistedCode = (text: Sql, { codes = {} }: Cell): Sql =>
  sql`(${text} is not null and ${text} not in (${join(Object.keys(codes).map(literal))}))`

/** The text as the common data model writes it: translated, and days and amounts in one form. */
export function translated(text: Sql, cell: Cell, field: Field, place: CellPlace): Sql {
  let value = text
  if (cell.codes) {
    const whens = Object.entries(cell.codes).map(([code, ours]) => sql`when ${literal(code)} then ${literal(ours)}`)
    value = sql`case ${value} ${join(whens, ' ')} ${raw(cell.unlisted === 'keep' ? 'else' : '')} ${cell.unlisted === 'keep' ? value : raw('')} end`
  }
  const written = cell.date ?? place.dates
  if (field.type === 'date') {
    if (cell.constant === undefined) value = dayOf(value, written, '%Y-%m-%d', unreadable(value))
  } else if (field.name === 'year_month' && cell.date !== undefined) {
    // A month that cannot be read is none: the column takes any text, and wants one.
    value = dayOf(value, written, '%Y%m', raw('null'))
  } else if (field.type === 'usd' || field.type === 'quantity') value = numberOf(value, cell, field, place)
  return cell.default === undefined ? value : sql`coalesce(${value}, ${literal(cell.default)})`
}

/** Years before 1800 are a year with digits missing. */
function dayOf(text: Sql, written: string | readonly string[], as: string, otherwise: Sql): Sql {
  const days = formsOf(written).flatMap((form) => {
    const read = dateForm(form)
    return read ? [sql`try_strptime(${text}, ${literal(read)})`] : []
  })
  const day = sql`coalesce(${join([...days, raw('null::timestamp')])})`
  return sql`case when ${text} is not null then
    coalesce(case when year(${day}) >= 1800 then strftime(${day}, ${literal(as)}) end, ${otherwise}) end`
}

const CENTS = '^[-+]?[0-9]+-?$'
const COMMA = '^[-+]?([0-9]{1,3}([. ][0-9]{3})+|[0-9]+)(,[0-9]+)?$'
const POINT = '^[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?([.][0-9]*)?$'

/** Dollars with a decimal point. Where the mapping says nothing of it the text goes on as sent, and is judged like any. */
function numberOf(text: Sql, cell: Cell, field: Field, place: CellPlace): Sql {
  const isAmount = field.type === 'usd'
  const unit = isAmount ? (cell.unit ?? place.amounts.unit) : 'dollars'
  const decimal = cell.decimal ?? place.amounts.decimal
  let value = text
  if (unit !== 'dollars' || decimal === 'comma') {
    const form = unit === 'cents' ? CENTS : decimal === 'comma' ? COMMA : POINT
    const plain =
      decimal === 'comma' ? sql`replace(translate(${text}, '. ', ''), ',', '.')` : sql`replace(${text}, ',', '')`
    const signed = sql`case when ${plain} like '%-' then '-' || rtrim(${plain}, '-') else ${plain} end`
    const factor = { dollars: '1', cents: '0.01', thousands: '1000' }[unit]
    const number = sql`try_cast(${signed} as decimal(20,4)) * cast(${raw(factor)} as decimal(6,2))`
    value = sql`case when ${text} is not null then
      coalesce(case when regexp_matches(${text}, ${literal(form)}) then (${number})::varchar end, ${unreadable(text)}) end`
  }
  const negative = isAmount ? (cell.negative_when ?? place.amounts.negative_when) : undefined
  if (!negative) return value
  return sql`case when ${meets(negative, place.sent)} and regexp_matches(${value}, '^[0-9.]+$') then '-' || ${value} else ${value} end`
}

/** Blank is none of the values of `is`, and is among those that `is_not` leaves. */
export function meets({ column, is, is_not }: When, sent: CellPlace['sent']): Sql {
  const value = sent(column)
  const parts = [
    ...(is ? [sql`${value} in (${join(is.map(literal))})`] : []),
    ...(is_not ? [sql`(${value} is null or ${value} not in (${join(is_not.map(literal))}))`] : []),
  ]
  return parts.length > 0 ? sql`coalesce(${join(parts, ' and ')}, false)` : raw('true')
}

/** The sender's name of what a cell reads; for a finding about it. */
export function sentName(cell: Cell, column: string): string {
  if (cell.from !== undefined) return cell.from
  const several = cell.first_of ?? cell.all_of
  return several ? several.join(' + ') : column
}

/** Every column of the sender that a cell reads. */
export const columnsRead = (cell: Cell): string[] => [
  ...(cell.from === undefined ? [] : [cell.from]),
  ...(cell.first_of ?? []),
  ...(cell.all_of ?? []),
  ...(cell.negative_when ? [cell.negative_when.column] : []),
]

export const sentColumn = (i: number): string => `s${i}`
export const quoted = (i: number): Sql => id(sentColumn(i))
