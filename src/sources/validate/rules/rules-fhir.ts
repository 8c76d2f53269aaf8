import type { Rule } from './rules.ts'

/** What a FHIR resource must be to be read, and what of it was read by a rule. */
export const FHIR_RULES = {
  'fhir-not-json': {
    severity: 'quarantined',
    expected: 'one whole JSON object',
    fix: 'write each resource as JSON on a line of its own; the other records of the file are taken in',
    source: 'FHIR Bulk Data Access 2.0.0, file format (NDJSON)',
  },
  'fhir-too-long': {
    severity: 'quarantined',
    expected: 'a resource of at most 16 MB',
    fix: 'end each resource with a line feed; leave documents and images out',
  },
  'fhir-no-resource': {
    severity: 'quarantined',
    expected: 'an object with a resourceType; in a Bundle, an entry with a resource',
    fix: 'send the resource itself',
  },
  'fhir-bundle-within': {
    severity: 'quarantined',
    expected: 'a resource, not a Bundle of resources',
    fix: 'send the Bundle as a file of its own, or its entries one to a line',
  },
  'fhir-type-unread': {
    severity: 'quarantined',
    expected:
      'ExplanationOfBenefit, Patient, Coverage, Group, Practitioner, PractitionerRole, Organization or Location',
    fix: 'leave resources of other types out; a Claim or ClaimResponse is not yet decided and says nothing of cost',
  },
  'fhir-named-twice': {
    severity: 'quarantined',
    expected: 'each element once in an object',
    fix: 'readers take one of the two and nobody knows which; name the element once',
    source: 'FHIR R4, JSON format: names shall be unique within an object (hl7.org/fhir/R4/json.html)',
  },
  'fhir-operation-outcome': {
    severity: 'note',
    expected: 'resources without messages of the server that made the file',
    fix: 'the message is kept in the received file; check whether the export was complete',
  },
  'fhir-undecided': {
    severity: 'quarantined',
    expected: 'a claim that the payer has decided: not a draft, not queued',
    fix: 'send it once it is decided',
  },
  'fhir-not-a-claim': {
    severity: 'quarantined',
    expected: 'use claim',
    fix: 'leave preauthorizations and predeterminations out',
  },
  'fhir-entered-in-error': {
    severity: 'quarantined',
    expected: 'coverage that was in force: status active or cancelled',
    fix: 'if it was sent before, send its corrected span, or the earlier file again without it',
  },
  'fhir-currency': {
    severity: 'quarantined',
    expected: 'amounts in USD',
    fix: 'send amounts in US dollars',
  },
  'fhir-partial-date': {
    severity: 'warned',
    expected: 'a whole day',
    fix: 'a month or year that starts a span was read as its first day, one that ends it as its last; send the day',
  },
  'fhir-partial-birth-date': {
    severity: 'warned',
    expected: 'a whole day of birth',
    fix: 'left empty: a guessed birth date would join two people; send the day',
  },
  'fhir-code-system': {
    severity: 'warned',
    expected: 'a code of a known system: ICD-10-CM or ICD-9-CM, CPT or HCPCS, NDC',
    fix: 'the code was left out; name the system by its published address',
  },
  'fhir-two-revisions': {
    severity: 'warned',
    expected: "a claim's diagnoses in one revision of the ICD",
    fix: "codes of another revision than the first one's were left out",
  },
  'fhir-no-item': {
    severity: 'note',
    expected: 'at least one item',
    fix: 'the claim stands as one line with the amounts of the whole claim',
  },
  'fhir-coverage-start': {
    severity: 'warned',
    expected: 'the first day of coverage',
    fix: 'without it the coverage gives no member months; fill Coverage.period.start',
  },
  'fhir-coverage-not-medical': {
    severity: 'note',
    expected: 'medical coverage',
    fix: 'drug, dental and vision coverage alone gives no member months',
  },
  'fhir-patient-missing': {
    severity: 'warned',
    expected: 'the Patient in the same delivery',
    fix: 'the coverage stands without name and birth date, by which people are found again; send the Patient beside it',
  },
  'fhir-patient-without-coverage': {
    severity: 'note',
    expected: 'coverage of the patient in the same delivery',
    fix: 'nothing is made of the Patient alone; send the Coverage beside it',
  },
  'fhir-reference-open': {
    severity: 'warned',
    expected: 'a provider by NPI, contained, or in the same delivery',
    fix: 'the provider stays unknown; send the Practitioner or Organization beside the claim, or give its NPI',
  },
} as const satisfies Record<string, Rule>
