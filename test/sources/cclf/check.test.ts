import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

async function findings(delivery: Delivery, files: Parameters<typeof checkCclf>[0] = []) {
  await stage(engine, delivery, 's1')
  const rows = await engine.rows(checkCclf(files))
  return rows.map((r) => `${r.file_id} ${r.record_number} ${r.column} ${r.rule}`).sort()
}

test('a sound delivery has no finding', async () => {
  expect(await findings({ cclf5: [line], cclf8: [bene] })).toEqual([])
})

test('days in the wrong order are warned of at the later one', async () => {
  const change = {
    CRNT_NUM: CURRENT,
    PRVS_NUM: '5F27TE6KM28',
    PRVS_ID_EFCTV_DT: '2020-02-02',
    PRVS_ID_OBSLT_DT: '2020-02-01',
  }
  expect(await findings({ cclf9: [change] })).toEqual(['s1/cclf9 1 PRVS_ID_OBSLT_DT dates-out-of-order'])
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
  const folder = mkdtempSync(join(tmpdir(), 'cclf0-'))
  const path = join(folder, 'control')
  const counted = (type: string, count: string) => `${type}  |${'File'.padEnd(43)}|${count.padStart(11)}|    1`
  const counts = [counted('CCLF5', '3'), counted('CCLF6', '0'), counted('CCLF8', '1'), counted('CCLF7', '4')]
  writeFileSync(
    path,
    ['File Number  |File Description    |Total Records Count |Record Length', ...counts, ''].join('\n'),
  )
  const sent = (file: string, name: string, records: number) => ({
    file_id: `s1/${file}`,
    file_name: `P.A1234.ACO.ZC${name}24.D240801.T0102030`,
    records,
    path,
    is_repeated: false,
  })
  const files = [sent('cclf0', '0Y', 5), sent('cclf5', '5Y', 1), sent('cclf8', '8Y', 1), sent('run-out', '5R', 2)]
  expect(await findings({ cclf5: [line], cclf8: [bene] }, files)).toEqual([
    's1/cclf0 2 RECORD_COUNT control-total',
    's1/cclf0 5 RECORD_COUNT control-file-missing',
  ])
  rmSync(folder, { recursive: true })
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
