import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEventRules } from '../../src/attribution/events/event-rule.ts'
import { eventShares } from '../../src/attribution/events/event-shares.ts'
import { readExplanation } from '../../src/disclosure/reads/explain.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Explained } from '../../src/explain/explained.ts'
import { sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period, yearBefore } from '../../src/period.ts'
import { typedRows } from '../../src/run/fill-step.ts'
import { eventFile, eventFolder, given } from '../attribution/events/event-lake.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

/** Both payers paid for one event of `both`: amber the colonoscopy at Elm Street, birch two visits at Oak Hill. */
const line = (payer: string, practice_id: string, service_date: string, spend_usd: string, record_number: number) => ({
  ...(ROWS.person_line ?? [])[0],
  ...{ person_id: 'both', payer, member_id: `${payer}-both`, claim_id: `e${record_number}`, service_date },
  ...{ practice_id, organization_id: `${practice_id}-group`, rendering_npi: `dr-${practice_id}`, specialty: 'surgery' },
  ...{ hcpcs_code: practice_id === 'elm' ? 'G0121' : null, paid_usd: spend_usd, spend_usd, primary_care_visit: false },
  ...{ file_id: `file-${payer}`, record_number },
})

const LEAD = `started: true, takes: first, share: ${given('0.5')}`
const OTHERS = `share: ${given('0.5')}`
const FILES = {
  v: eventFile({ who: 'unit: clinician, counted_by: visits', roles: [LEAD, OTHERS], unfilled: 'others' }),
  d: eventFile({ who: 'unit: practice, counted_by: allowed_usd', roles: [`share: ${given('1')}`] }),
}

let reading: Reading
beforeAll(async () => {
  const small = await smallRegion({
    ...ROWS,
    person_line: [
      ...(ROWS.person_line ?? []).filter((row) => row.person_id !== 'both'),
      line('amber', 'elm', '2025-03-03', '901.11', 81),
      line('birch', 'oak', '2025-03-04', '7777.01', 82),
      line('birch', 'oak', '2025-03-05', '1234.56', 83),
    ],
  })
  reading = { ...small, folders: [eventFolder(FILES), LIBRARY] }
  const step = eventShares(readEventRules(reading.folders), period('2025'), yearBefore(period('2025')))
  await step.prepare?.(reading.engine)
  await reading.engine.run(sql`insert into event_share by name ${typedRows(step)}`)
})
afterAll(() => reading.engine.close())

const told = async (who: keyof typeof VIEWERS, id: string) =>
  (await readExplanation(reading, doorOf(VIEWERS[who]), `event_share${id}`, async () => [])) as unknown as Explained
const refused = (who: keyof typeof VIEWERS, id: string) =>
  expect(told(who, id)).rejects.toMatchObject({ code: 'access-denied' })

const OF_ELM = ':v:both:2025-03-03:r1:dr-elm'
const OF_OAK = ':v:both:2025-03-03:r2:dr-oak'
const BY_DOLLARS = [':d:both:2025-03-03:r1:elm', ':d:both:2025-03-03:r1:oak'] as const
const PRICES = /7777|1234\.56|9011|901\.11|9912/

test('the operator sees who has each role, what was counted, and each claim line', async () => {
  const found = await told('operator', OF_OAK)
  expect([found.value, found.reason, found.says]).toEqual(['0.500000000', 'fits', null])
  expect(found.steps.map(({ value }) => value)).toEqual(['dr-elm', 'dr-oak'])
  const whole = await told('operator', `.event_allowed_usd${OF_OAK}`)
  expect(whole.value).toBe('9912.68')
  expect(whole.terms.map(({ value }) => value)).toEqual(['1234.56', '7777.01', '901.11'])
  const visits = await told('operator', `.visits${OF_OAK}`)
  expect(visits.terms.map(({ value }) => value)).toEqual(['2025-03-05', '2025-03-04'])
})

test('a practice sees what it holds itself, without dollars and without who holds the rest', async () => {
  const found = await told('oak', OF_OAK)
  expect(found.value).toBe('0.500000000')
  expect(found.steps.map(({ value }) => value)).toEqual(['elsewhere', 'dr-oak'])
  expect(found.terms.filter(({ kind }) => kind === 'result').map(({ name, value }) => [name, value])).toEqual([
    ['visits', '2'],
  ])
  expect(JSON.stringify(found)).not.toMatch(/dr-elm|9011|901\.11|9912|amber|birch/)
  const visits = await told('oak', `.visits${OF_OAK}`)
  expect(visits.terms.map(({ value }) => value)).toEqual(['2025-03-05', '2025-03-04'])
  for (const column of ['allowed_usd', 'event_allowed_usd']) {
    const amount = await told('oak', `.${column}${OF_OAK}`)
    expect([amount.value, amount.terms]).toEqual([null, []])
    expect(JSON.stringify(amount)).not.toMatch(PRICES)
  }
})

test('a share by dollars, beside its own dollars, would tell a practice what others were paid: it is withheld', async () => {
  const [elm, oak] = await Promise.all([told('elm', BY_DOLLARS[0]), told('oak', BY_DOLLARS[1])])
  for (const found of [elm, oak]) {
    expect(found.value).toBeNull()
    expect(JSON.stringify(found)).not.toMatch(/0\.09|0\.90|7777|9011|901\.11|9912/)
  }
})

test('a practice that is not in the event, or asks for what another holds, gets nothing', async () => {
  await refused('elm', OF_OAK)
  await refused('oak', OF_ELM)
  await refused('elm', `.visits${OF_OAK}`)
  await refused('oak', BY_DOLLARS[0])
  for (const who of ['convener', 'state', 'public'] as const) await refused(who, OF_ELM)
  for (const id of ['', ':v', ':v:both', ':v:both:2025-03-03', `${OF_ELM}:x`, ':x:both:2025-03-03:r1:dr-elm'])
    for (const who of ['elm', 'oak'] as const) await refused(who, id)
})

test('a payer sees what its own lines make and nothing that tells of another’s', async () => {
  const found = await told('amber', OF_ELM)
  expect([found.value, found.reason]).toEqual(['1.000000000', 'first'])
  expect(found.steps.map(({ value }) => value)).toEqual(['dr-elm', 'nobody'])
  const whole = await told('amber', `.event_allowed_usd${OF_ELM}`)
  expect(whole.value).toBe('901.11')
  expect(JSON.stringify([found, whole])).not.toMatch(/oak|7777|1234|9912|birch/)
  expect((await told('amber', ':d:both:2025-03-03:r1:elm')).value).toBe('1.000000000')
})

test('what is there by another payer’s lines is refused like what is not there', async () => {
  for (const id of [OF_OAK, BY_DOLLARS[1], ':v:both:2025-03-03:r2:dr-nobody', ':v:nobody:2025-03-03:r1:dr-elm'])
    await refused('amber', id)
  for (const id of [OF_ELM, OF_OAK, ...BY_DOLLARS]) {
    await refused('birch', id)
    await refused('cedar', id)
    await refused('birch', `.event_allowed_usd${id}`)
  }
})
