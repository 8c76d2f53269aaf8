import { elementsWhere, firstWhere, monthsFrom, oneRowEach } from '../../lake/dialect.ts'
import { raw, type Sql, sql } from '../../lake/sql.ts'
import { providerAttribution } from '../../lake/tables/provider-attribution.ts'
import { row } from '../cclf/row.ts'
import { type FhirMapping, ofType } from './resources.ts'
import { providers, sentBy } from './sent-by.ts'
import { dayOf, firstDayOf, idOf, lastDayOf, npiAmong, npiOf, target, tinAmong } from './words.ts'

const ATR = 'http://hl7.org/fhir/us/davinci-atr/StructureDefinition'

/**
 * One row per member and month on a Group (Da Vinci Member Attribution List 2.1.0). A member is on the list from the
 * start of its period to its end; where there is no end, to the end of the contract or the month in which the list was
 * made, whichever is first; where there is no start, from the contract's, else in the month of the list. A member who is
 * inactive without an end is on it no more. Of two entries for a member and month the last on the list counts.
 */
export function mapAttributionList(given: FhirMapping): Sql {
  const extension = (name: string) => firstWhere(raw('m.extension'), 'x', raw(`x.url = '${ATR}/${name}'`))
  return sql`
    with sent as (${ofType(given.resources, 'list')}),
    listed as (
      select file_id, record_number, ${npiAmong(raw('e.identifier'))} as group_npi, ${tinAmong(raw('e.identifier'))} as group_tin,
        ${target(raw('e.managingEntity'))} as managed_by, ${npiOf(raw('e.managingEntity'))} as managed_npi,
        ${dayOf(raw('last_updated'))} as made_on,
        ${firstWhere(raw('e.extension'), 'x', raw(`x.url = '${ATR}/ext-contractValidityPeriod'`))}.valuePeriod as contract,
        ${oneRowEach(elementsWhere(raw('e.member'), 'm', raw('m.entity.reference is not null')), 'm', 'place')}
      from sent
    ), member as (
      select *, ${idOf(raw('m.entity'))} as member_id, ${extension('ext-attributedProvider')}.valueReference as given_to,
        coalesce(${firstDayOf(raw('m.period.start'))}, ${firstDayOf(raw('contract.start'))}, made_on) as first_day,
        coalesce(${lastDayOf(raw('m.period."end"'))},
          case when coalesce(m.inactive, 'false') = 'true' then null
            else least(coalesce(${lastDayOf(raw('contract."end"'))}, made_on), coalesce(made_on, ${lastDayOf(raw('contract."end"'))})) end) as last_day
      from listed
    ), on_list as (
      select *, ${npiOf(raw('given_to'))} as own_npi, ${target(raw('given_to'))} as to_reference,
        ${oneRowEach(monthsFrom(raw('first_day'), raw('last_day')), 'month', 'month_place')}
      from member where member_id is not null and first_day <= last_day
    ), once as (
      select *, row_number() over (
        partition by member_id, month
        order by length(file_id) desc, file_id desc, record_number desc, place desc) as turn
      from on_list
    ), ${providers()}
    select ${row(providerAttribution, {
      ...sentBy(given, 'c'),
      member_id: raw('c.member_id'),
      year_month: raw("strftime(c.month, '%Y%m')"),
      payer_attributed_provider: raw(
        "coalesce(c.own_npi, case when c.to_reference like 'Organization/%' or c.to_reference like 'Location/%' then null else p.npi end)",
      ),
      payer_attributed_provider_practice: raw('coalesce(p.tin, c.group_tin, g.tin)'),
      payer_attributed_provider_organization: raw('coalesce(p.organization_npi, c.managed_npi, g.npi, c.group_npi)'),
    })}
    from once c
      left join provider p on p.reference = c.to_reference
      left join provider g on g.reference = c.managed_by
    where c.turn = 1`
}
