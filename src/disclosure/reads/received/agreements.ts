import { listPayers } from '../../../register/payers.ts'
import { listAgreements } from '../../../register/rights/agreements.ts'
import type { AgreementRow } from '../../../register/schema.ts'
import { type Door, type Released, release } from '../../release.ts'
import { betweenThem, each, ofSender, partyOf, type Received } from './received.ts'

export const AGREEMENTS = [
  ...['agreement', 'payer', 'payer_name', 'title', 'parties', 'purposes', 'lines_of_business', 'start_date'],
  ...['end_date', 'withdrawn_on', 'on_end', 'document', 'state'],
] as const satisfies readonly (keyof AgreementRow | 'payer_name' | 'state')[]

/** By what right data is here: a payer's own agreements, and all of them for those who oversee. */
export async function readAgreements(door: Door, { register, today }: Received): Promise<Released[]> {
  const rows = await listAgreements(register, partyOf(door.viewer))
  const nameOf = new Map((await listPayers(register, 'senders')).map((one) => [one.payer, one.payer_name]))
  return release(
    door,
    ofSender('agreements', each(AGREEMENTS, betweenThem(door.viewer))),
    rows.map((row) => ({ ...row, payer_name: nameOf.get(row.payer) ?? row.payer, state: stateOf(row, today) })),
  )
}

function stateOf({ start_date, end_date, withdrawn_on }: AgreementRow, today: string): string {
  if (withdrawn_on !== null && withdrawn_on <= today) return 'withdrawn'
  if (end_date !== null && end_date < today) return 'ended'
  return start_date > today ? 'not begun' : 'in force'
}
