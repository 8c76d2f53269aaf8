import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { emptyHistory, type Given, inForce, stage, takeIn } from './stage.ts'

let engine: Engine
beforeEach(async () => {
  engine = await Engine.open({ threads: 1 })
  await emptyHistory(engine)
})
afterEach(() => engine.close())

const MBI = '6U50TE7GG18'

/** A record of the packet's table 4: CLM#, FROM, THRU, PAID, ADJ_TYPE, EFCTV_DT. */
const partA = (
  claim: number,
  from: string,
  thru: string,
  paid: number,
  adjustment: number,
  effective: string,
): Given => ({
  CUR_CLM_UNIQ_ID: String(claim),
  BENE_MBI_ID: MBI,
  CLM_TYPE_CD: '60',
  CLM_BLG_PRVDR_OSCAR_NUM: '654321',
  CLM_FROM_DT: from,
  CLM_THRU_DT: thru,
  CLM_PMT_AMT: paid,
  CLM_ADJSMT_TYPE_CD: String(adjustment),
  CLM_EFCTV_DT: effective,
})

/** A record of the packet's table 6: CLM#, LINE_NUM, PAID, ADJ_TYPE, EFCTV_DT; all have CNTL_NUM 7. */
const partB = (claim: number, line: number, paid: number, adjustment: number, effective: string): Given => ({
  CUR_CLM_UNIQ_ID: String(claim),
  CLM_LINE_NUM: line,
  BENE_MBI_ID: MBI,
  CLM_CNTL_NUM: '7',
  CLM_LINE_CVRD_PD_AMT: paid,
  CLM_ADJSMT_TYPE_CD: String(adjustment),
  CLM_EFCTV_DT: effective,
})

const TABLE_4 = [
  partA(1, '2012-07-01', '2012-07-08', 200, 0, '2012-07-20'),
  partA(2, '2012-07-01', '2012-07-08', 0, 2, '2012-09-20'),
  partA(3, '2012-07-01', '2012-07-08', 200, 1, '2012-08-07'),
  partA(4, '2012-07-01', '2012-07-08', 210, 2, '2012-09-20'),
  partA(5, '2012-07-01', '2012-07-08', 0, 2, '2012-08-07'),
  partA(6, '2012-07-01', '2012-07-08', 0, 1, '2012-10-07'),
  partA(7, '2012-08-20', '2012-08-29', 50, 0, '2012-09-20'),
]
const TABLE_6 = [
  partB(1, 3, 0, 1, '2012-09-02'),
  partB(1, 1, 380, 1, '2012-09-02'),
  partB(1, 2, 227, 1, '2012-09-02'),
  partB(2, 1, 380, 0, '2012-09-02'),
  partB(2, 2, 227, 0, '2012-09-02'),
  partB(2, 3, 100, 0, '2012-09-02'),
  partB(3, 3, 0, 0, '2012-08-15'),
  partB(3, 1, 380, 0, '2012-08-15'),
  partB(3, 2, 227, 0, '2012-08-15'),
]

const rows = () =>
  engine.rows(sql`select claim_id, claim_line_number, member_id, paid_amount, claim_status
    from ${inForce('medical_claim')} order by claim_id, claim_line_number, paid_amount`)
const total = async (type: string) =>
  (await engine.one(sql`select sum(paid_amount) as usd from ${inForce('medical_claim')} where claim_type = ${type}`))
    ?.usd

test("the packet's beneficiary costs $260 in Part A and $707 in Part B, $967 in all", async () => {
  await stage(engine, { cclf1: TABLE_4, cclf5: TABLE_6 }, 's1')
  await takeIn(engine, 's1')
  expect(await total('institutional')).toBe('260.00')
  expect(await total('professional')).toBe('707.00')
  expect((await engine.one(sql`select sum(paid_amount) as usd from ${inForce('medical_claim')}`))?.usd).toBe('967.00')
})

test("the packet's final claims are 4, 7 and one of 2 and 5; claim 2 of Part B stands", async () => {
  await stage(engine, { cclf1: TABLE_4, cclf5: TABLE_6 }, 's1')
  await takeIn(engine, 's1')
  expect((await rows()).map((r) => `${r.claim_id} ${r.claim_line_number} ${r.paid_amount}`)).toEqual([
    'cclf1-2 1 0.00',
    'cclf1-4 1 210.00',
    'cclf1-7 1 50.00',
    'cclf5-2 1 380.00',
    'cclf5-2 2 227.00',
    'cclf5-2 3 100.00',
  ])
})

test('a claim, its cancellation and its adjustment leave the same rows in every order of arrival', async () => {
  const records = [
    partA(1, '2012-07-01', '2012-07-08', 200, 0, '2012-07-20'),
    partA(3, '2012-07-01', '2012-07-08', 200, 1, '2012-08-07'),
    partA(4, '2012-07-01', '2012-07-08', 210, 2, '2012-08-07'),
  ]
  const lines = [
    partB(11, 1, 80, 0, '2012-08-15'),
    partB(12, 1, 80, 1, '2012-09-02'),
    partB(13, 1, 95, 0, '2012-09-02'),
  ]
  const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
  await fc.assert(
    fc.asyncProperty(order, order, fc.boolean(), async (a, b, apart) => {
      await emptyHistory(engine)
      const deliveries = apart
        ? a.map((at, i) => ({ cclf1: [records[at]!], cclf5: [lines[b[i]!]!] }))
        : [{ cclf1: a.map((at) => records[at]!), cclf5: b.map((at) => lines[at]!) }]
      for (const [i, delivery] of deliveries.entries()) {
        await stage(engine, delivery, `s${i}`)
        await takeIn(engine, `s${i}`)
      }
      expect((await rows()).map((r) => `${r.claim_id} ${r.paid_amount}`)).toEqual(['cclf1-4 210.00', 'cclf5-13 95.00'])
    }),
    { numRuns: 12 },
  )
})

test('one cancellation voids one of two equal claims, and both are never voided by it later', async () => {
  await stage(engine, { cclf5: [partB(21, 1, 80, 0, '2012-08-15'), partB(22, 1, 80, 1, '2012-09-02')] }, 's1')
  await takeIn(engine, 's1')
  expect(await rows()).toEqual([])
  await stage(engine, { cclf5: [partB(20, 1, 80, 0, '2012-08-01')] }, 's2')
  await takeIn(engine, 's2')
  expect((await rows()).map((r) => `${r.claim_id} ${r.paid_amount}`)).toEqual(['cclf5-20 80.00'])
})

test('a cancellation without its claim stays in force and takes its amount back', async () => {
  await stage(engine, { cclf1: [partA(3, '2012-07-01', '2012-07-08', 200, 1, '2012-08-07')] }, 's1')
  await takeIn(engine, 's1')
  expect(await rows()).toEqual([
    { claim_id: 'cclf1-3', claim_line_number: 1, member_id: MBI, paid_amount: '-200.00', claim_status: 'cancellation' },
  ])
})

test('a claim under an earlier beneficiary number is voided under the current one', async () => {
  await stage(
    engine,
    { cclf1: [{ ...partA(1, '2012-07-01', '2012-07-08', 200, 0, '2012-07-20'), BENE_MBI_ID: '5F27TE6KM28' }] },
    's1',
  )
  await takeIn(engine, 's1')
  await stage(
    engine,
    {
      cclf1: [partA(3, '2012-07-01', '2012-07-08', 200, 1, '2012-08-07')],
      cclf9: [{ CRNT_NUM: MBI, PRVS_NUM: '5F27TE6KM28' }],
    },
    's2',
  )
  await takeIn(engine, 's2')
  expect(await rows()).toEqual([])
})

test('a claim that comes again, or to another ACO, counts once', async () => {
  const claim = partB(31, 1, 80, 0, '2012-08-15')
  await stage(engine, { cclf5: [claim, { ...claim, aco_id: 'A9999' }] }, 's1')
  await takeIn(engine, 's1')
  await stage(engine, { cclf5: [claim] }, 's2')
  await takeIn(engine, 's2')
  expect((await rows()).map((r) => r.paid_amount)).toEqual(['80.00'])
  await stage(engine, { cclf5: [partB(32, 1, 80, 1, '2012-09-02')] }, 's3')
  await takeIn(engine, 's3')
  expect(await rows()).toEqual([])
  await stage(engine, { cclf5: [claim] }, 's4')
  await takeIn(engine, 's4')
  expect(await rows()).toEqual([])
})

test('denied claims and lines replace nothing and are replaced by nothing: they stay, as denied', async () => {
  await stage(
    engine,
    {
      cclf1: [{ ...partA(1, '2012-07-01', '2012-07-08', 200, 0, '2012-07-20'), CLM_MDCR_NPMT_RSN_CD: 'N' }],
      cclf5: [
        { ...partB(2, 1, 50, 0, '2012-08-15'), CLM_CARR_PMT_DNL_CD: '0' },
        { ...partB(3, 1, 50, 0, '2012-08-15'), CLM_CARR_PMT_DNL_CD: '1', CLM_PRCSG_IND_CD: 'N' },
        { ...partB(3, 2, 60, 0, '2012-08-15'), CLM_CARR_PMT_DNL_CD: '1', CLM_PRCSG_IND_CD: 'A' },
      ],
    },
    's1',
  )
  await takeIn(engine, 's1')
  expect(
    await engine.rows(
      sql`select claim_id, claim_line_number as line, claim_status from medical_claim_history order by 1, 2`,
    ),
  ).toEqual([
    { claim_id: 'cclf1-1', line: 1, claim_status: 'denied' },
    { claim_id: 'cclf5-2', line: 1, claim_status: 'denied' },
    { claim_id: 'cclf5-3', line: 1, claim_status: 'denied' },
    { claim_id: 'cclf5-3', line: 2, claim_status: 'original' },
  ])
  expect(await engine.rows(sql`select file_id from superseded_row`)).toEqual([])
})

test('of a prescription drug event the latest version counts, and a deletion leaves nothing', async () => {
  const event = (claim: string, adjustment: string, effective: string, fill: string, paid: number): Given => ({
    CUR_CLM_UNIQ_ID: claim,
    BENE_MBI_ID: MBI,
    CLM_LINE_FROM_DT: '2024-08-01',
    PRVDR_SRVC_ID_QLFYR_CD: '01',
    CLM_SRVC_PRVDR_GNRC_ID_NUM: '1821126955',
    CLM_LINE_RX_SRVC_RFRNC_NUM: '270072',
    CLM_LINE_RX_FILL_NUM: fill,
    CLM_LINE_BENE_PMT_AMT: paid,
    CLM_ADJSMT_TYPE_CD: adjustment,
    CLM_EFCTV_DT: effective,
  })
  await stage(engine, { cclf7: [event('1', '0', '2024-08-09', '1', 10), event('2', '0', '2024-08-09', '2', 12)] }, 's1')
  await takeIn(engine, 's1')
  await stage(engine, { cclf7: [event('3', '2', '2024-09-09', '1', 8), event('4', '1', '2024-09-09', '2', 0)] }, 's2')
  await takeIn(engine, 's2')
  expect(
    await engine.rows(sql`select claim_id, copayment_amount, paid_amount, refills from ${inForce('pharmacy_claim')}`),
  ).toEqual([{ claim_id: 'cclf7-3', copayment_amount: '8.00', paid_amount: null, refills: 1 }])
})
