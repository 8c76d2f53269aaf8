import { raw, type Sql } from '../../lake/sql.ts'

/**
 * The kind of service of a claim line: type of claim and place, with the diagnosis related group, the HCPCS level II
 * code or the revenue center where the line has one. CPT codes are not read: they are licensed.
 */
export const kindOfService = (line: string): Sql =>
  raw(`concat_ws('/', ${line}.claim_type, coalesce(${line}.place_of_service_code, left(${line}.bill_type_code, 2), '-'),
    coalesce(${line}.drg_code, case when ${line}.hcpcs_code between 'A' and 'Vz' then ${line}.hcpcs_code end,
      ${line}.revenue_center_code, '-'))`)
