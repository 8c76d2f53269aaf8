import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/** Names follow the Tuva input layer (eligibility), https://thetuvaproject.com/input-layer. */
export const eligibility = table(
  'eligibility',
  'One row per member and span of coverage that a payer reports.',
  'data_source payer plan line_of_business member_id enrollment_start_date',
  `${SENDER}
  member_id              code!  the payer's number for the member
  subscriber_id          code   the payer's number for the policy holder
  enrollment_start_date  date!  first day of coverage
  enrollment_end_date    date!  last day of coverage; 9999-12-31 while it runs on
  payer_type             code   the payer's own word for its line of business
  group_id               code   employer group
  group_name             text   employer group's name
  first_name             text   as the payer spells it
  last_name              text   as the payer spells it
  gender                 code   male, female or unknown
  race                   text   as reported
  ethnicity              text   as reported
  birth_date             date   day of birth
  death_date             date   day of death
  social_security_number code   nine digits
  address                text   street and house
  city                   text   city or town
  state                  code   two letters
  zip_code               code   five digits
  phone                  code   ten digits
  email                  text   e-mail address
  subscriber_relation    code   relation to the policy holder
  original_reason_entitlement_code code CMS: 0 age, 1 disability, 2 ESRD, 3 both
  dual_status_code       code   CMS dual status, 00 to 10
  medicare_status_code   code   CMS: 10 aged, 11 aged with ESRD, 20 disabled, 21 disabled with ESRD, 31 ESRD
${LINEAGE}`,
)
