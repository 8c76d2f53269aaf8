import { type FeedGiven, recordFeed } from '../../register/feeds/feeds.ts'
import { recordThreshold } from '../../register/feeds/thresholds.ts'
import { askWaiver, decideWaiver } from '../../register/feeds/waivers.ts'
import type { Register } from '../../register/open.ts'
import { QUARTERLY_PAYER } from '../files/versions.ts'
import { SENDERS } from '../send.ts'

/** Payers that also owe a list of the members they attribute. One of them does not send it yet, and has asked for time. */
const ROSTERS = ['harbor-advantage', 'bridge-health-plan', 'summit-health', 'keystone-mutual']
const OPERATOR = { role: 'operator', organization_id: null }

/** What the senders owe for 2024 and 2025, what may break a rule, and two waivers: one granted, one still to be decided. */
export async function recordDemonstrationFeeds(register: Register, now: string): Promise<void> {
  for (const { payer, kind } of SENDERS) if (kind === 'payer') await recordFeed(register, claimsOf(payer), now)
  for (const payer of ROSTERS) await recordFeed(register, rosterOf(payer), now)
  await recordThreshold(register, {
    threshold: 'required-missing',
    payer: null,
    rule: 'required-missing',
    most_share: '0.05',
    start_date: '2025-01-01',
    end_date: null,
    source: 'Data submission guide of the demonstration, section 4',
  })
  const granted = await askWaiver(register, quarter, OPERATOR, '2026-02-10T15:00:00.000Z')
  await decideWaiver(
    register,
    granted.waiver,
    { decision: 'granted', because: 'announced in time; nothing is settled before March', decided_by: 'Amara Cole' },
    { role: 'convener', organization_id: null },
    '2026-02-11T10:00:00.000Z',
  )
  await askWaiver(register, roster, OPERATOR, '2026-02-02T16:30:00.000Z')
}

const quarter = {
  payer: QUARTERLY_PAYER,
  feed: 'claims',
  rule: null,
  reason: 'The last quarter of 2025 is rebuilt after a change of the claims system; it follows in March',
  start_date: '2026-02-01',
  end_date: '2026-03-31',
  asked_by: 'State Medicaid, data team',
}
const roster = {
  payer: 'keystone-mutual',
  feed: 'rosters',
  rule: null,
  reason: 'Our list is made by hand today; the file is being built and comes with the lists of 2026',
  start_date: '2026-01-15',
  end_date: '2026-12-31',
  asked_by: 'Keystone Mutual, data team',
}

const claimsOf = (payer: string): FeedGiven => ({
  payer,
  feed: 'claims',
  about: 'Enrollment, medical and pharmacy claims',
  tables: ['eligibility', 'medical_claim', 'pharmacy_claim'],
  ...(payer === QUARTERLY_PAYER
    ? { cadence: 'quarterly', first_period_end: '2025-03-31', due_days: 45 }
    : { cadence: 'yearly', first_period_end: '2024-12-31', due_days: 31 }),
  last_period_end: '2025-12-31',
  resubmit_days: 30,
})

const rosterOf = (payer: string): FeedGiven => ({
  payer,
  feed: 'rosters',
  about: 'Members the payer attributes to each practice',
  tables: ['provider_attribution'],
  cadence: 'yearly',
  first_period_end: '2025-12-31',
  last_period_end: '2025-12-31',
  due_days: 31,
  resubmit_days: 30,
})
