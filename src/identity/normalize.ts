import { unaccented } from '../lake/dialect.ts'
import { literal, type Sql, sql } from '../lake/sql.ts'

/** SQL that brings names, addresses and numbers to one spelling. What cannot be used becomes null, never a value. */
const PUNCTUATION = sql`' .,-''#/'`

const upperCase = (text: Sql) => sql`upper(trim(${unaccented(text)}))`
const present = (text: Sql) => sql`nullif(${text}, '')`

/** First name without a middle initial, spaces and punctuation. */
export const firstName = (column: Sql): Sql =>
  present(sql`translate(regexp_replace(${upperCase(column)}, '\\s+[A-Z]\\.?$', ''), ${PUNCTUATION}, '')`)

/** Last name without Jr and its kin (a father and a son differ by birth date), spaces and punctuation. */
export const lastName = (column: Sql): Sql =>
  present(sql`translate(regexp_replace(${upperCase(column)}, '[ ,]+(JR|SR|II|III|IV)\\.?$', ''), ${PUNCTUATION}, '')`)

/** Words of an address and their short forms, after USPS Publication 28, appendix C. */
const ADDRESS_WORDS: readonly (readonly [string, string])[] = [
  ['STREET', 'ST'],
  ['AVENUE', 'AVE'],
  ['BOULEVARD', 'BLVD'],
  ['CIRCLE', 'CIR'],
  ['COURT', 'CT'],
  ['DRIVE', 'DR'],
  ['HIGHWAY', 'HWY'],
  ['LANE', 'LN'],
  ['PARKWAY', 'PKWY'],
  ['PLACE', 'PL'],
  ['ROAD', 'RD'],
  ['SQUARE', 'SQ'],
  ['TERRACE', 'TER'],
  ['TRAIL', 'TRL'],
  ['NORTH', 'N'],
  ['SOUTH', 'S'],
  ['EAST', 'E'],
  ['WEST', 'W'],
  ['APARTMENT', ''],
  ['APT', ''],
  ['UNIT', ''],
  ['SUITE', ''],
  ['STE', ''],
]

export function streetAddress(column: Sql): Sql {
  const words = sql`' ' || translate(${upperCase(column)}, '.,#', '   ') || ' '`
  const short = ADDRESS_WORDS.reduce(
    (text, [long, brief]) => sql`replace(${text}, ${literal(` ${long} `)}, ${literal(` ${brief} `)})`,
    words,
  )
  return present(sql`translate(${short}, ${PUNCTUATION}, '')`)
}

export const zipCode = (column: Sql): Sql => present(sql`substr(trim(${column}), 1, 5)`)

export const email = (column: Sql): Sql => present(sql`lower(trim(${column}))`)

/** Ten digits that are not one digit ten times. */
export const phone = (column: Sql): Sql =>
  sql`case when ${onlyDigits(column, 10)} and translate(${column}, substr(${column}, 1, 1), '') <> '' then ${column} end`

/**
 * A number the Social Security Administration can have issued (POMS RM 10201.035), or a taxpayer number of a person
 * without one (they begin with 9), and no well-known placeholder.
 */
export const ssn = (column: Sql): Sql =>
  sql`case when ${onlyDigits(column, 9)}
    and substr(${column}, 1, 3) not in ('000', '666')
    and substr(${column}, 4, 2) <> '00' and substr(${column}, 6, 4) <> '0000'
    and translate(${column}, substr(${column}, 1, 1), '') <> ''
    and ${column} not in ('123456789', '078051120', '219099999') then ${column} end`

const onlyDigits = (column: Sql, length: number) =>
  sql`length(${column}) = ${length} and translate(${column}, '0123456789', '') = ''`
