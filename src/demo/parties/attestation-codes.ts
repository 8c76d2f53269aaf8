import type { Register } from '../../register/open.ts'
import { makeCode } from '../../register/rights/attestation/codes.ts'
import { PRACTICES } from '../directory.ts'

/** Two links to try: one in the waiting room of Elm Street, and one of the convener's campaign. */
export async function recordDemonstrationCodes(register: Register, now: string): Promise<void> {
  const elm = PRACTICES.find((one) => one.practice_id === 'elm-street')
  if (!elm) return
  const { practice_id, organization_id } = elm
  const waitingRoom = { practice_id, organization_id, label: 'Waiting room', attestation_code: 'elm-street' }
  await makeCode(register, waitingRoom, 'dana-whitfield', now)
  const campaign = { practice_id: null, organization_id: null, label: 'Campaign', attestation_code: 'my-practice' }
  await makeCode(register, campaign, 'convener', now)
}
