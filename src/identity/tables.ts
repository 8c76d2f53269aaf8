import { table } from '../lake/table.ts'

export const personMember = table(
  'person_member',
  'One row per member of a payer: the person behind the number, and the rule that says so.',
  'payer member_id',
  `
  person_id              code!  the region's key for the person, the same over all payers
  payer                  code!  the payer
  member_id              code!  the payer's number for the member
  first_name             text   as on the latest row in force
  last_name              text   as on the latest row in force
  birth_date             date   as on the latest row in force
  death_date             date   as on the latest row in force
  gender                 code   as on the latest row in force
  zip_code               code   as on the latest row in force
  rule                   code!  linkage rule that joined this member to the person; alone where none did
  reason                 text!  what agreed, in plain words, without values
  linked_payer           code   the payer of the member it was joined to
  linked_member_id       code   that member
  file_id                code!  file of the eligibility row the names were read from
  record_number          integer!  that row`,
)

export const person = table(
  'person',
  'One row per person: one or more members of one or more payers.',
  'person_id',
  `
  person_id              code!  the region's key for the person
  first_name             text   from the member row with the latest coverage
  last_name              text   from the member row with the latest coverage
  birth_date             date   from the member row with the latest coverage
  death_date             date   any payer's report of death
  gender                 code   from the member row with the latest coverage
  members                integer!  members joined
  payers                 integer!  payers among them`,
)

export const personLine = table(
  'person_line',
  'One row per claim line in force, medical or pharmacy, of a linked person.',
  'data_source payer plan line_of_business claim_type claim_id claim_line_number',
  `
  person_id              code!  the person
  data_source            code!  the feed the line came in
  payer                  code!  the payer
  plan                   code!  the payer's plan
  line_of_business       code!  line of business
  member_id              code!  the payer's number for the member
  claim_id               code!  the payer's number for this version of the claim
  claim_line_number      integer!  line of the claim
  claim_type             code!  institutional, professional, dental, vision, undetermined or pharmacy
  service_date           date!  first day of the line's service, else of the claim
  admission_date         date   admission to the facility
  discharge_date         date   discharge from the facility
  discharge_disposition_code code NUBC patient discharge status
  place_of_service_code  code   CMS place of service
  bill_type_code         code   NUBC type of bill
  revenue_center_code    code   NUBC revenue code
  drg_code               code   diagnosis related group
  hcpcs_code             code   HCPCS or CPT code, as sent
  rendering_npi          code   clinician who gave the service
  billing_npi            code   organization that bills
  billing_tin            code   tax number of the organization that bills
  practice_id            code   directory practice where the clinician worked that day
  organization_id        code   directory organization that bills
  specialty              code   directory specialty of the clinician
  primary_care_visit     flag!  an ambulatory visit with a primary-care clinician of a directory practice
  paid_usd               usd    what the payer paid
  allowed_usd            usd    allowed amount as sent
  spend_usd              usd    allowed amount, else paid; empty when neither is known
  spend_basis            code   allowed or paid
  paid_date              date   day the payer paid this version of the claim
  file_id                code!  the file the line came from
  record_number          integer!  its physical record
  header_file_id         code   file of the claim's header record, where it stands apart
  header_record_number   integer  that record`,
)
