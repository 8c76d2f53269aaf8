import { id, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Field, FileLayout } from '../layouts/layout.ts'

/**
 * How text becomes a value, and when it cannot. Readings are strict: a form that could mean two values (1.234,56) is
 * unreadable, and one that is merely unusual ($1,234.50) is read with a warning.
 */
const COMPACT_DATE = '%Y%m%d'
const PLAIN_AMOUNT = '^[-+]?[0-9]*[.]?[0-9]+$|^[-+]?[0-9]+[.]$'
const GROUPED_AMOUNT = '^[-+]?[$]?[(]?[-+]?[$]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]*)?[)]?-?$'
const WHOLE_NUMBER = '^[-+]?[0-9]+([.]0*)?$'

const text = (field: Field): Sql => id(field.name)
const matches = (value: Sql, pattern: string) => sql`regexp_matches(${value}, ${literal(pattern)})`

/** The field's value, or empty where its text cannot be read. `text` columns are trimmed and never blank. */
export function valueIn(field: Field, layout: FileLayout): Sql {
  const value = text(field)
  switch (field.type) {
    case 'date':
      return dateOf(value, layout)
    case 'usd':
      return amountOf(value, 'decimal(18,2)')
    case 'quantity':
      return amountOf(value, 'decimal(18,4)')
    case 'integer':
      return sql`case when ${matches(value, WHOLE_NUMBER)} then try_cast(${value} as bigint) end`
    default:
      return field.values ? sql`case when ${isListed(field)} then ${cased(field)} end` : value
  }
}

/** Text is there and gives no value. */
export const isUnreadable = (field: Field, layout: FileLayout): Sql =>
  field.type === 'date'
    ? sql`(${text(field)} is not null and ${dateOf(text(field), layout)} is null and not ${isUnknownDate(text(field), layout)})`
    : sql`(${text(field)} is not null and ${valueIn(field, layout)} is null)`

/** Readable, and not written as the layout says. */
export function isUnusual(field: Field, layout: FileLayout): Sql {
  const value = text(field)
  if (field.type === 'date')
    return sql`(${value} is not null and try_strptime(${value}, ${literal(layout.dateFormat)}) is null and ${dateOf(value, layout)} is not null)`
  if (field.type === 'usd' || field.type === 'quantity')
    return sql`(${value} is not null and not ${matches(value, PLAIN_AMOUNT)} and ${valueIn(field, layout)} is not null)`
  return raw('false')
}

/** More places than the value keeps: it is rounded. */
export const isRounded = (field: Field): Sql =>
  field.type === 'usd'
    ? sql`coalesce(${matches(text(field), '^[-+$,()0-9]*[.][0-9]{2}0*[1-9][0-9]*[)]?-?$')}, false)`
    : raw('false')

export const isUnlisted = (field: Field): Sql =>
  field.values ? sql`(${text(field)} is not null and not ${isListed(field)})` : raw('false')

function dateOf(value: Sql, layout: FileLayout): Sql {
  const read = sql`coalesce(
    try_strptime(${value}, ${literal(layout.dateFormat)}),
    try_strptime(${value}, ${literal(COMPACT_DATE)}),
    try_strptime(${value}, '%Y-%m-%d %H:%M:%S'))::date`
  return layout.unknownDates.length === 0 ? read : sql`case when not ${isUnknownDate(value, layout)} then ${read} end`
}

const isUnknownDate = (value: Sql, layout: FileLayout): Sql =>
  layout.unknownDates.length === 0
    ? raw('false')
    : sql`(${value} in (${raw(layout.unknownDates.map((date) => literal(date).text).join(', '))}))`

/** Parentheses and a minus at the end are accountants' negatives. */
function amountOf(value: Sql, type: string): Sql {
  const negative = sql`(${matches(value, '^[(].*[)]$|^[$][(].*[)]$')} or ${matches(value, '-$')})`
  const digits = sql`try_cast(regexp_replace(${value}, '[$,()]|-$', '', 'g') as ${raw(type)})`
  return sql`case when ${matches(value, PLAIN_AMOUNT)} then try_cast(${value} as ${raw(type)})
    when ${matches(value, GROUPED_AMOUNT)} then case when ${negative} then -${digits} else ${digits} end end`
}

const cased = (field: Field): Sql =>
  field.values?.every((value) => value === value.toLowerCase()) ? sql`lower(${text(field)})` : text(field)

const isListed = (field: Field): Sql =>
  sql`(${cased(field)} in (${raw((field.values ?? []).map((value) => literal(value).text).join(', '))}))`
