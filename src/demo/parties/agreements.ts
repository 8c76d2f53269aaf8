import type { Register } from '../../register/open.ts'
import type { AgreementGiven } from '../../register/rights/agreements.ts'
import { recordAgreement } from '../../register/rights/agreements.ts'
import { recordGroupOptIn } from '../../register/rights/group-opt-ins.ts'
import { SENDERS } from '../send.ts'

const SIGNED_ON = '2022-11-15'
/** Before any coverage of the demonstration: the groups opted in for all of it. */
const FIRST_DAY = '2010-01-01'

/** Every sender of the demonstration has signed; the plan's two self-funded groups let it share their members' claims. */
export async function recordDemonstrationAgreements(register: Register, now: string): Promise<void> {
  for (const { payer, payer_name, kind } of SENDERS) {
    const given: AgreementGiven = {
      payer,
      title: `Data use agreement with ${payer_name}`,
      parties: [payer_name, 'Tidewell Health Collaborative'],
      purposes: ['treatment', 'payment', 'operations'],
      start_date: SIGNED_ON,
      on_end: kind === 'payer' ? 'return-or-destroy' : 'keep',
      document: `agreements/${payer}.pdf`,
      recorded_by: 'demonstration',
    }
    await recordAgreement(register, given, now)
  }
  for (const group_id of SELF_FUNDED_GROUPS)
    await recordGroupOptIn(
      register,
      { payer: 'summit-health', group_id, start_date: FIRST_DAY, document: `agreements/group-${group_id}.pdf` },
      now,
    )
}

/** coverage.ts: the employers whose members have the self-funded plan. */
const SELF_FUNDED_GROUPS = ['G101', 'G102', 'G103']
