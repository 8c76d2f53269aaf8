import { eachAs, elementAt, firstWhere, hasAnyOf, joinedLists } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'

/** How an element of FHIR is read: each function takes SQL that gives the element and returns SQL that gives a value. */

const quoted = (values: readonly string[]): Sql => join(values.map((value) => literal(value)))

/** The first code of a CodeableConcept in one of the systems, by the systems' order. */
export const codeIn = (concept: Sql, systems: readonly string[]): Sql =>
  sql`coalesce(${join(systems.map((system) => sql`nullif(trim(${firstWhere(sql`${concept}.coding`, 'c', sql`c.system = ${literal(system)}`)}.code), '')`))}, null)`

/** The codes of a CodeableConcept, of whatever system. */
export const codesOf = (concept: Sql): Sql => eachAs(sql`${concept}.coding`, 'c', raw('c.code'))

/** Whether a CodeableConcept has one of the codes, in whatever system: roles and types keep their codes over versions. */
export const isCoded = (concept: Sql, codes: readonly string[]): Sql => hasAnyOf(codesOf(concept), codes)

/** The first code of a CodeableConcept that is of one of the systems. */
export const codeAmong = (concept: Sql, systems: readonly string[]): Sql =>
  sql`nullif(trim(${firstWhere(sql`${concept}.coding`, 'c', sql`c.system in (${quoted(systems)})`)}.code), '')`

/** A coding's one name: the CMS variable, which alone has underscores, else its first code. */
export const nameOf = (concept: Sql): Sql =>
  lastPart(
    sql`coalesce(${firstWhere(sql`${concept}.coding`, 'c', raw("contains(c.code, '_')"))}.code, ${elementAt(sql`${concept}.coding`, 1)}.code)`,
  )

/** Type and id at the end of a reference: Practitioner/7 of https://payer.example/fhir/Practitioner/7/_history/2. */
export const target = (reference: Sql): Sql =>
  sql`nullif(regexp_extract(regexp_replace(${reference}.reference, '/_history/.*$', ''), '([A-Za-z]+/[^/]+)$', 1), '')`

/** The logical id at the end of a reference. */
export const idOf = (reference: Sql): Sql =>
  sql`nullif(regexp_extract(regexp_replace(${reference}.reference, '/_history/.*$', ''), '([^/#]+)$', 1), '')`

const NPI_SYSTEM = 'http://hl7.org/fhir/sid/us-npi'
const isNpi = (alias: string): Sql =>
  sql`${raw(alias)}.system = ${literal(NPI_SYSTEM)} or ${isCoded(raw(`${alias}.type`), ['npi', 'NPI'])}`

/** The NPI among identifiers. What is not ten digits is no NPI. */
export const npiAmong = (identifiers: Sql): Sql => npiOnly(sql`${firstWhere(identifiers, 'i', isNpi('i'))}.value`)

/** The NPI that a reference carries itself. */
export const npiOf = (reference: Sql): Sql =>
  npiOnly(
    sql`case when ${reference}.identifier.system = ${literal(NPI_SYSTEM)}
      or ${isCoded(sql`${reference}.identifier.type`, ['npi', 'NPI'])} then ${reference}.identifier.value end`,
  )

const npiOnly = (value: Sql): Sql => sql`case when regexp_matches(${value}, '^[0-9]{10}$') then ${value} end`

/** Tax numbers are 9 digits, with or without the hyphen. */
export const tinAmong = (identifiers: Sql): Sql =>
  sql`nullif(replace(${firstWhere(
    identifiers,
    'i',
    sql`${isCoded(raw('i.type'), ['TAX', 'EN'])} or i.system in ('urn:oid:2.16.840.1.113883.4.4', 'http://hl7.org/fhir/sid/us-ein')`,
  )}.value, '-', ''), '')`

/** The last part of a Blue Button code, whose system is a web address: line_nch_pmt_amt. */
export const lastPart = (code: Sql): Sql => sql`lower(regexp_extract(${code}, '([^/]+)$', 1))`

/** A FHIR date or moment as a day: the day the sender wrote, whatever its time zone. A partial date gives none. */
export const dayOf = (text: Sql): Sql =>
  sql`case when regexp_matches(${text}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') then try_cast(substr(${text}, 1, 10) as date) end`

/** FHIR allows a year or a month for a day. A span that starts so starts with its first day. */
export const firstDayOf = (text: Sql): Sql =>
  sql`coalesce(${dayOf(text)}, try_cast(case when regexp_matches(${text}, '^[0-9]{4}-[0-9]{2}$') then ${text} || '-01'
    when regexp_matches(${text}, '^[0-9]{4}$') then ${text} || '-01-01' end as date))`

/** A span that ends so ends with its last day. */
export const lastDayOf = (text: Sql): Sql =>
  sql`coalesce(${dayOf(text)}, case when regexp_matches(${text}, '^[0-9]{4}-[0-9]{2}$')
      then cast(try_cast(${text} || '-01' as date) + interval 1 month - interval 1 day as date)
    when regexp_matches(${text}, '^[0-9]{4}$') then try_cast(${text} || '-12-31' as date) end)`

export const isPartial = (text: Sql): Sql => sql`coalesce(regexp_matches(${text}, '^[0-9]{4}(-[0-9]{2})?$'), false)`

/** Text that is no day at all. */
export const isNoDay = (text: Sql): Sql => sql`(${text} is not null and ${firstDayOf(text)} is null)`

/**
 * Fifteen digits are what a JSON reader gives back exactly as they were written; an amount of more is not read. Money is
 * kept in cents: a third decimal is rounded half away from zero, with a warning.
 */
const EXACT = '^-?[0-9]{1,13}([.][0-9]{1,6})?$'
const isExact = (text: Sql): Sql =>
  sql`(regexp_matches(${text}, ${literal(EXACT)}) and length(regexp_replace(${text}, '[^0-9]', '', 'g')) <= 15)`

export const amountOf = (text: Sql): Sql => sql`case when ${isExact(text)} then try_cast(${text} as decimal(18,2)) end`

export const quantityOf = (text: Sql): Sql =>
  sql`case when ${isExact(text)} then try_cast(${text} as decimal(18,4)) end`

export const isNoAmount = (text: Sql): Sql => sql`(${text} is not null and not coalesce(${isExact(text)}, false))`

export const isMoreThanCents = (text: Sql): Sql => sql`coalesce(regexp_matches(${text}, '[.][0-9]{2}0*[1-9]'), false)`

/** Every coding of a list of CodeableConcepts. */
export const codings = (concepts: Sql): Sql => joinedLists(eachAs(concepts, 'x', raw('x.coding')))
