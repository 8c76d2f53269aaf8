import {
  eachAs,
  elementAt,
  elementsWhere,
  firstWhere,
  lengthOf,
  recordOf,
  withoutRepeats,
} from '../../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../../lake/sql.ts'
import type { FhirVersion } from '../read/version.ts'
import { codeAmong, codeIn, codings, firstDayOf, lastDayOf, quantityOf } from '../words.ts'
import { inNetwork, lineAmounts, named } from './amounts.ts'
import { HCPCS_SYSTEMS, NDC_SYSTEM, PLACE_SYSTEMS, REVENUE_SYSTEMS } from './codes.ts'
import { isLineDenied } from './status.ts'

/** The items of a claim, each as `i` beside the names and values of its amounts; a claim without items has one, empty. */
export function namedItems(): Sql {
  const { names, values } = named(raw('i.adjudication'))
  const each = eachAs(raw('e.item'), 'i', recordOf({ i: raw('i'), amount_names: names, amount_values: values }))
  return sql`case when ${lengthOf(raw('e.item'))} = 0 then [null] else ${each} end`
}

/** The service of an item: STU3 calls it service. */
export const serviceOf = (version: FhirVersion, item: string): Sql =>
  raw(version === 'r4' ? `${item}.productOrService` : `(coalesce(${item}.service, ${item}.productOrService))`)

/** What an item says, as one record of named values. `x` is one of namedItems. */
export function lineRecord(version: FhirVersion): Sql {
  const service = serviceOf(version, 'x.i')
  const isHcpcs = join(HCPCS_SYSTEMS.map((system) => literal(system)))
  const modifiers = elementsWhere(codings(raw('x.i.modifier')), 'c', sql`c.system in (${isHcpcs})`)
  // Blue Button hangs a drug's supply on its quantity.
  const drug = (name: string) =>
    quantityOf(
      sql`${firstWhere(raw('x.i.quantity.extension'), 'y', raw(`ends_with(y.url, '${name}')`))}.valueQuantity.value`,
    )
  const of = (path: string) => raw(`x.i.${path}`)
  return recordOf({
    sequence: raw('try_cast(x.i.sequence as bigint)'),
    team: of(version === 'r4' ? 'careTeamSequence' : 'careTeamLinkId'),
    first_day: sql`coalesce(${firstDayOf(of('servicedDate'))}, ${firstDayOf(of('servicedPeriod.start'))})`,
    last_day: sql`coalesce(${lastDayOf(of('servicedPeriod."end"'))}, ${lastDayOf(of('servicedDate'))}, ${lastDayOf(of('servicedPeriod.start'))})`,
    revenue: sql`lpad(${codeIn(of('revenue'), REVENUE_SYSTEMS)}, 4, '0')`,
    hcpcs: codeAmong(service, HCPCS_SYSTEMS),
    ndc: sql`coalesce(${codeAmong(service, [NDC_SYSTEM])}, ${codeAmong(sql`${elementAt(of('detail'), 1)}.productOrService`, [NDC_SYSTEM])})`,
    modifiers: withoutRepeats(eachAs(modifiers, 'c', raw('c.code'))),
    place_of_service: codeAmong(of('locationCodeableConcept'), PLACE_SYSTEMS),
    quantity: quantityOf(of('quantity.value')),
    days_supply: drug('days_suply_num'),
    fill_number: drug('fill_num'),
    is_denied: isLineDenied(raw('x.i')),
    is_in_network: inNetwork(of('adjudication')),
    ...lineAmounts({ names: raw('x.amount_names'), values: raw('x.amount_values') }),
  })
}
