import { afterEach, beforeEach, expect, test } from 'vitest'
import { Engine } from '../../../src/lake/engine.ts'
import { checkCclf, unmatchedCancellations } from '../../../src/sources/cclf/check.ts'
import { type Delivery, emptyHistory, stage, takeIn } from './stage.ts'

let engine: Engine
beforeEach(async () => {
  engine = await Engine.open({ threads: 1 })
  await emptyHistory(engine)
})
afterEach(() => engine.close())

const CURRENT = '6U50TE7GG18'
const bene = { BENE_MBI_ID: CURRENT, BENE_ENTLMT_BUYIN_IND: '3', BENE_PART_A_ENRLMT_BGN_DT: '2020-01-01' }
const line = { CUR_CLM_UNIQ_ID: '1', CLM_LINE_NUM: 1, BENE_MBI_ID: CURRENT, CLM_ADJSMT_TYPE_CD: '0' }

async function findings(delivery: Delivery, files: Parameters<typeof checkCclf>[1] = []) {
  await stage(engine, delivery, 's1')
  const rows = await engine.rows(checkCclf('medicare', files))
  return rows.map((r) => `${r.file_id} ${r.record_number} ${r.column} ${r.rule}`).sort()
}

test('a sound delivery has no finding', async () => {
  expect(await findings({ cclf5: [line], cclf8: [bene] })).toEqual([])
})

test('a claim of a beneficiary whom no CCLF8 names is warned of, once per record', async () => {
  expect(await findings({ cclf5: [line, { ...line, BENE_MBI_ID: '9AA9AA9AA99' }], cclf8: [bene] })).toEqual([
    's1/cclf5 2 BENE_MBI_ID claim-without-coverage',
  ])
})

test('a claim under a number that CCLF9 replaces is covered', async () => {
  const delivery = {
    cclf5: [{ ...line, BENE_MBI_ID: '5F27TE6KM28' }],
    cclf8: [bene],
    cclf9: [{ CRNT_NUM: CURRENT, PRVS_NUM: '5F27TE6KM28' }],
  }
  expect(await findings(delivery)).toEqual([])
})

test('a beneficiary of an earlier delivery is covered', async () => {
  await stage(engine, { cclf8: [bene] }, 's0')
  await takeIn(engine, 's0')
  expect(await findings({ cclf5: [line] })).toEqual([])
})

test('days in the wrong order are warned of at the later one', async () => {
  expect(
    await findings({ cclf5: [{ ...line, CLM_FROM_DT: '2024-08-02', CLM_THRU_DT: '2024-08-01' }], cclf8: [bene] }),
  ).toEqual(['s1/cclf5 1 CLM_THRU_DT date-order'])
})

test('a revenue line whose header did not come is warned of', async () => {
  expect(await findings({ cclf2: [{ CUR_CLM_UNIQ_ID: '9', CLM_LINE_NUM: 1 }], cclf8: [bene] })).toEqual([
    's1/cclf2 1 CUR_CLM_UNIQ_ID record-without-header',
  ])
})

test('a beneficiary without entitlement or without a start has no span', async () => {
  expect(
    await findings({
      cclf8: [
        { ...bene, BENE_ENTLMT_BUYIN_IND: '0' },
        { BENE_MBI_ID: CURRENT, BENE_ENTLMT_BUYIN_IND: '3' },
      ],
    }),
  ).toEqual([
    's1/cclf8 1 BENE_ENTLMT_BUYIN_IND not-entitled',
    's1/cclf8 2 BENE_PART_A_ENRLMT_BGN_DT coverage-start-unknown',
  ])
})

test('the counts of CCLF0 are held to the files of their own delivery', async () => {
  const control = (type: string, count: string) => ({ FILE_TYPE: type, RECORD_COUNT: count })
  const delivery = {
    cclf0: [
      control('File Nu', 'Records'),
      control('CCLF5', '3'),
      control('CCLF6', '0'),
      control('CCLF8', '1'),
      control('CCLF7', '4'),
    ],
    cclf5: [line],
    cclf8: [bene],
  }
  const sent = (file: string, n: string, records: number) => ({
    file_id: `s1/${file}`,
    file_name: `P.A1234.ACO.ZC${n}24.D240801.T0102030`,
    records,
  })
  const files = [sent('cclf0', '0Y', 5), sent('cclf5', '5Y', 1), sent('cclf8', '8Y', 1), sent('run-out', '5R', 2)]
  expect(await findings(delivery, files)).toEqual([
    's1/cclf0 2 RECORD_COUNT control-total',
    's1/cclf0 5 RECORD_COUNT control-file-missing',
  ])
})

test('a cancellation that voids nothing is warned of by the delivery that brings it', async () => {
  await stage(
    engine,
    { cclf5: [{ ...line, CLM_CNTL_NUM: '7', CLM_LINE_CVRD_PD_AMT: 80, CLM_ADJSMT_TYPE_CD: '1' }] },
    's1',
  )
  await takeIn(engine, 's1')
  const rows = await engine.rows(unmatchedCancellations('medicare', 's1'))
  expect(rows.map((r) => `${r.file_id} ${r.record_number} ${r.rule}`)).toEqual([
    's1/cclf5 1 cancellation-without-original',
  ])
  expect(await engine.rows(unmatchedCancellations('medicare', 's2'))).toEqual([])
})
