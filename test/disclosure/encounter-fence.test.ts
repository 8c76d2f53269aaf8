import { afterAll, beforeAll, expect, test } from 'vitest'
import { encounters } from '../../src/cost/encounter.ts'
import { readEncounterModel } from '../../src/cost/encounter-model.ts'
import { readExplanation } from '../../src/disclosure/reads/explain.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { explainId } from '../../src/explain/context.ts'
import type { Explained, SourceRecord } from '../../src/explain/explained.ts'
import { sql } from '../../src/lake/sql.ts'
import { typedRows } from '../../src/run/fill-step.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

/** `both` was in hospital: two claims that follow one another, the first sent by birch, the second by amber. */
const stay = (payer: string, from: string, to: string, spend_usd: string, record_number: number) => ({
  ...(ROWS.person_line ?? [])[0],
  ...{ person_id: 'both', payer, member_id: `${payer}-both`, claim_id: `stay-${payer}`, service_date: from },
  ...{ claim_type: 'institutional', bill_type_code: '111', admission_date: from, discharge_date: to },
  ...{ discharge_disposition_code: '01', organization_id: 'oak-group', practice_id: null, primary_care_visit: false },
  ...{ paid_usd: spend_usd, spend_usd, file_id: `file-${payer}`, record_number },
})

let reading: Reading
let whole: string
let ofAmber: string
beforeAll(async () => {
  reading = await smallRegion({
    ...ROWS,
    person_line: [
      ...(ROWS.person_line ?? []),
      stay('birch', '2025-02-01', '2025-02-04', '7777.01', 71),
      stay('amber', '2025-02-05', '2025-02-08', '888.02', 72),
    ],
  })
  const step = encounters(readEncounterModel())
  await step.prepare?.(reading.engine)
  await reading.engine.run(sql`insert into encounter by name ${typedRows(step)}`)
  const found = await reading.engine.one<{ encounter_id: string; own: string }>(sql`
    select encounter_id, substr(md5('both/2025-02-05'), 1, 16) as own from encounter where person_id = 'both'`)
  whole = explainId('encounter', 'both', found?.encounter_id)
  ofAmber = explainId('encounter', 'both', found?.own)
})
afterAll(() => reading.engine.close())

const records = async (references: readonly { file_id: string; record_number: number }[]): Promise<SourceRecord[]> =>
  references.map((one) => ({
    ...one,
    ...{ submission_id: 's', file_name: 'f', payer: one.file_id.replace('file-', ''), layout: 'tuva/medical_claim' },
    fields: [{ name: 'paid_amount', value: '888.02' }],
  }))
const told = async (who: keyof typeof VIEWERS, id: string) =>
  (await readExplanation(reading, doorOf(VIEWERS[who]), id, records)) as unknown as Explained
const refused = (who: keyof typeof VIEWERS, id: string) =>
  expect(told(who, id)).rejects.toMatchObject({ code: 'access-denied' })

test('the operator sees the stay of two payers whole', async () => {
  const found = await told('operator', whole)
  expect(found.value).toBe('8665.03')
  expect(found.steps).toHaveLength(2)
})

test('the practice sees why its patient’s stay is one, and no amount of another organization', async () => {
  const found = await told('elm', whole)
  expect(found.because).toContain('from 2025-02-01 to 2025-02-08')
  expect(found.value).toBeNull()
  expect(JSON.stringify(found)).not.toMatch(/7777|888\.02|8665/)
  expect(found.records.every(({ fields }) => fields.length === 0)).toBe(true)
})

test('a payer sees what its own lines make and nothing that tells of another’s', async () => {
  const found = await told('amber', ofAmber)
  expect(found.value).toBe('888.02')
  expect(found.because).toContain('from 2025-02-05 to 2025-02-08')
  expect(JSON.stringify(found)).not.toMatch(/birch|7777|2025-02-0[1-4]/)
  await refused('amber', whole)
  await refused('cedar', ofAmber)
})

test('another practice and a viewer without people get nothing, whether it is there or not', async () => {
  for (const who of ['oak', 'convener', 'state', 'public'] as const) {
    await refused(who, whole)
    await refused(who, explainId('encounter', 'both', 'nothing'))
  }
  await refused('elm', explainId('encounter', 'both', 'nothing'))
})
