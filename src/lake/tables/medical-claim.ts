import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

const numbered = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i + 1)).join('\n')

export const DIAGNOSES = 25
export const PROCEDURES = 25

/** Names follow the Tuva input layer (medical_claim), https://thetuvaproject.com/input-layer. */
export const medicalClaim = table(
  'medical_claim',
  'One row per line of a medical claim in one version of that claim, as a payer reports it.',
  'data_source payer plan line_of_business claim_id claim_line_number',
  `${SENDER}
  claim_id               code!  the payer's number for this version of the claim
  claim_line_number      integer!  line of the claim, from 1
  claim_type             code!  institutional, professional, dental, vision or undetermined
  member_id              code!  the payer's number for the member
  claim_start_date       date   first day the claim covers
  claim_end_date         date   last day the claim covers
  claim_line_start_date  date   first day of the line's service
  claim_line_end_date    date   last day of the line's service
  admission_date         date   admission to the facility
  discharge_date         date   discharge from the facility
  admit_source_code      code   NUBC point of origin
  admit_type_code        code   NUBC priority of admission
  discharge_disposition_code code NUBC patient discharge status
  place_of_service_code  code   CMS place of service
  bill_type_code         code   NUBC type of bill, three digits without the leading zero
  drg_code_type          code   ms-drg or apr-drg
  drg_code               code   diagnosis related group
  revenue_center_code    code   NUBC revenue code, four digits
  service_unit_quantity  quantity units of service
  hcpcs_code             code   HCPCS or CPT code, as sent
  hcpcs_modifier_1       code   first modifier
  hcpcs_modifier_2       code   second modifier
  hcpcs_modifier_3       code   third modifier
  hcpcs_modifier_4       code   fourth modifier
  hcpcs_modifier_5       code   fifth modifier
  rendering_npi          code   clinician who gave the service
  rendering_tin          code   tax number of that clinician's group
  billing_npi            code   organization that bills
  billing_tin            code   tax number of the organization that bills
  facility_npi           code   facility where the service was given
  paid_date              date   day the payer paid
  paid_amount            usd    what the payer paid for the line; an institutional claim paid as a whole has it on its first line
  allowed_amount         usd    paid amount and the member's share
  charge_amount          usd    what was charged
  coinsurance_amount     usd    member's coinsurance
  copayment_amount       usd    member's copayment
  deductible_amount      usd    member's deductible
  diagnosis_code_type    code   icd-10-cm or icd-9-cm
${numbered(DIAGNOSES, (i) => `  diagnosis_code_${i}  code  diagnosis ${i}, without the dot`)}
  procedure_code_type    code   icd-10-pcs or icd-9-pcs
${numbered(PROCEDURES, (i) => `  procedure_code_${i}  code  procedure ${i}, without the dot`)}
${numbered(PROCEDURES, (i) => `  procedure_date_${i}  date  day of procedure ${i}`)}
  in_network_flag        flag   whether the payer counts the provider as in its network
  claim_status           code!  original, adjustment or cancellation: what the payer says this version does; denied when it did not pay, and then no step counts it
  claim_control_number   code   the payer's number that stays the same over versions of a claim
  claim_version          integer  the payer's own count of this claim's versions, where it counts them: the highest is the last
  header_file_id         code   file of the claim's header record, where the layout keeps headers apart
  header_record_number   integer  the header's physical record
  share_file_id          code   file of the record with the member's share, where the layout keeps it apart
  share_record_number    integer  that physical record
${LINEAGE}`,
)
