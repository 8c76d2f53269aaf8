import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLateness } from '../../src/disclosure/reads/attribution/lateness.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { recordFeed } from '../../src/register/feeds/feeds.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { submissionOf } from '../run/small-lake.ts'
import { doorOf, smallRegion, VIEWERS } from './small-region.ts'

const AT = '2025-01-01T00:00:00Z'
let register: Register
let reading: Reading
beforeAll(async () => {
  register = await openPglite()
  reading = await smallRegion()
  for (const payer of ['amber', 'birch']) await registerPayer(register, { payer }, AT)
  await recordSubmission(register, submissionOf('amber', 's1', '2025-04-10T08:00:00Z'))
  await recordFeed(
    register,
    {
      ...{ payer: 'amber', feed: 'rosters', about: 'Lists', tables: ['provider_attribution'], cadence: 'monthly' },
      ...{ first_period_end: '2025-01-31', due_days: 15, resubmit_days: 10 },
    },
    AT,
  )
})
afterAll(async () => {
  reading.engine.close()
  await register.close()
})

const asked = (who: Viewer, today = '2025-06-01') =>
  readLateness(reading, doorOf(who, { action: 'read-lateness' }), { register, region: { lake: '/tmp/nowhere' }, today })

test('a list is late against the month it is for, and against the day its feed owes it', async () => {
  const rows = (await asked(VIEWERS.operator)).filter((one) => one.payer === 'amber')
  expect(rows.map((one) => [one.year_month, one.state, one.days_into_month, one.due_date, one.days_late])).toEqual([
    ['202401', 'not-owed', null, null, null],
    ['202501', 'missing', null, '2025-02-15', 106],
    ['202502', 'came-late', 68, '2025-03-15', 26],
  ])
  expect(rows[2]).toMatchObject({ says: 'the list came 26 days late', received_on: '2025-04-10', submission_id: 's1' })
})

test('before the day it is owed a list that has not come is due', async () => {
  const [, january] = (await asked(VIEWERS.operator, '2025-02-10')).filter((one) => one.payer === 'amber')
  expect(january).toMatchObject({ state: 'due', days_late: null })
})

test('a yearly list stands for the months without one of their own', async () => {
  await recordFeed(
    register,
    {
      ...{ payer: 'amber', feed: 'rosters', about: 'Lists', tables: ['provider_attribution'], cadence: 'yearly' },
      ...{ first_period_end: '2025-12-31', due_days: 31, resubmit_days: 10 },
    },
    AT,
  )
  const rows = (await asked(VIEWERS.convener)).filter((one) => one.payer === 'amber')
  expect(rows.map((one) => [one.year_month, one.state])).toEqual([
    ['202401', 'not-owed'],
    ['202501', 'other-month'],
    ['202502', 'came'],
  ])
})

test('a payer reads when its own lists came, and nothing of another’s', async () => {
  const rows = await asked(VIEWERS.amber)
  expect(new Set(rows.map((one) => one.payer))).toEqual(new Set(['amber']))
  expect(JSON.stringify(await asked(VIEWERS.birch))).not.toContain('amber')
})
