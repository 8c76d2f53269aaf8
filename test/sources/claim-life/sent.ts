import { openLake } from '../../../src/lake/lake.ts'
import { sql } from '../../../src/lake/sql.ts'
import type { regionWith } from '../region-with.ts'

/** One line of a claim as a payer sends it. */
export type Line = {
  claim_id: string
  line?: number
  status?: string | undefined
  control?: string | undefined
  version?: number | undefined
  paid_on?: string | undefined
  paid: string
  member?: string
}

const HEADER =
  'claim_id,claim_line_number,claim_type,member_id,claim_start_date,paid_date,paid_amount,claim_status,claim_control_number,claim_version'

export const claimsCsv = (lines: readonly Line[]): string =>
  `${[HEADER, ...lines.map(({ claim_id, line = 1, status = '', control = '', version = '', paid_on = '', paid, member = 'm1' }) => [claim_id, line, 'professional', member, '2025-01-05', paid_on, paid, status, control, version].join(','))].join('\n')}\n`

/** What is in force of a payer: claim, line, version, amount. */
export async function inForce(here: ReturnType<typeof regionWith>, payer: string): Promise<string[]> {
  const engine = await openLake(here.region)
  try {
    const rows = await engine.rows<{ row: string }>(sql`
      select claim_id || ' ' || claim_line_number::varchar || ' ' || claim_status || ' ' || paid_amount::varchar as row
      from medical_claim where payer = ${payer} order by row`)
    return rows.map(({ row }) => row)
  } finally {
    engine.close()
  }
}
