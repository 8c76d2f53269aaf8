import { afterEach, beforeEach, expect, test } from 'vitest'
import { Engine } from '../../../src/lake/engine.ts'
import { id, join, raw, sql } from '../../../src/lake/sql.ts'
import { mapCclf } from '../../../src/sources/cclf/map.ts'
import { type Delivery, stage } from './stage.ts'

let engine: Engine
beforeEach(async () => {
  engine = await Engine.open({ threads: 1 })
})
afterEach(() => engine.close())

const MBI = '6U50TE7GG18'

/** The named columns of a table, in the order of its grain. */
async function mapped(delivery: Delivery, table: string, columns: string, aco = 'A1234') {
  await stage(engine, delivery, 's1', aco)
  const found = mapCclf('medicare', 'medicare-ffs', 's1').find((m) => m.table.name === table)!
  const names = columns.split(' ')
  return engine.rows(
    sql`select ${join(names.map(id))} from (${found.relation}) t order by ${join(found.table.grain.map(id))}, record_number`,
  )
}

const header = {
  CUR_CLM_UNIQ_ID: '1',
  BENE_MBI_ID: MBI,
  CLM_TYPE_CD: '60',
  CLM_ADJSMT_TYPE_CD: '0',
  CLM_FROM_DT: '2024-07-01',
  CLM_THRU_DT: '2024-07-04',
  CLM_PMT_AMT: 1000,
  CLM_BLG_PRVDR_OSCAR_NUM: '654321',
}
const revenue = (line: number, paid: number) => ({
  CUR_CLM_UNIQ_ID: '1',
  CLM_LINE_NUM: line,
  BENE_MBI_ID: MBI,
  CLM_LINE_PROD_REV_CTR_CD: `04${line}0`,
  CLM_LINE_CVRD_PD_AMT: paid,
})

test('every relation has the columns of its table, in order', async () => {
  await stage(engine, {}, 's1')
  for (const { table, relation } of mapCclf('medicare', 'medicare-ffs', 's1')) {
    const described = await engine.rows(sql`select column_name from (describe ${relation})`)
    expect(described.map((d) => d.column_name)).toEqual(table.columns.map((c) => c.name))
  }
})

test("a header's payment that its lines do not sum to stands on the first line only", async () => {
  expect(
    await mapped(
      { cclf1: [{ ...header, CLM_MDCR_INSTNL_TOT_CHRG_AMT: 5000 }], cclf2: [revenue(3, 0), revenue(2, 0)] },
      'medical_claim',
      'claim_id claim_line_number paid_amount charge_amount header_file_id header_record_number file_id record_number',
    ),
  ).toEqual([
    {
      claim_id: 'cclf1-1',
      claim_line_number: 2,
      paid_amount: '1000.00',
      charge_amount: '5000.00',
      header_file_id: 's1/cclf1',
      header_record_number: 1,
      file_id: 's1/cclf2',
      record_number: 2,
    },
    {
      claim_id: 'cclf1-1',
      claim_line_number: 3,
      paid_amount: '0.00',
      charge_amount: null,
      header_file_id: 's1/cclf1',
      header_record_number: 1,
      file_id: 's1/cclf2',
      record_number: 1,
    },
  ])
})

test('lines that sum to the header to the cent keep their own payments', async () => {
  const lines = { cclf1: [header], cclf2: [revenue(1, 400.1), revenue(2, 599.9)] }
  const columns = 'paid_amount'
  expect(await mapped(lines, 'medical_claim', columns)).toEqual([{ paid_amount: '400.10' }, { paid_amount: '599.90' }])
  const aCentOff = { cclf1: [header], cclf2: [revenue(1, 400.1), revenue(2, 599.91)] }
  expect(await mapped(aCentOff, 'medical_claim', columns)).toEqual([
    { paid_amount: '1000.00' },
    { paid_amount: '0.00' },
  ])
})

test('a claim without revenue lines is line 1 and comes from its header', async () => {
  expect(
    await mapped({ cclf1: [header] }, 'medical_claim', 'claim_line_number paid_amount file_id header_file_id'),
  ).toEqual([{ claim_line_number: 1, paid_amount: '1000.00', file_id: 's1/cclf1', header_file_id: 's1/cclf1' }])
})

test('a line whose header did not come has no known payment and no status', async () => {
  expect(await mapped({ cclf2: [revenue(1, 400)] }, 'medical_claim', 'member_id paid_amount claim_status')).toEqual([
    { member_id: MBI, paid_amount: null, claim_status: null },
  ])
})

test('amounts on a cancellation are negative, the header included', async () => {
  const cancelled = { CLM_ADJSMT_TYPE_CD: '1' }
  const part_b = {
    CUR_CLM_UNIQ_ID: '2',
    CLM_LINE_NUM: 1,
    BENE_MBI_ID: MBI,
    CLM_LINE_CVRD_PD_AMT: 80,
    CLM_LINE_ALOWD_CHRG_AMT: 100,
  }
  expect(
    await mapped(
      {
        cclf1: [{ ...header, ...cancelled, CLM_MDCR_INSTNL_TOT_CHRG_AMT: 5000 }],
        cclfa: [{ CUR_CLM_UNIQ_ID: '1', CLM_MDCR_COINSRNC_AMT: 20, CLM_MDCR_DDCTBL_AMT: 30 }],
        cclf5: [{ ...part_b, ...cancelled }],
      },
      'medical_claim',
      'paid_amount allowed_amount charge_amount coinsurance_amount deductible_amount claim_status',
    ),
  ).toEqual([
    {
      paid_amount: '-1000.00',
      allowed_amount: '-1050.00',
      charge_amount: '-5000.00',
      coinsurance_amount: '-20.00',
      deductible_amount: '-30.00',
      claim_status: 'cancellation',
    },
    {
      paid_amount: '-80.00',
      allowed_amount: '-100.00',
      charge_amount: null,
      coinsurance_amount: null,
      deductible_amount: null,
      claim_status: 'cancellation',
    },
  ])
})

test('diagnoses stand principal first, then by kind and sequence, each once', async () => {
  const code = (kind: string, sequence: number, value: string) => ({
    CUR_CLM_UNIQ_ID: '1',
    CLM_PROD_TYPE_CD: kind,
    CLM_VAL_SQNC_NUM: sequence,
    CLM_DGNS_CD: value,
  })
  expect(
    await mapped(
      {
        cclf1: [{ ...header, PRNCPL_DGNS_CD: 'I5023', DGNS_PRCDR_ICD_IND: '0' }],
        cclf4: [code('E', 1, 'W19XXXA'), code('D', 3, 'N179'), code('D', 1, 'I5023'), code('D', 2, 'E119')],
      },
      'medical_claim',
      'diagnosis_code_type diagnosis_code_1 diagnosis_code_2 diagnosis_code_3 diagnosis_code_4 diagnosis_code_5',
    ),
  ).toEqual([
    {
      diagnosis_code_type: 'icd-10-cm',
      diagnosis_code_1: 'I5023',
      diagnosis_code_2: 'E119',
      diagnosis_code_3: 'N179',
      diagnosis_code_4: 'W19XXXA',
      diagnosis_code_5: null,
    },
  ])
})

test('procedures stand by sequence with their days', async () => {
  const procedure = (sequence: number, code: string, day: string) => ({
    CUR_CLM_UNIQ_ID: '1',
    CLM_VAL_SQNC_NUM: sequence,
    CLM_PRCDR_CD: code,
    CLM_PRCDR_PRFRM_DT: day,
    DGNS_PRCDR_ICD_IND: '0',
  })
  expect(
    await mapped(
      { cclf1: [header], cclf3: [procedure(2, '0SRC0J9', '2024-07-02'), procedure(1, '02703ZZ', '2024-07-01')] },
      'medical_claim',
      'procedure_code_type procedure_code_1 procedure_date_1 procedure_code_2 procedure_date_2',
    ),
  ).toEqual([
    {
      procedure_code_type: 'icd-10-pcs',
      procedure_code_1: '02703ZZ',
      procedure_date_1: '2024-07-01',
      procedure_code_2: '0SRC0J9',
      procedure_date_2: '2024-07-02',
    },
  ])
})

test('the type of bill is facility, class and frequency; a stay has its days unless the bill is interim', async () => {
  const stay = {
    ...header,
    CLM_BILL_FAC_TYPE_CD: '1',
    CLM_BILL_CLSFCTN_CD: '1',
    BENE_PTNT_STUS_CD: '01',
    DGNS_DRG_CD: '0291',
  }
  const columns = 'bill_type_code admission_date discharge_date drg_code claim_control_number'
  expect(
    await mapped(
      {
        cclf1: [
          { ...stay, CLM_BILL_FREQ_CD: '1' },
          { ...stay, CUR_CLM_UNIQ_ID: '2', CLM_BILL_FREQ_CD: '3', BENE_PTNT_STUS_CD: '30' },
          { ...stay, CUR_CLM_UNIQ_ID: '3', CLM_TYPE_CD: '40', CLM_BILL_CLSFCTN_CD: '3' },
        ],
      },
      'medical_claim',
      columns,
    ),
  ).toEqual([
    {
      bill_type_code: '111',
      admission_date: '2024-07-01',
      discharge_date: '2024-07-04',
      drg_code: '291',
      claim_control_number: '654321-2024-07-01-2024-07-04',
    },
    expect.objectContaining({ bill_type_code: '113', admission_date: null, discharge_date: null }),
    expect.objectContaining({ bill_type_code: null, admission_date: null, discharge_date: null }),
  ])
})

test('one claim in two entities of a delivery keeps its lines apart', async () => {
  const both = (aco_id: string) => ({
    cclf1: { ...header, aco_id },
    cclf2: { ...revenue(1, 1000), aco_id },
  })
  const [a, b] = [both('A1111'), both('A2222')]
  expect(
    await mapped(
      { cclf1: [a.cclf1, b.cclf1], cclf2: [a.cclf2, b.cclf2] },
      'medical_claim',
      'data_source paid_amount header_record_number',
    ),
  ).toEqual([
    { data_source: 'cclf/A1111', paid_amount: '1000.00', header_record_number: 1 },
    { data_source: 'cclf/A2222', paid_amount: '1000.00', header_record_number: 2 },
  ])
})

const bene = {
  BENE_MBI_ID: MBI,
  BENE_SEX_CD: '2',
  BENE_RACE_CD: '1',
  BENE_ENTLMT_BUYIN_IND: '3',
  BENE_PART_A_ENRLMT_BGN_DT: '2020-01-01',
  BENE_PART_B_ENRLMT_BGN_DT: '2020-06-01',
}

test('coverage starts when both parts have begun and is one row, however many hospice ranges', async () => {
  expect(
    await mapped(
      {
        cclf8: [
          { ...bene, BENE_RNG_BGN_DT: '2024-01-01', BENE_DUAL_STUS_CD: '00' },
          { ...bene, BENE_RNG_BGN_DT: '2024-05-01', BENE_DUAL_STUS_CD: '02' },
        ],
      },
      'eligibility',
      'data_source payer plan line_of_business member_id enrollment_start_date enrollment_end_date gender dual_status_code record_number',
    ),
  ).toEqual([
    {
      data_source: 'cclf/A1234',
      payer: 'medicare',
      plan: '-',
      line_of_business: 'medicare-ffs',
      member_id: MBI,
      enrollment_start_date: '2020-06-01',
      enrollment_end_date: '9999-12-31',
      gender: 'female',
      dual_status_code: '02',
      record_number: 2,
    },
  ])
})

test('coverage of one part starts with that part, ends with death, and needs entitlement', async () => {
  expect(
    await mapped(
      {
        cclf8: [
          { ...bene, BENE_MBI_ID: '1', BENE_ENTLMT_BUYIN_IND: '1' },
          { ...bene, BENE_MBI_ID: '2', BENE_ENTLMT_BUYIN_IND: 'B', BENE_DEATH_DT: '2024-03-05' },
          { ...bene, BENE_MBI_ID: '3', BENE_ENTLMT_BUYIN_IND: '0' },
        ],
      },
      'eligibility',
      'member_id enrollment_start_date enrollment_end_date',
    ),
  ).toEqual([
    { member_id: '1', enrollment_start_date: '2020-01-01', enrollment_end_date: '9999-12-31' },
    { member_id: '2', enrollment_start_date: '2020-06-01', enrollment_end_date: '2024-03-05' },
  ])
})

test('coverage is known until the end of the month in which the newest claim was loaded', async () => {
  const claim = { CUR_CLM_UNIQ_ID: '1', CLM_LINE_NUM: 1, BENE_MBI_ID: MBI, CLM_ADJSMT_TYPE_CD: '0' }
  expect(
    await mapped(
      {
        cclf5: [
          { ...claim, CLM_IDR_LD_DT: '2024-02-05' },
          { ...claim, CLM_IDR_LD_DT: '2024-09-30', aco_id: 'A9999' },
        ],
        cclf8: [bene, { ...bene, aco_id: 'A9999', BENE_DEATH_DT: '2024-03-05' }, { ...bene, aco_id: 'A0000' }],
      },
      'eligibility',
      'data_source enrollment_end_date',
    ),
  ).toEqual([
    { data_source: 'cclf/A0000', enrollment_end_date: '2024-09-30' },
    { data_source: 'cclf/A1234', enrollment_end_date: '2024-02-29' },
    { data_source: 'cclf/A9999', enrollment_end_date: '2024-03-05' },
  ])
})

test('a number that changed twice becomes the one in use, and a circle changes nothing', async () => {
  const change = (previous: string, current: string) => ({ PRVS_NUM: previous, CRNT_NUM: current })
  const line = (claim: string, member: string) => ({
    CUR_CLM_UNIQ_ID: claim,
    CLM_LINE_NUM: 1,
    BENE_MBI_ID: member,
    CLM_ADJSMT_TYPE_CD: '0',
  })
  expect(
    await mapped(
      {
        cclf5: [line('1', 'FIRST'), line('2', 'SECOND'), line('3', 'HEN'), line('4', 'SAME')],
        cclf9: [
          change('FIRST', 'SECOND'),
          change('SECOND', 'THIRD'),
          change('HEN', 'EGG'),
          change('EGG', 'HEN'),
          change('SAME', 'SAME'),
        ],
      },
      'medical_claim',
      'claim_id member_id',
    ),
  ).toEqual([
    { claim_id: 'cclf5-1', member_id: 'THIRD' },
    { claim_id: 'cclf5-2', member_id: 'THIRD' },
    { claim_id: 'cclf5-3', member_id: 'HEN' },
    { claim_id: 'cclf5-4', member_id: 'SAME' },
  ])
})

test('two spans of one earlier number are one row, from the first day to the last', async () => {
  const span = (from: string, to: string) => ({
    PRVS_NUM: 'OLD',
    CRNT_NUM: 'NEW',
    PRVS_ID_EFCTV_DT: from,
    PRVS_ID_OBSLT_DT: to,
  })
  expect(
    await mapped(
      { cclf9: [span('2020-01-01', '2020-12-31'), span('2022-01-01', '2022-05-05')] },
      'member_crosswalk',
      'previous_member_id current_member_id effective_date obsolete_date',
    ),
  ).toEqual([
    { previous_member_id: 'OLD', current_member_id: 'NEW', effective_date: '2020-01-01', obsolete_date: '2022-05-05' },
  ])
})

test('a professional line keeps the order of its diagnoses and adds its own', async () => {
  const line = {
    CUR_CLM_UNIQ_ID: '1',
    CLM_LINE_NUM: 1,
    BENE_MBI_ID: MBI,
    CLM_ADJSMT_TYPE_CD: '0',
    CLM_DGNS_1_CD: 'E119',
    CLM_DGNS_2_CD: 'I10',
    CLM_LINE_DGNS_CD: 'Z0000',
    DGNS_PRCDR_ICD_IND: '0',
    RNDRG_PRVDR_NPI_NUM: '1111111111',
    CLM_RNDRG_PRVDR_TAX_NUM: '123456789',
    CLM_POS_CD: '11',
  }
  const rows = await mapped(
    { cclf5: [line, { ...line, CLM_LINE_NUM: 2, CLM_LINE_DGNS_CD: 'I10' }] },
    'medical_claim',
    'diagnosis_code_1 diagnosis_code_2 diagnosis_code_13 rendering_npi rendering_tin place_of_service_code',
  )
  expect(rows).toEqual([
    {
      diagnosis_code_1: 'E119',
      diagnosis_code_2: 'I10',
      diagnosis_code_13: 'Z0000',
      rendering_npi: '1111111111',
      rendering_tin: '123456789',
      place_of_service_code: '11',
    },
    expect.objectContaining({ diagnosis_code_13: null }),
  ])
})

test('no table has two rows of one grain', async () => {
  await stage(
    engine,
    {
      cclf1: [header],
      cclf2: [revenue(1, 1000)],
      cclf5: [{ CUR_CLM_UNIQ_ID: '1', CLM_LINE_NUM: 1, BENE_MBI_ID: MBI, CLM_ADJSMT_TYPE_CD: '0' }],
      cclf8: [bene],
    },
    's1',
  )
  for (const { table, relation } of mapCclf('medicare', 'medicare-ffs', 's1')) {
    const twice = await engine.rows(
      sql`select 1 from (${relation}) t group by ${join(table.grain.map(id))} having count(*) > ${raw('1')}`,
    )
    expect(twice, table.name).toEqual([])
  }
})
