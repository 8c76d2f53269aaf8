import {
  eachAs,
  eachRow,
  elementAt,
  elementsWhere,
  firstWhere,
  recordOf,
  reversed,
  sorted,
} from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'
import { PROVIDER_TYPES } from './layout.ts'
import type { FhirVersion } from './read/version.ts'
import { dayOf, idOf, isCoded, npiAmong, npiOf, target, tinAmong } from './words.ts'

/**
 * What other resources of the delivery refer to, of all its FHIR files of either release:
 *
 *     fhir_file       one row per file: where what was read of it lies
 *     fhir_group      one row per claim of a Blue Button claim group
 *     fhir_patient    one row per Patient that came
 *     fhir_coverage   one row per Coverage that came: whose it is
 *     fhir_provider   one row per Practitioner, PractitionerRole, Organization and Location that came
 *     fhir_reference  one row per provider that a claim or list names by reference and does not contain
 */
export async function createNamed(engine: Engine): Promise<void> {
  await engine.run(sql`create table if not exists fhir_file (file_id varchar, path varchar)`)
  await engine.run(sql`
    create table if not exists fhir_group (file_id varchar, claim_id varchar, claim_group varchar)`)
  await engine.run(sql`
    create table if not exists fhir_patient (
      file_id varchar, record_number bigint, patient_id varchar, last_updated varchar, first_name varchar, last_name varchar,
      gender varchar, race varchar, ethnicity varchar, birth_date date, death_date date, social_security_number varchar,
      address varchar, city varchar, state varchar, zip_code varchar, phone varchar, email varchar, member_number varchar,
      dual_status_code varchar, replaced_by varchar)`)
  await engine.run(sql`
    create table if not exists fhir_provider (
      file_id varchar, record_number bigint, reference varchar, npi varchar, tin varchar, clinician varchar, organization varchar)`)
  await engine.run(sql`
    create table if not exists fhir_coverage (file_id varchar, record_number bigint, member_id varchar)`)
  await engine.run(sql`
    create table if not exists fhir_reference (
      file_id varchar, record_number bigint, version varchar, "column" varchar, reference varchar)`)
}

/** Keeps it of one file, of the types that came in it. */
export async function keepNamed(
  engine: Engine,
  { file_id }: StagedFile,
  resources: Sql,
  version: FhirVersion,
  types: ReadonlySet<string>,
): Promise<void> {
  const from = sql`${file_id}::varchar, record_number`
  if (types.has('Patient'))
    await engine.run(sql`insert into fhir_patient select ${from}, id, last_updated, ${patient()} from (
      select *, ${officialName()} as official, ${homeAddress()} as home from ${resources} where patient is not null and rule is null) r`)
  if (types.has('Coverage'))
    await engine.run(sql`insert into fhir_coverage select ${from}, ${idOf(raw('coverage.beneficiary'))}
      from ${resources} where coverage is not null and rule is null`)
  if (PROVIDER_TYPES.some((type) => types.has(type)))
    await engine.run(sql`insert into fhir_provider select ${from}, resource_type || '/' || id,
        ${npiAmong(raw('provider.identifier'))}, ${tinAmong(raw('provider.identifier'))}, ${target(raw('provider.practitioner'))},
        coalesce(${target(raw('provider.organization'))}, ${target(raw('provider.managingOrganization'))})
      from ${resources} where provider is not null and rule is null`)
  if (types.has('ExplanationOfBenefit')) await keepOfClaims(engine, file_id, resources, version)
}

async function keepOfClaims(engine: Engine, file_id: string, resources: Sql, version: FhirVersion): Promise<void> {
  const from = sql`${file_id}::varchar, record_number`
  await engine.run(sql`insert into fhir_group
    select ${file_id}::varchar, id, claim_group from (
      select id, ${claimGroup('eob')} as claim_group from ${resources} where eob is not null and rule is null
    ) g where claim_group is not null`)
  const billing = version === 'r4' ? 'provider' : 'organization'
  const open = (column: string, reference: Sql): Sql => sql`
    select ${from}, ${literal(version)}, ${literal(column)}, ${target(reference)} from ${resources}
    where eob is not null and rule is null and ${target(reference)} is not null and ${npiOf(reference)} is null`
  await engine.run(sql`insert into fhir_reference ${open(`ExplanationOfBenefit.${billing}`, raw(`eob.${billing}`))}`)
  await engine.run(sql`insert into fhir_reference ${open('ExplanationOfBenefit.facility', raw('eob.facility'))}`)
  const team = eachAs(
    elementsWhere(
      raw('eob.careTeam'),
      't',
      sql`${npiOf(raw('t.provider'))} is null and ${target(raw('t.provider'))} is not null`,
    ),
    't',
    target(raw('t.provider')),
  )
  await engine.run(sql`insert into fhir_reference
    select ${from}, ${literal(version)}, 'ExplanationOfBenefit.careTeam.provider', ${eachRow(team)}
    from ${resources} where eob is not null and rule is null`)
}

const officialName = (): Sql =>
  sql`coalesce(${firstWhere(raw('patient.name'), 'n', raw("n.use = 'official'"))}, ${elementAt(raw('patient.name'), 1)})`
const homeAddress = (): Sql =>
  sql`coalesce(${firstWhere(raw('patient.address'), 'a', raw("a.use = 'home'"))}, ${elementAt(raw('patient.address'), 1)})`

/** Race and ethnicity as US Core words them, else as Blue Button does. */
const reported = (name: string): Sql => sql`coalesce(
  ${firstWhere(
    sql`${firstWhere(raw('patient.extension'), 'x', raw(`ends_with(x.url, 'us-core-${name}')`))}.extension`,
    'y',
    raw("y.url = 'text'"),
  )}.valueString,
  ${firstWhere(raw('patient.extension'), 'x', raw(`ends_with(x.url, 'variables/${name}')`))}.valueCoding.display)`

const contact = (system: string): Sql =>
  sql`${firstWhere(raw('patient.telecom'), 't', raw(`t.system = '${system}'`))}.value`

const numbered = (holds: Sql): Sql => sql`${firstWhere(raw('patient.identifier'), 'i', holds)}.value`

/** The columns of fhir_patient after last_updated. Two letters are a state; Blue Button 1 gives a number of Social Security's. */
function patient(): Sql {
  const digits = (value: Sql) => sql`regexp_replace(${value}, '[^0-9]', '', 'g')`
  const phone = digits(contact('phone'))
  return sql`${elementAt(raw('official.given'), 1)}, official.family,
    case when patient.gender in ('male', 'female') then patient.gender when patient.gender is not null then 'unknown' end,
    ${reported('race')}, ${reported('ethnicity')}, ${dayOf(raw('patient.birthDate'))}, ${dayOf(raw('patient.deceasedDateTime'))},
    nullif(${digits(numbered(raw("i.system = 'http://hl7.org/fhir/sid/us-ssn'")))}, ''),
    ${elementAt(raw('home.line'), 1)}, home.city,
    case when regexp_matches(home.state, '^[A-Za-z]{2}$') then upper(home.state) end,
    nullif(substr(home.postalCode, 1, 5), ''),
    case when length(${phone}) >= 10 then right(${phone}, 10) end, ${contact('email')},
    coalesce(
      ${numbered(raw("i.system = 'http://hl7.org/fhir/sid/us-mbi'"))},
      ${numbered(isCoded(raw('i.type'), ['MB']))}),
    ${dualStatus(raw('patient.extension'))},
    ${idOf(sql`${firstWhere(raw('patient.link'), 'l', raw("l.type = 'replaced-by'"))}.other`)}`
}

/** Blue Button's status of the last month of the year that has one. */
export const dualStatus = (extensions: Sql): Sql => {
  const months = elementsWhere(
    extensions,
    'x',
    raw("regexp_matches(x.url, 'variables/dual_[0-9]{2}$') and regexp_matches(x.valueCoding.code, '^[0-9]{2}$')"),
  )
  const codes = eachAs(months, 'x', recordOf({ url: raw('x.url'), code: raw('x.valueCoding.code') }))
  return sql`${elementAt(reversed(sorted(codes)), 1)}.code`
}

/**
 * What tells the versions of one Blue Button claim: the claim group, the member, the claim's kind and its days. Where
 * several claims of one delivery have it, as in scrubbed test data, it tells nothing and is not used.
 */
export const claimGroup = (claim: string): Sql => sql`
  ${firstWhere(raw(`${claim}.identifier`), 'i', raw("ends_with(i.system, 'identifier/claim-group')"))}.value || '/' ||
    coalesce(${firstWhere(raw(`${claim}.type.coding`), 'c', raw("ends_with(c.system, 'eob-type')"))}.code, '-') || '/' ||
    ${idOf(raw(`${claim}.patient`))} || '/' ||
    coalesce(${raw(`${claim}.billablePeriod.start`)} || '/' || ${raw(`${claim}.billablePeriod."end"`)}, '-')`

/** One row per group that one claim of the delivery has. */
export const soleGroups = (): Sql =>
  sql`select claim_group from fhir_group group by claim_group having count(distinct claim_id) = 1`
