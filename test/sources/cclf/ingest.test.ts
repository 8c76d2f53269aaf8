import { join as joinPath } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Engine } from '../../../src/lake/engine.ts'
import { id, sql } from '../../../src/lake/sql.ts'
import { writeFile } from '../../../src/sources/write.ts'
import { regionWith } from '../region-with.ts'
import { type Delivery, fileOf, stage } from './stage.ts'

let here: ReturnType<typeof regionWith>
let engine: Engine
beforeEach(async () => {
  here = regionWith()
  engine = await Engine.open({ threads: 1 })
})
afterEach(() => {
  engine.close()
  here.remove()
})

/** Writes the files of a delivery under CMS's names and takes them in. */
async function deliver(delivery: Delivery, day: string, more: readonly string[] = []) {
  await stage(engine, delivery, 'written')
  const paths: string[] = [...more]
  for (const name of Object.keys(delivery)) {
    const path = joinPath(here.folder, `P.A1234.ACO.ZC${name.slice(4).toUpperCase()}Y24.D${day}.T0102030`)
    await writeFile(engine, fileOf(name), sql`select * exclude (file_id, record_number, aco_id) from ${id(name)}`, path)
    paths.push(path)
  }
  const report = await here.ingest('medicare', paths, { line_of_business: 'medicare-ffs' })
  return report.submission_id
}

const outcomes = () =>
  here.lake(async (lake) => {
    const rows = await lake.rows<Record<string, string>>(sql`
      select f.submission_id, f.layout_file, coalesce(case when s.file_id is not null then 'superseded' end, r.outcome) as outcome,
        coalesce(s.rule, r.rule) as rule
      from read_parquet(${`${here.region.lake}/*/*/record.parquet`}) r
        join read_parquet(${`${here.region.lake}/*/*/file.parquet`}) f on f.file_id = r.file_id
        left join (select * from read_parquet(${`${here.region.lake}/*/*/superseded.parquet`})) s
          on s.file_id = r.file_id and s.record_number = r.record_number
      order by 1, 2, 3`)
    return rows.map((r) => `${String(r.submission_id).slice(0, 7)} ${r.layout_file} ${r.outcome} ${r.rule}`)
  })

const claim = (number: string, adjustment: string) => ({
  cclf1: [
    {
      CUR_CLM_UNIQ_ID: number,
      BENE_MBI_ID: '6U50TE7GG18',
      CLM_TYPE_CD: '60',
      CLM_ADJSMT_TYPE_CD: adjustment,
      CLM_FROM_DT: '2024-07-01',
      CLM_THRU_DT: '2024-07-04',
      CLM_PMT_AMT: 200,
      CLM_BLG_PRVDR_OSCAR_NUM: '654321',
      CLM_IDR_LD_DT: '2024-07-15',
    },
  ],
  cclf2: [{ CUR_CLM_UNIQ_ID: number, CLM_LINE_NUM: 1, CLM_LINE_PROD_REV_CTR_CD: '0120' }],
  cclf4: [{ CUR_CLM_UNIQ_ID: number, CLM_PROD_TYPE_CD: 'D', CLM_VAL_SQNC_NUM: 1, CLM_DGNS_CD: 'I5023' }],
})
const bene = {
  cclf8: [
    {
      BENE_MBI_ID: '6U50TE7GG18',
      BENE_ENTLMT_BUYIN_IND: '3',
      BENE_PART_A_ENRLMT_BGN_DT: '2020-01-01',
      BENE_PART_B_ENRLMT_BGN_DT: '2020-01-01',
    },
  ],
}

test('a cancellation takes header, line and diagnosis of its claim, and itself, out of force', async () => {
  await deliver({ ...claim('1', '0'), ...bene }, '240801')
  await deliver(claim('2', '1'), '240901')
  expect(await outcomes()).toEqual([
    's000001 cclf1 superseded cclf-cancelled',
    's000001 cclf2 superseded cclf-cancelled',
    's000001 cclf4 superseded cclf-cancelled',
    's000001 cclf8 accepted null',
    's000002 cclf1 superseded cclf-cancellation-applied',
    's000002 cclf2 superseded cclf-cancellation-applied',
    's000002 cclf4 superseded cclf-cancellation-applied',
  ])
})

test('a cancellation before its claim is warned of and takes its amount back; then the claim comes and both go', async () => {
  await deliver({ ...claim('2', '1'), ...bene }, '240801')
  const paid = () => here.lake((lake) => lake.rows(sql`select claim_id, paid_amount from medical_claim`))
  expect(await paid()).toEqual([{ claim_id: 'cclf1-2', paid_amount: '-200.00' }])
  const found = await here.lake((lake) =>
    lake.rows(sql`
      select f.layout_file, r.outcome, r.rule from read_parquet(${`${here.region.lake}/*/*/record.parquet`}) r
      join read_parquet(${`${here.region.lake}/*/*/file.parquet`}) f on f.file_id = r.file_id
      where r.outcome = 'warned'`),
  )
  expect(found).toEqual([{ layout_file: 'cclf1', outcome: 'warned', rule: 'cancellation-without-original' }])
  await deliver(claim('1', '0'), '240901')
  expect(await paid()).toEqual([])
})

test('a file that repeats an earlier one is not missing from its delivery', async () => {
  const control = (day: string, ...types: string[]) =>
    here.file(
      `P.A1234.ACO.ZC0Y24.D${day}.T0102030`,
      types.map((type) => `${type.padEnd(7)}|${'File'.padEnd(43)}|${'1'.padStart(11)}|  549\n`).join(''),
    )
  await deliver(bene, '240801', [control('240801', 'CCLF8')])
  await deliver({ ...bene, ...claim('1', '0') }, '240901', [control('240901', 'CCLF1', 'CCLF8')])
  const found = await here.lake((lake) =>
    lake.rows(
      sql`select rule from read_parquet(${`${here.region.lake}/*/*/finding.parquet`}) where rule like 'control%'`,
    ),
  )
  expect(found).toEqual([])
})
