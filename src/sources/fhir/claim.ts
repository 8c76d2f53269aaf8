import {
  distinctCount,
  eachAs,
  elementAt,
  elementsWhere,
  firstWhere,
  lengthOf,
  oneRowEach,
  recordOf,
  someWhere,
  sorted,
  withoutRepeats,
} from '../../lake/dialect.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'
import { claimAmounts, inNetwork, lineAmounts, named, ofClaim } from './amounts.ts'
import { resourceTable } from './resource-table.ts'
import { extensionCode, information, informationCode, isClaimDenied, isLineDenied, versionOf } from './status.ts'
import type { FhirVersion } from './version.ts'
import {
  amountOf,
  codeIn,
  codings,
  dayOf,
  firstDayOf,
  idOf,
  isCoded,
  lastDayOf,
  npiAmong,
  npiOf,
  quantityOf,
  target,
  tinAmong,
} from './words.ts'

/** One row per resource of one kind that was not ended: file_id, record_number, id, version_number and the element as `e`. */
export function resourcesOf(staged: readonly StagedFile[], element: string): Sql {
  const parts = staged.map(
    (file) => sql`
      select ${file.file_id}::varchar as file_id, record_number, id, last_updated, version_number, ${raw(element)} as e
      from ${id(resourceTable(file))} r
      where ${raw(element)} is not null and rule is null and not exists (
        select 1 from ending x where x.file_id = ${file.file_id} and x.record_number = r.record_number)`,
  )
  return join(parts, ' union all ')
}

/**
 * One row per line of a claim: an item, or the claim itself where it has none. The claim's own values stand on each of
 * its lines; `place` counts the lines from 1, and `claim_*` amounts are the claim's as a whole.
 */
export function claimLines(staged: readonly StagedFile[], version: FhirVersion): Sql {
  const info = raw(version === 'r4' ? 'e.supportingInfo' : 'e.information')
  return sql`
    with sent as (${resourcesOf(staged, 'eob')}),
    claim as (
      select file_id, record_number, id as claim_id, version_number, ${join(
        Object.entries(claimColumns(info, version)).map(([name, value]) => sql`${value} as ${raw(name)}`),
        ',\n        ',
      )}
      from sent
    ), valued as (
      select *, ${recordOf(claimAmounts(raw('whole_amounts')))} as whole,
        ${eachAs(raw('items'), 'x', lineRecord(version))} as lines
      from claim
    ), summed as (
      select *, list_sum(${eachAs(raw('lines'), 'l', raw('l.paid'))}) as lines_paid,
        ${sums()}
      from valued
    )
    select *, ${oneRowEach(raw('lines'), 'l', 'place')} from summed`
}

/** How many of the claim's lines have each amount. */
const sums = (): Sql =>
  join(
    ['paid', 'allowed', 'charge', 'coinsurance', 'copayment', 'deductible'].map(
      (name) => sql`len(${elementsWhere(raw('lines'), 'l', raw(`l.${name} is not null`))}) as ${raw(`${name}_lines`)}`,
    ),
  )

/** CMS's own types of claims decide before the general one, which Blue Button gives differently over its versions. */
const KIND = sql`case
  when ${isCoded(raw('e.type'), ['INPATIENT', 'OUTPATIENT', 'SNF', 'HHA', 'HOSPICE'])} then 'institutional'
  when ${isCoded(raw('e.type'), ['CARRIER', 'DME'])} then 'professional'
  when ${isCoded(raw('e.type'), ['PDE', 'pharmacy'])} then 'pharmacy'
  when ${isCoded(raw('e.type'), ['institutional'])} then 'institutional'
  when ${isCoded(raw('e.type'), ['professional'])} then 'professional'
  when ${isCoded(raw('e.type'), ['oral'])} then 'dental'
  when ${isCoded(raw('e.type'), ['vision'])} then 'vision'
  else 'undetermined' end`

function claimColumns(info: Sql, version: FhirVersion): Record<string, Sql> {
  const { isVoid, isAdjustment } = versionOf(info)
  const prior = sql`${firstWhere(raw('e.related'), 'r', isCoded(raw('r.relationship'), ['prior']))}.claim`
  const billing = version === 'r4' ? raw('e.provider') : raw('(coalesce(e.organization, e.provider))')
  const stay = version === 'r4' ? sql`${information(info, ['admissionperiod'])}.timingPeriod` : raw('e.hospitalization')
  const drg =
    version === 'r4'
      ? informationCode(info, ['drg', 'clm_drg_cd'])
      : sql`${firstWhere(raw('e.diagnosis'), 'd', raw('d.packageCode is not null'))}.packageCode.coding[1].code`
  return {
    kind: KIND,
    member_id: idOf(raw('e.patient')),
    claim_start: firstDayOf(raw('e.billablePeriod.start')),
    claim_end: lastDayOf(raw('e.billablePeriod.end')),
    admission: firstDayOf(sql`${stay}.start`),
    stay_end: lastDayOf(sql`${stay}.end`),
    admit_source: informationCode(info, ['pointoforigin', 'clm_src_ip_admsn_cd']),
    admit_type: informationCode(info, ['admtype', 'clm_ip_admsn_type_cd']),
    discharge_status: sql`lpad(${informationCode(info, ['discharge-status', 'ptnt_dschrg_stus_cd'])}, 2, '0')`,
    bill_type: billType(info, version),
    drg: sql`lpad(right(${drg}, 3), 3, '0')`,
    days_supply: quantityOf(sql`${information(info, ['dayssupply'])}.valueQuantity.value`),
    fill_number: quantityOf(sql`${information(info, ['refillnum'])}.valueQuantity.value`),
    paid_date: sql`coalesce(${dayOf(raw('e.payment.date'))},
      ${dayOf(sql`${information(info, ['nch_wkly_proc_dt', 'clm_nch_wkly_proc_dt'])}.timingDate`)})`,
    is_void: isVoid,
    is_adjustment: sql`${isAdjustment} or coalesce(${idOf(prior)} is not null, false)`,
    is_denied: isClaimDenied(version === 'r4'),
    control: sql`coalesce(${idOf(prior)}, ${claimGroup()})`,
    care: careTeam(),
    billing_npi: providerNpi(billing),
    billing_to: target(billing),
    billing_tin: sql`coalesce(${tinAmong(sql`${contained(billing)}.identifier`)}, ${tinAmong(sql`[${billing}.identifier]`)})`,
    facility_npi: providerNpi(raw('e.facility')),
    facility_to: target(raw('e.facility')),
    diagnoses: diagnoses(),
    procedures: procedures(),
    is_in_network: version === 'r4' ? inNetwork(raw('e.adjudication')) : raw('null::boolean'),
    payment: amountOf(raw('e.payment.amount.value')),
    whole_amounts: ofClaim(version),
    items: sql`case when ${lengthOf(raw('e.item'))} = 0 then [null] else ${eachAs(raw('e.item'), 'i', recordOf({ i: raw('i'), amounts: named(raw('i.adjudication')) }))} end`,
    has_sequence: hasSequence(),
  }
}

/** Lines are numbered as sent where the numbers are whole, from 1 and each there once; else by their place. */
const hasSequence = (): Sql => {
  const numbers = eachAs(raw('e.item'), 'i', raw('try_cast(i.sequence as bigint)'))
  return sql`(${distinctCount(elementsWhere(numbers, 'n', raw('n >= 1')))} = ${lengthOf(raw('e.item'))})`
}

/**
 * What tells the versions of one Blue Button claim: the claim group, its kind and its days. The group alone does not,
 * because published test data has one group for claims of every kind.
 */
const claimGroup = (): Sql => sql`
  ${firstWhere(raw('e.identifier'), 'i', raw("ends_with(i.system, 'identifier/claim-group')"))}.value || '/' ||
    coalesce(${firstWhere(raw('e.type.coding'), 'c', raw("ends_with(c.system, 'eob-type')"))}.code, '-') || '/' ||
    e.billablePeriod.start || '/' || e.billablePeriod."end"`

const contained = (reference: Sql): Sql =>
  firstWhere(raw('e.contained'), 'k', sql`starts_with(${reference}.reference, '#') and k.id = substr(${reference}.reference, 2)`)

/** The NPI in the reference or in the resource it means within the claim; of another resource by `target`. */
const providerNpi = (reference: Sql): Sql =>
  sql`coalesce(${npiOf(reference)}, ${npiAmong(sql`${contained(reference)}.identifier`)})`

const careTeam = (): Sql =>
  eachAs(
    raw('e.careTeam'),
    't',
    recordOf({
      sequence: raw('t.sequence'),
      codes: eachAs(raw('t.role.coding'), 'c', raw('c.code')),
      npi: providerNpi(raw('t.provider')),
      refers: target(raw('t.provider')),
    }),
  )

/** Facility, classification and frequency: NUBC's code without its leading zero, or Blue Button's three parts. */
function billType(info: Sql, version: FhirVersion): Sql {
  const nubc = sql`${firstWhere(sql`${information(info, ['typeofbill'])}.code.coding`, 'c', raw("contains(c.system, 'nubc.org')"))}.code`
  const service =
    version === 'r4'
      ? extensionCode(raw('e.extension'), ['clm_srvc_clsfctn_type_cd'])
      : sql`${firstWhere(raw('e.type.coding'), 'c', raw("ends_with(c.system, 'clm_srvc_clsfctn_type_cd')"))}.code`
  const frequency = sql`${firstWhere(
    sql`flatten(${eachAs(info, 's', raw('s.code.coding'))})`,
    'c',
    raw("ends_with(c.system, 'clm_freq_cd')"),
  )}.code`
  return sql`coalesce(right(${nubc}, 3),
    ${extensionCode(raw('e.facility.extension'), ['clm_fac_type_cd'])} || ${service} || ${frequency})`
}

const ICD = {
  diagnosis: [
    ['http://hl7.org/fhir/sid/icd-10-cm', 'icd-10-cm'],
    ['http://hl7.org/fhir/sid/icd-10', 'icd-10-cm'],
    ['http://hl7.org/fhir/sid/icd-9-cm', 'icd-9-cm'],
  ],
  procedure: [
    ['http://www.cms.gov/Medicare/Coding/ICD10', 'icd-10-pcs'],
    ['https://www.cms.gov/Medicare/Coding/ICD10', 'icd-10-pcs'],
    ['http://hl7.org/fhir/sid/icd-10-pcs', 'icd-10-pcs'],
    ['http://hl7.org/fhir/sid/icd-10', 'icd-10-pcs'],
    ['http://hl7.org/fhir/sid/icd-9-cm', 'icd-9-pcs'],
  ],
} as const

export const ICD_DIAGNOSIS_SYSTEMS = ICD.diagnosis.map(([system]) => system)

/** The revision of an ICD coding, by its system. */
const revision = (concept: Sql, kind: keyof typeof ICD): Sql =>
  sql`case ${join(
    ICD[kind].map(
      ([system, name]) =>
        sql`when ${someWhere(sql`${concept}.coding`, 'c', sql`c.system = ${literal(system)} and c.code is not null`)} then ${literal(name)}`,
    ),
    ' ',
  )} end`

const icdCode = (concept: Sql, kind: keyof typeof ICD): Sql =>
  sql`upper(replace(${codeIn(
    concept,
    ICD[kind].map(([system]) => system),
  )}, '.', ''))`

/**
 * Diagnoses in a fixed order: the principal one, the others by sequence, external causes. A diagnosis that is only the
 * reason for admission or visit is left out: it was not confirmed. Records of rank, sequence, code, revision.
 */
export function diagnoses(): Sql {
  const types = eachAs(codings(raw('d.type')), 'c', raw('c.code'))
  const isOnly = `len(list_filter(${types.text}, lambda k: k not in ('admitting', 'patientreasonforvisit', 'reason-for-visit'))) = 0
    and len(${types.text}) > 0`
  const concept = raw('d.diagnosisCodeableConcept')
  const listed = elementsWhere(
    raw('e.diagnosis'),
    'd',
    sql`${revision(concept, 'diagnosis')} is not null and not coalesce(${raw(isOnly)}, false)`,
  )
  return sorted(
    eachAs(
      listed,
      'd',
      recordOf({
        rank: sql`case when coalesce(list_contains(${types}, 'principal'), false) then 0
          when coalesce(len(list_filter(${types}, lambda k: starts_with(k, 'external'))), 0) > 0 then 2 else 1 end`,
        sequence: raw('coalesce(try_cast(d.sequence as integer), 999)'),
        code: icdCode(concept, 'diagnosis'),
        revision: revision(concept, 'diagnosis'),
      }),
    ),
  )
}

function procedures(): Sql {
  const concept = raw('p.procedureCodeableConcept')
  return sorted(
    eachAs(
      elementsWhere(raw('e.procedure'), 'p', sql`${revision(concept, 'procedure')} is not null`),
      'p',
      recordOf({
        sequence: raw('coalesce(try_cast(p.sequence as integer), 999)'),
        code: icdCode(concept, 'procedure'),
        day: dayOf(raw('p.date')),
        revision: revision(concept, 'procedure'),
      }),
    ),
  )
}

export const HCPCS_SYSTEMS = [
  'https://bluebutton.cms.gov/resources/codesystem/hcpcs',
  'https://bluebutton.cms.gov/resources/variables/hcpcs_cd',
  'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  'http://www.ama-assn.org/go/cpt',
  'https://www.cms.gov/Medicare/Coding/MedHCPCSGenInfo',
  'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/ProspMedicareFeeSvcPmtGen/HIPPSCodes',
] as const
export const NDC_SYSTEM = 'http://hl7.org/fhir/sid/ndc'
const REVENUE_SYSTEMS = [
  'https://bluebutton.cms.gov/resources/variables/rev_cntr',
  'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-REV-CNTR-CD',
  'https://www.nubc.org/CodeSystem/RevenueCodes',
]
const PLACE_SYSTEMS = [
  'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  'https://www.cms.gov/Medicare/Coding/place-of-service-codes',
  'https://bluebutton.cms.gov/resources/variables/line_place_of_srvc_cd',
  'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-POS-CD',
]

/** The service of an item: STU3 calls it service. */
export const serviceOf = (version: FhirVersion, item: string): Sql =>
  version === 'r4' ? raw(`${item}.productOrService`) : raw(`(coalesce(${item}.service, ${item}.productOrService))`)

/** What an item says, as one record. `x` has the item as `i` and its named amounts. */
function lineRecord(version: FhirVersion): Sql {
  const service = serviceOf(version, 'x.i')
  const isHcpcs = join(HCPCS_SYSTEMS.map((system) => literal(system)))
  const modifiers = eachAs(
    elementsWhere(codings(raw('x.i.modifier')), 'c', sql`c.system in (${isHcpcs})`),
    'c',
    raw('c.code'),
  )
  const drug = (name: string) =>
    quantityOf(
      sql`${firstWhere(raw('x.i.quantity.extension'), 'y', raw(`ends_with(y.url, '${name}')`))}.valueQuantity.value`,
    )
  return recordOf({
    sequence: raw('try_cast(x.i.sequence as bigint)'),
    team: raw(version === 'r4' ? 'x.i.careTeamSequence' : 'x.i.careTeamLinkId'),
    first_day: sql`coalesce(${firstDayOf(raw('x.i.servicedDate'))}, ${firstDayOf(raw('x.i.servicedPeriod.start'))})`,
    last_day: sql`coalesce(${lastDayOf(raw('x.i.servicedPeriod.end'))}, ${lastDayOf(raw('x.i.servicedDate'))}, ${lastDayOf(raw('x.i.servicedPeriod.start'))})`,
    revenue: sql`lpad(${codeIn(raw('x.i.revenue'), REVENUE_SYSTEMS)}, 4, '0')`,
    hcpcs: codeIn(service, HCPCS_SYSTEMS),
    ndc: sql`coalesce(${codeIn(service, [NDC_SYSTEM])}, ${codeIn(sql`${elementAt(raw('x.i.detail'), 1)}.productOrService`, [NDC_SYSTEM])})`,
    modifiers: withoutRepeats(modifiers),
    place_of_service: codeIn(raw('x.i.locationCodeableConcept'), PLACE_SYSTEMS),
    quantity: quantityOf(raw('x.i.quantity.value')),
    days_supply: drug('days_suply_num'),
    fill_number: drug('fill_num'),
    is_denied: isLineDenied(raw('x.i')),
    is_in_network: inNetwork(raw('x.i.adjudication')),
    ...lineAmounts(raw('x.amounts')),
  })
}

/** The member of a claim's care team in one of the roles: of those the line names, else of the whole team. */
export function clinician(roles: readonly (readonly string[])[], linkedOnly: readonly string[] = []): Sql {
  const inRole = (codes: readonly string[], linked: boolean): Sql =>
    firstWhere(
      raw('care'),
      't',
      sql`${someWhere(raw('t.codes'), 'k', sql`k in (${join(codes.map((code) => literal(code)))})`)}
        ${linked ? raw('and list_contains(l.team, t.sequence)') : raw('')}`,
    )
  return sql`coalesce(${join([
    ...roles.map((codes) => inRole(codes, true)),
    ...(linkedOnly.length > 0 ? [inRole(linkedOnly, true)] : []),
    ...roles.map((codes) => inRole(codes, false)),
  ])})`
}
