import { type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { eligibility } from '../../lake/tables/eligibility.ts'
import { medicalClaim } from '../../lake/tables/medical-claim.ts'
import { memberCrosswalk } from '../../lake/tables/member-crosswalk.ts'
import { pharmacyClaim } from '../../lake/tables/pharmacy-claim.ts'
import { mapEligibility } from './eligibility.ts'
import { mapCrosswalk } from './member.ts'
import { mapPartA } from './part-a.ts'
import { mapEquipment, mapPhysician } from './part-b.ts'
import { mapPartD } from './part-d.ts'
import type { Sender } from './row.ts'

/**
 * CCLF in the common data model. The relations read the staged tables `cclf1` to `cclfb` of one submission: the
 * layout's fields with their types, blank as null, and file_id, record_number and aco_id. A claim's id is the file it
 * came in and CUR_CLM_UNIQ_ID, because nothing promises that a number is not used in two files.
 */
export function mapCclf(
  payer: string,
  lineOfBusiness: string,
  submission_id: string,
): { table: Table; relation: Sql }[] {
  const sender: Sender = { payer, lineOfBusiness, submission_id }
  return [
    { table: eligibility, relation: mapEligibility(sender) },
    { table: memberCrosswalk, relation: mapCrosswalk(sender) },
    {
      table: medicalClaim,
      relation: sql`
        select * from (${mapPartA(sender)}) part_a
        union all select * from (${mapPhysician(sender)}) physician
        union all select * from (${mapEquipment(sender)}) equipment`,
    },
    { table: pharmacyClaim, relation: mapPartD(sender) },
  ]
}
