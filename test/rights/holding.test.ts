import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { endAgreement, recordAgreement, withdrawAgreement } from '../../src/register/rights/agreements.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { submissionStates } from '../../src/rights/holding.ts'

const NOW = '2026-01-05T10:00:00Z'
let register: Register
beforeAll(async () => {
  register = await openPglite()
  for (const payer of ['elm', 'oak'])
    await registerPayer(register, { payer, ...(payer === 'elm' ? { line_of_business: 'commercial' } : {}) }, NOW)
  for (const [submission_id, payer, status] of [
    ['s1', 'elm', 'accepted'],
    ['s2', 'oak', 'accepted'],
    ['s3', 'elm', 'refused'],
    ['s4', 'elm', 'duplicate'],
  ] as const)
    await recordSubmission(register, {
      ...{ submission_id, payer, status, layout: 'tuva', received_at: NOW, content_hash: submission_id },
      ...{ newest_service_date: null, because: status === 'refused' ? 'input-header' : null, files: [], findings: [] },
    })
})
afterAll(() => register.close())

const elm = (given: object = {}) =>
  recordAgreement(
    register,
    {
      ...{ agreement: 'elm-one', payer: 'elm', title: 'Data use', purposes: ['operations', 'payment'] },
      ...{ start_date: '2025-01-01', on_end: 'destroy', document: 'drawer 3' },
      ...given,
    },
    NOW,
  )
const stateOn = async (today: string, submission_id = 's1') =>
  (await submissionStates(register, today)).get(submission_id)

test('without an agreement what came is held; a refused or repeated delivery is what it is', async () => {
  expect(Object.fromEntries(await submissionStates(register, '2026-01-05'))).toEqual({
    s1: { state: 'held', because: 'no agreement is recorded' },
    s2: { state: 'held', because: 'no agreement is recorded' },
    s3: { state: 'refused', because: 'input-header' },
    s4: { state: 'duplicate', because: 'everything in it had come before' },
  })
})

test('an agreement lets in what its sender sent, from its first day to its last, and nobody else', async () => {
  await elm({ end_date: '2025-12-31' })
  expect(await stateOn('2024-12-31')).toEqual({ state: 'held', because: 'its agreement has not begun' })
  expect(await stateOn('2025-01-01')).toEqual({ state: 'in-use', because: 'an agreement is in force' })
  expect((await stateOn('2025-12-31'))?.state).toBe('in-use')
  expect(await stateOn('2026-01-01')).toEqual({ state: 'held', because: 'its agreement has ended' })
  expect((await stateOn('2025-06-01', 's2'))?.state).toBe('held')
  await endAgreement(register, 'elm-one', null)
  expect((await stateOn('2026-01-01'))?.state).toBe('in-use')
})

test('a withdrawn agreement permits nothing from that day on', async () => {
  await elm()
  await withdrawAgreement(register, 'elm-one', '2026-03-01')
  expect((await stateOn('2026-02-28'))?.state).toBe('in-use')
  expect(await stateOn('2026-03-01')).toEqual({ state: 'held', because: 'its agreement was withdrawn' })
})

test('an agreement for payment alone lets nothing into a panel', async () => {
  await elm({ purposes: ['payment'] })
  expect(await stateOn('2026-01-05')).toEqual({ state: 'held', because: 'no agreement in force permits operations' })
})

test('an agreement for one line of business says that only its rows are read', async () => {
  await elm({ lines_of_business: ['self-funded', 'commercial'] })
  expect(await stateOn('2026-01-05')).toEqual({
    state: 'in-use',
    because: 'an agreement is in force for commercial, self-funded only',
  })
})

test.each([
  ['a purpose nobody knows', { purposes: ['marketing'] }],
  ['no purpose', { purposes: [] }],
  ['an end before its start', { end_date: '2024-12-31' }],
  ['a day that is none', { start_date: '01/01/2025' }],
  ['an end nobody knows', { on_end: 'sell' }],
  ['a sender nobody knows', { payer: 'ash', agreement: 'ash-one' }],
])('an agreement with %s is not recorded', async (_name, wrong) => {
  await expect(elm(wrong)).rejects.toMatchObject({ code: 'input-argument' })
})

test('an agreement that is not there cannot be withdrawn', async () => {
  await expect(withdrawAgreement(register, 'oak-one', '2026-01-01')).rejects.toMatchObject({ code: 'input-argument' })
})
