import {
  distinctCount,
  eachAs,
  elementAt,
  elementsWhere,
  firstWhere,
  hasAnyOf,
  isIn,
  lengthOf,
  oneRowEach,
  recordOf,
  sorted,
  sumOf,
  valueBeside,
  valueNamed,
} from '../../../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../../../lake/sql.ts'
import { claimGroup, soleGroups } from '../named.ts'
import type { FhirVersion } from '../read/version.ts'
import { type FhirMapping, ofType } from '../resources.ts'
import {
  amountOf,
  codesOf,
  dayOf,
  firstDayOf,
  idOf,
  isCoded,
  lastDayOf,
  npiAmong,
  npiOf,
  target,
  tinAmong,
} from '../words.ts'
import { claimAmounts, inNetwork, ofClaim } from './amounts.ts'
import { diagnoses, procedures } from './codes.ts'
import { lineRecord, namedItems } from './line.ts'
import { extensionCodes, found, informationOf, isAdjustment, isClaimDenied, isVoid } from './status.ts'

/**
 * One row per line of a claim: an item, or the claim itself where it has none. The claim's own values stand on each of
 * its lines; `place` counts the lines from 1, and `whole` has the amounts of the claim.
 */
export function claimLines({ resources }: FhirMapping, version: FhirVersion): Sql {
  return sql`
    with sent as (${ofType(resources, 'eob')}),
    unfolded as (
      select file_id, record_number, id as claim_id, version_number, e, ${columns(unfolded(version))} from sent
    ), claim as (
      select *, ${columns(claimColumns(version))} from unfolded
    ), named as (
      select c.*, coalesce(c.prior, g.claim_group) as control, ${columns(namedColumns())}
      from claim c left join (${soleGroups()}) g on g.claim_group = c.sent_group
    ), valued as (
      select *, ${eachAs(raw('items'), 'x', lineRecord(version))} as lines from named
    ), summed as (
      select *, ${sumOf(eachAs(raw('lines'), 'l', raw('l.paid')))} as lines_paid, ${sums()} from valued
    )
    select *, ${oneRowEach(raw('lines'), 'l', 'place')} from summed`
}

const columns = (named: Readonly<Record<string, Sql>>): Sql =>
  join(
    Object.entries(named).map(([name, value]) => sql`${value} as ${raw(name)}`),
    ',\n        ',
  )

/** How many of the claim's lines have each amount. */
const sums = (): Sql =>
  join(
    ['paid', 'allowed', 'charge', 'coinsurance', 'copayment', 'deductible'].map(
      (name) =>
        sql`${lengthOf(elementsWhere(raw('lines'), 'l', raw(`l.${name} is not null`)))} as ${raw(`${name}_lines`)}`,
    ),
  )

/** Lists that the next columns look things up in. */
function unfolded(version: FhirVersion): Record<string, Sql> {
  const info = informationOf(raw(version === 'r4' ? 'e.supportingInfo' : 'e.information'))
  const extensions = extensionCodes(raw('e.extension'))
  const whole = ofClaim(version)
  return {
    type_codes: codesOf(raw('e.type')),
    info_names: info.names,
    info_values: info.values,
    ext_names: extensions.names,
    ext_values: extensions.values,
    whole_names: whole.names,
    whole_values: whole.values,
    contained_ids: eachAs(raw('e.contained'), 'k', raw('k.id')),
    contained_npis: eachAs(raw('e.contained'), 'k', npiAmong(raw('k.identifier'))),
    contained_tins: eachAs(raw('e.contained'), 'k', tinAmong(raw('k.identifier'))),
    items: namedItems(),
  }
}

/** CMS's own types of claims decide before the general one, which Blue Button gives differently over its versions. */
const KIND = sql`case
  when ${hasAnyOf(raw('type_codes'), ['INPATIENT', 'OUTPATIENT', 'SNF', 'HHA', 'HOSPICE'])} then 'institutional'
  when ${hasAnyOf(raw('type_codes'), ['CARRIER', 'DME'])} then 'professional'
  when ${hasAnyOf(raw('type_codes'), ['PDE', 'pharmacy'])} then 'pharmacy'
  when ${hasAnyOf(raw('type_codes'), ['institutional'])} then 'institutional'
  when ${hasAnyOf(raw('type_codes'), ['professional'])} then 'professional'
  when ${hasAnyOf(raw('type_codes'), ['oral'])} then 'dental'
  when ${hasAnyOf(raw('type_codes'), ['vision'])} then 'vision'
  else 'undetermined' end`

function claimColumns(version: FhirVersion): Record<string, Sql> {
  const isR4 = version === 'r4'
  const prior = sql`${firstWhere(raw('e.related'), 'r', isCoded(raw('r.relationship'), ['prior']))}.claim`
  const billing = raw(isR4 ? 'e.provider' : '(coalesce(e.organization, e.provider))')
  const drg = isR4
    ? found('info', ['drg', 'clm_drg_cd'], 'code')
    : sql`${elementAt(sql`${firstWhere(raw('e.diagnosis'), 'd', raw('d.packageCode is not null'))}.packageCode.coding`, 1)}.code`
  const billed = typeCode('CLM-TYPE-CD')
  return {
    kind: KIND,
    status: raw('e.status'),
    outcome: raw(isR4 ? 'e.outcome' : 'null::varchar'),
    payment_status: firstWhere(codesOf(raw('e.payment.type')), 'k', raw("k = 'denied'")),
    query_code: sql`${firstWhere(raw('e.billablePeriod.extension'), 'x', raw("ends_with(x.url, 'claim_query_cd')"))}.valueCoding.code`,
    drug_type: billed,
    prior: idOf(prior),
    member_id: idOf(raw('e.patient')),
    claim_start: firstDayOf(raw('e.billablePeriod.start')),
    claim_end: lastDayOf(raw('e.billablePeriod."end"')),
    admission: isR4 ? found('info', ['admissionperiod'], 'first_day') : firstDayOf(raw('e.hospitalization.start')),
    stay_end: isR4 ? found('info', ['admissionperiod'], 'last_day') : lastDayOf(raw('e.hospitalization."end"')),
    admit_source: found('info', ['pointoforigin', 'clm_src_ip_admsn_cd'], 'code'),
    admit_type: found('info', ['admtype', 'clm_ip_admsn_type_cd'], 'code'),
    discharge_status: sql`lpad(${found('info', ['discharge-status', 'ptnt_dschrg_stus_cd'], 'code')}, 2, '0')`,
    frequency: sql`right(${found('info', ['typeofbill', 'clm_freq_cd'], 'code')}, 1)`,
    bill_type: billType(version),
    drg: sql`lpad(right(${drg}, 3), 3, '0')`,
    days_supply: found('info', ['dayssupply'], 'quantity'),
    fill_number: found('info', ['refillnum'], 'quantity'),
    paid_date: sql`coalesce(${dayOf(raw('e.payment.date'))}, ${found('info', ['nch_wkly_proc_dt', 'clm_nch_wkly_proc_dt'], 'day')})`,
    sent_group: claimGroup('e'),
    care: careTeam(),
    billing_npi: providerNpi(billing),
    billing_to: target(billing),
    billing_tin: sql`coalesce(${inClaim('contained_tins', billing)}, ${tinAmong(sql`[${billing}.identifier]`)})`,
    facility_npi: providerNpi(raw('e.facility')),
    facility_to: target(raw('e.facility')),
    diagnoses: diagnoses(),
    procedures: procedures(),
    is_in_network: isR4 ? inNetwork(raw('e.adjudication')) : raw('null::boolean'),
    payment: amountOf(raw('e.payment.amount.value')),
    has_sequence: hasSequence(),
  }
}

const namedColumns = (): Record<string, Sql> => ({
  is_void: isVoid(),
  is_adjustment: isAdjustment(),
  is_denied: isClaimDenied(),
  whole: recordOf(claimAmounts({ names: raw('whole_names'), values: raw('whole_values') })),
})

/** Lines are numbered as sent where the numbers are whole, from 1 and each there once; else by their place. */
const hasSequence = (): Sql => {
  const numbers = eachAs(raw('e.item'), 'i', raw('try_cast(i.sequence as bigint)'))
  return sql`(${distinctCount(elementsWhere(numbers, 'n', raw('n >= 1')))} = ${lengthOf(raw('e.item'))})`
}

/** The code of the claim's type in a system whose address ends so. */
const typeCode = (system: string): Sql =>
  sql`${firstWhere(raw('e.type.coding'), 'c', raw(`ends_with(c.system, '${system}')`))}.code`

/** What the resource that a reference means within the claim has in a list beside contained_ids. */
const inClaim = (list: string, reference: Sql): Sql =>
  sql`case when starts_with(${reference}.reference, '#')
    then ${valueBeside(raw('contained_ids'), raw(list), sql`substr(${reference}.reference, 2)`)} end`

/** The NPI in the reference or in the resource it means within the claim; of another resource by `target`. */
const providerNpi = (reference: Sql): Sql => sql`coalesce(${npiOf(reference)}, ${inClaim('contained_npis', reference)})`

/**
 * The care team in the order in which one of it stands for the line: on an institutional claim who attended, then who
 * performed; on others who performed; on a pharmacy's who prescribed. `other` counts only where the line names it.
 */
const careTeam = (): Sql => {
  const codes = codesOf(raw('t.role'))
  const rank = sql`case
    when kind = 'pharmacy' then case when ${hasAnyOf(codes, ['prescribing'])} then 1 when ${hasAnyOf(codes, ['primary'])} then 3 else 9 end
    when kind = 'institutional' and ${hasAnyOf(codes, ['attending'])} then 1
    when ${hasAnyOf(codes, ['rendering', 'performing'])} then 2
    when ${hasAnyOf(codes, ['primary'])} then 3
    when kind <> 'institutional' and ${hasAnyOf(codes, ['other'])} then 8 else 9 end`
  return sorted(
    eachAs(
      raw('e.careTeam'),
      't',
      recordOf({
        rank,
        sequence: raw('t.sequence'),
        npi: providerNpi(raw('t.provider')),
        refers: target(raw('t.provider')),
      }),
    ),
  )
}

/** Who stands for the line: of those that it names, else of the whole team. */
export const clinician = (): Sql =>
  sql`coalesce(${firstWhere(raw('care'), 't', sql`t.rank < 9 and ${isIn(raw('t.sequence'), raw('l.team'))}`)},
    ${firstWhere(raw('care'), 't', raw('t.rank < 8'))})`

/** Facility, classification and frequency: NUBC's code without its leading zero, or Blue Button's three parts. */
function billType(version: FhirVersion): Sql {
  const stated = valueNamed(raw('info_names'), raw('info_values'), 'typeofbill')
  const service = version === 'r4' ? found('ext', ['clm_srvc_clsfctn_type_cd']) : typeCode('clm_srvc_clsfctn_type_cd')
  const place = firstWhere(raw('e.facility.extension'), 'x', raw("ends_with(x.url, 'clm_fac_type_cd')"))
  return sql`coalesce(case when ${stated}.is_nubc then right(${stated}.code, 3) end,
    ${place}.valueCoding.code || ${service} || right(${found('info', ['typeofbill', 'clm_freq_cd'], 'code')}, 1))`
}
