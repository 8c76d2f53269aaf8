import { rmSync } from 'node:fs'
import { WholepanelError } from '../../../error.ts'
import { holds, isJson, jsonKind, jsonPart, jsonText, namesTwice, parquetFiles, shaped } from '../../../lake/dialect.ts'
import type { Engine } from '../../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../../lake/sql.ts'
import { linesOf, type StagedFile } from '../../staged.ts'
import { endUnreadable, notice } from '../../validate/validate.ts'
import { checkRecords } from '../check-records.ts'
import { PROVIDER_TYPES, READ_TYPES } from '../layout.ts'
import { createNamed, keepNamed } from '../named.ts'
import { resourceTable } from '../resources.ts'
import { COVERAGE_SHAPE, EOB_SHAPE, GROUP_SHAPE, PATIENT_SHAPE, PROVIDER_SHAPE } from '../shapes.ts'
import { classify, typesNamed } from './classify.ts'
import { splitRecords } from './split.ts'
import type { FhirVersion } from './version.ts'

/**
 * Every record of the file: its line as text first, so that a broken one is one broken record; then the elements that
 * are read, in one pass, into a Parquet file beside the delivery, so that memory does not grow with the file.
 */
export async function readFhir(
  engine: Engine,
  staged: StagedFile,
  path: string,
  scratch: string,
  version: FhirVersion,
): Promise<number> {
  const { received, file_id } = staged
  const form = classify(received)?.form ?? 'lines'
  const { path: lines, records, tooLong, longest } = await splitRecords(path, form, scratch)
  const parsed = `${scratch}-resources.parquet`
  const resources = id(resourceTable(staged))
  const readAs = async (expected: ReadonlySet<string>): Promise<Came[]> => {
    try {
      await engine.run(sql`
        copy (${parse(file_id, linesOf(lines, longest), version, form === 'bundle', tooLong, expected)})
        to ${literal(parsed)} (format parquet, row_group_size 2048)`)
    } catch (cause) {
      rmSync(parsed, { force: true })
      throw cause
    }
    await engine.run(sql`create or replace view ${resources} as select * from ${parquetFiles([parsed])}`)
    return await engine.rows<Came>(sql`
      select resource_type, rule, count(*) as n from ${resources} group by resource_type, rule order by resource_type, rule`)
  }
  // A shape takes longer to plan than a small file to read: only those of the types that it names, and all if others came.
  const expected = typesNamed(received, form) ?? ALL_TYPES
  let came = await readAs(expected)
  if (typesOf(came).some((type) => !expected.has(type))) came = await readAs(ALL_TYPES)
  const read = came.reduce((sum, { n }) => sum + n, 0)
  if (read !== records)
    throw new WholepanelError('input-record-count', {
      at: received.place,
      got: `${records} records, ${read} lines read`,
      want: 'one kind of line end',
    })
  const rules = new Set(came.map(({ rule }) => rule))
  if (records > 0) refuseNoResources(received.place, rules)
  await endUnread(engine, file_id, resources, rules)
  await engine.run(sql`create table ${id(staged.raw_table)} as
    select record_number, resource_type as "resourceType", id, null::varchar as payer, null::varchar as line_of_business
    from ${resources} where rule is null`)
  await createNamed(engine)
  await engine.run(sql`insert into fhir_file values (${file_id}, ${parsed})`)
  const types = new Set(typesOf(came))
  await keepNamed(engine, staged, resources, version, types)
  await checkRecords(engine, staged, resources, version, types)
  return records
}

/** How many records of a file are of a type and end by a rule. */
type Came = { resource_type: string | null; rule: string | null; n: number }

const typesOf = (came: readonly Came[]): string[] =>
  came.flatMap(({ resource_type, rule }) => (rule === null ? (resource_type ?? []) : []))

const ALL_TYPES: ReadonlySet<string> = new Set(READ_TYPES)

/**
 * One row a line. A rule says why a line is not read; the first that holds. Of the elements, those of the expected types
 * are columns.
 */
function parse(
  file_id: string,
  lines: Sql,
  version: FhirVersion,
  isBundle: boolean,
  tooLong: readonly number[],
  expected: ReadonlySet<string>,
): Sql {
  const cut = tooLong.length > 0 ? sql`line_number in (${join(tooLong.map((n) => raw(String(n))))})` : raw('false')
  const resource = isBundle ? jsonPart(raw('line'), '$.resource') : raw('line')
  const twice = ['$', '$.item[*]', '$.item[*].adjudication[*]', '$.item[*].adjudication[*].amount', '$.payment.amount']
  const shapes: readonly (readonly [name: string, types: readonly string[], shape: object])[] = [
    ['eob', ['ExplanationOfBenefit'], EOB_SHAPE[version]],
    ['patient', ['Patient'], PATIENT_SHAPE],
    ['coverage', ['Coverage'], COVERAGE_SHAPE],
    ['list', ['Group'], GROUP_SHAPE],
    ['provider', PROVIDER_TYPES, PROVIDER_SHAPE],
  ]
  const elements = shapes
    .filter(([, types]) => types.some((type) => expected.has(type)))
    .map(
      ([name, types, shape]) => sql`,
      case when rule is null and resource_type in (${join(types.map((type) => literal(type)))})
        then ${shaped(raw('resource'), shape)} end as ${raw(name)}`,
    )
  return sql`
    with sent as (
      select line_number as record_number, trim(replace(line, chr(65279), '')) as line, ${cut} as is_cut
      from (${lines}) l
    ), whole as (
      select *, ${isJson(raw('line'))} as is_json from sent
    ), unpacked as (
      select record_number, line, is_cut, is_json, case when is_json then ${resource} end as resource from whole
    ), kind as (
      select *, case when ${jsonKind(raw('resource'))} = 'OBJECT' then ${jsonText(raw('resource'), '$.resourceType')} end as resource_type
      from unpacked
    ), ruled as (
      select record_number, resource, resource_type,
        case when resource_type is not null then nullif(trim(${jsonText(raw('resource'), '$.id')}), '') end as id,
        case when resource_type is not null then ${jsonText(raw('resource'), '$.meta.lastUpdated')} end as last_updated,
        case when resource_type is not null then try_cast(${jsonText(raw('resource'), '$.meta.versionId')} as bigint) end as version_number,
        case when is_cut then 'fhir-too-long'
          when ${holds(raw('line'), '^\\s*$')} then 'blank-line'
          when not is_json then 'fhir-not-json'
          when resource_type is null then 'fhir-no-resource'
          when resource_type = 'OperationOutcome' then 'operation-outcome'
          when resource_type = 'Bundle' then 'fhir-bundle-within'
          when resource_type not in (${join(READ_TYPES.map((type) => literal(type)))}) then 'fhir-type-unread'
          when ${join(
            twice.map((path) => namesTwice(raw('resource'), path)),
            ' or ',
          )} then 'fhir-named-twice'
        end as rule
      from kind
    )
    select ${file_id}::varchar as file_id, record_number, resource_type, id, last_updated, version_number, rule${join(elements, '')}
    from ruled`
}

/** Not one line is JSON: the file is something else, or cut out of something. */
function refuseNoResources(place: string, rules: ReadonlySet<string | null>): void {
  if ([...rules].some((rule) => rule !== 'fhir-not-json' && rule !== 'blank-line')) return
  throw new WholepanelError('input-file', {
    at: place,
    got: 'not one record that is JSON',
    want: 'FHIR resources, one to a line, or a Bundle',
    fix: 'the file was cut short or damaged; send it again',
  })
}

const CONTROL = ['blank-line', 'operation-outcome']

async function endUnread(
  engine: Engine,
  file_id: string,
  resources: Sql,
  rules: ReadonlySet<string | null>,
): Promise<void> {
  const recordsOf = (rule: string) =>
    sql`select ${file_id} as file_id, record_number from ${resources} where rule = ${rule}`
  for (const rule of CONTROL.filter((one) => rules.has(one)))
    await engine.run(sql`
      insert into ending select r.file_id, r.record_number, 'control', ${rule} from (${recordsOf(rule)}) r`)
  for (const rule of UNREAD.filter((one) => rules.has(one))) await endUnreadable(engine, rule, recordsOf(rule))
  if (rules.has('operation-outcome'))
    await notice(engine, 'fhir-operation-outcome', 'note', 'OperationOutcome.issue', recordsOf('operation-outcome'))
}

const UNREAD = [
  'fhir-too-long',
  'fhir-not-json',
  'fhir-no-resource',
  'fhir-bundle-within',
  'fhir-type-unread',
  'fhir-named-twice',
] as const
