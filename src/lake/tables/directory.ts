import { table } from '../table.ts'
import { LINEAGE, SENDER_OTHER } from './lineage.ts'

/** The practice directory: clinician → tax number → practice → provider organization → ACO, each link dated. */
export const organization = table(
  'organization',
  'One row per provider organization or ACO.',
  'organization_id',
  `${SENDER_OTHER}
  organization_id        code!  the region's key for the organization
  organization_name      text!  its name
  organization_type      code!  provider-organization, aco or hospital
  parent_organization_id code   the ACO it takes part in
  npi                    code   its organizational NPI
  tin                    code   its tax number, where it has one of its own
${LINEAGE}`,
)

export const practice = table(
  'practice',
  'One row per practice site.',
  'practice_id',
  `${SENDER_OTHER}
  practice_id            code!  the region's key for the practice
  practice_name          text!  its name
  organization_id        code!  the provider organization it belongs to
  tin                    code!  the tax number it bills under
  address                text   street and house
  city                   text   city or town
  state                  code   two letters
  zip_code               code   five digits
${LINEAGE}`,
)

export const CLINICIAN_TYPES = [
  'physician',
  'nurse-practitioner',
  'physician-assistant',
  'clinical-nurse-specialist',
] as const
export type ClinicianType = (typeof CLINICIAN_TYPES)[number]

export const affiliation = table(
  'affiliation',
  'One row per clinician and span of work at a practice.',
  'npi practice_id start_date',
  `${SENDER_OTHER}
  npi                    code!  the clinician's NPI
  practice_id            code!  the practice
  clinician_name         text   the clinician's name
  specialty              code!  primary-care or the specialty's plain name
  clinician_type         code   physician, nurse-practitioner, physician-assistant or clinical-nurse-specialist
  start_date             date!  first day at the practice
  end_date               date   last day; empty while it runs on
${LINEAGE}`,
)
