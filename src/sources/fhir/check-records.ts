import { concatenated, eachAs, elementAt, joinedLists, lengthOf, someWhere } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { StagedFile } from '../staged.ts'
import { RULES, type RuleName, type Severity } from '../validate/rules/rules.ts'
import { notice } from '../validate/validate.ts'
import { diagnoses, HCPCS_SYSTEMS, ICD_DIAGNOSIS_SYSTEMS, NDC_SYSTEM } from './claim/codes.ts'
import { serviceOf } from './claim/line.ts'
import { isNotMedical } from './coverage.ts'
import type { FhirVersion } from './read/version.ts'
import { idOf, isMoreThanCents, isNoAmount, isNoDay, isPartial } from './words.ts'

type Check = readonly [rule: RuleName, element: string, fails: Sql, severity?: Severity]

/**
 * What each resource says of itself that is odd, in one pass over the file to count and rows only for the rules that
 * were broken. Only of the types that came: a check of many elements takes longer to plan than to carry out. Columns are
 * named as FHIRPath names them.
 */
export async function checkRecords(
  engine: Engine,
  { file_id }: StagedFile,
  resources: Sql,
  version: FhirVersion,
  types: ReadonlySet<string>,
): Promise<void> {
  const kinds: readonly (readonly [type: string, element: string, checks: readonly Check[]])[] = [
    ['ExplanationOfBenefit', 'eob', [...claimChecks(version), ...dayChecks(EOB_DAYS)]],
    ['Coverage', 'coverage', [...coverageChecks(), ...dayChecks(COVERAGE_DAYS)]],
    ['Patient', 'patient', patientChecks()],
    ['Group', 'list', [['required-missing', 'Group.member', sql`${lengthOf(raw('e.member'))} = 0`, 'warned']]],
  ]
  for (const [, element, checks] of kinds.filter(([type]) => types.has(type))) {
    const records = sql`(select record_number, ${raw(element)} as e from ${resources} where ${raw(element)} is not null and rule is null)`
    const counts = checks.map(([, , fails], i) => sql`count(case when ${fails} then 1 end) as ${id(`n${i}`)}`)
    const found = await engine.one<Record<string, number>>(sql`select ${join(counts, ',\n')} from ${records} r`)
    for (const [i, [rule, column, fails, severity]] of checks.entries()) {
      if (!found?.[`n${i}`]) continue
      const own = RULES[rule].severity
      await notice(
        engine,
        rule,
        severity ?? (own === 'by-field' ? 'warned' : own),
        column,
        sql`select ${file_id} as file_id, record_number from ${records} r where ${fails}`,
      )
    }
  }
}

function claimChecks(version: FhirVersion): Check[] {
  const amounts = amountsOf(version)
  const some = (holds: Sql): Sql => someWhere(amounts, 'm', holds)
  const unit = sql`coalesce(m.currency, m.code)`
  const r4: Check[] =
    version === 'r4'
      ? [
          ['fhir-not-a-claim', 'ExplanationOfBenefit.use', sql`coalesce(e."use" <> 'claim', false)`],
          ['fhir-undecided', 'ExplanationOfBenefit.outcome', sql`coalesce(e.outcome = 'queued', false)`],
        ]
      : []
  return [
    ['required-missing', 'ExplanationOfBenefit.patient.reference', sql`${idOf(raw('e.patient'))} is null`],
    ['required-missing', 'ExplanationOfBenefit.status', sql`e.status is null`],
    ['required-missing', 'ExplanationOfBenefit.type', sql`${lengthOf(raw('e.type.coding'))} = 0`],
    [
      'not-listed',
      'ExplanationOfBenefit.status',
      sql`e.status not in ('active', 'cancelled', 'draft', 'entered-in-error')`,
      'quarantined',
    ],
    ['fhir-undecided', 'ExplanationOfBenefit.status', sql`coalesce(e.status = 'draft', false)`],
    ...r4,
    ['fhir-currency', 'ExplanationOfBenefit.item.adjudication.amount', some(sql`${unit} <> 'USD'`)],
    ['amount-unreadable', 'ExplanationOfBenefit.item.adjudication.amount', some(isNoAmount(raw('m.value')))],
    ['amount-rounded', 'ExplanationOfBenefit.item.adjudication.amount', some(isMoreThanCents(raw('m.value')))],
    ['fhir-no-item', 'ExplanationOfBenefit.item', sql`${lengthOf(raw('e.item'))} = 0`],
    ['fhir-code-system', 'ExplanationOfBenefit.diagnosis', unknownDiagnosis()],
    ['fhir-code-system', 'ExplanationOfBenefit.item.productOrService', unknownService(version)],
    [
      'fhir-two-revisions',
      'ExplanationOfBenefit.diagnosis',
      sql`${someWhere(diagnoses(), 'd', sql`d.revision <> ${elementAt(diagnoses(), 1)}.revision`)}`,
    ],
  ]
}

/** Every amount of a claim that may be read. */
function amountsOf(version: FhirVersion): Sql {
  const ofItems = joinedLists(eachAs(raw('e.item'), 'i', eachAs(raw('i.adjudication'), 'a', raw('a.amount'))))
  const whole =
    version === 'r4'
      ? [eachAs(raw('e.total'), 'a', raw('a.amount')), eachAs(raw('e.adjudication'), 'a', raw('a.amount'))]
      : [sql`[e.totalCost]`]
  return concatenated([ofItems, sql`[e.payment.amount]`, ...whole])
}

const unknownDiagnosis = (): Sql =>
  someWhere(
    raw('e.diagnosis'),
    'd',
    sql`${someWhere(raw('d.diagnosisCodeableConcept.coding'), 'c', raw('c.code is not null'))}
      and not ${someWhere(
        raw('d.diagnosisCodeableConcept.coding'),
        'c',
        sql`c.system in (${join(ICD_DIAGNOSIS_SYSTEMS.map((system) => literal(system)))})`,
      )}`,
  )

/** Codes that say that there is none, or that a drug was made of several, are known as well. */
const KNOWN_SERVICES = [
  ...HCPCS_SYSTEMS,
  NDC_SYSTEM,
  'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBCompoundLiteral',
]

const unknownService = (version: FhirVersion): Sql =>
  someWhere(
    raw('e.item'),
    'i',
    sql`${lengthOf(sql`${serviceOf(version, 'i')}.coding`)} > 0 and not ${someWhere(
      sql`${serviceOf(version, 'i')}.coding`,
      'c',
      sql`c.system in (${join(KNOWN_SERVICES.map((system) => literal(system)))}) or c.code is null`,
    )}`,
  )

const coverageChecks = (): Check[] => [
  ['required-missing', 'Coverage.beneficiary.reference', sql`${idOf(raw('e.beneficiary'))} is null`],
  ['fhir-entered-in-error', 'Coverage.status', sql`coalesce(e.status in ('draft', 'entered-in-error'), false)`],
  ['fhir-coverage-not-medical', 'Coverage.type', isNotMedical('e')],
  ['fhir-coverage-start', 'Coverage.period.start', sql`e.period.start is null and not ${isNotMedical('e')}`],
]

const patientChecks = (): Check[] => [
  ['fhir-partial-birth-date', 'Patient.birthDate', isPartial(raw('e.birthDate'))],
  ['date-unreadable', 'Patient.birthDate', isNoDay(raw('e.birthDate')), 'warned'],
  ['date-unreadable', 'Patient.deceasedDateTime', isNoDay(raw('e.deceasedDateTime')), 'warned'],
]

const EOB_DAYS = [
  ['ExplanationOfBenefit.billablePeriod.start', 'e.billablePeriod.start'],
  ['ExplanationOfBenefit.billablePeriod.end', 'e.billablePeriod."end"'],
  ['ExplanationOfBenefit.item.servicedDate', 'i.servicedDate'],
  ['ExplanationOfBenefit.item.servicedPeriod.start', 'i.servicedPeriod.start'],
  ['ExplanationOfBenefit.item.servicedPeriod.end', 'i.servicedPeriod."end"'],
] as const
const COVERAGE_DAYS = [
  ['Coverage.period.start', 'e.period.start'],
  ['Coverage.period.end', 'e.period."end"'],
] as const

/** A day of the resource, or of any of its items (`i`). */
const dayChecks = (days: readonly (readonly [column: string, day: string])[]): Check[] =>
  days.flatMap(([column, day]): Check[] => {
    const of = (fails: Sql): Sql => (day.startsWith('i.') ? someWhere(raw('e.item'), 'i', fails) : fails)
    return [
      ['fhir-partial-date', column, of(isPartial(raw(day)))],
      ['date-unreadable', column, of(isNoDay(raw(day))), 'warned'],
    ]
  })
