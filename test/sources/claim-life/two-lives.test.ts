import { join as joinPath } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Engine } from '../../../src/lake/engine.ts'
import { id, sql } from '../../../src/lake/sql.ts'
import { writeFile } from '../../../src/sources/write.ts'
import { type Delivery, fileOf, stage } from '../cclf/stage.ts'
import { regionWith } from '../region-with.ts'
import { claimsCsv, inForce, type Line } from './sent.ts'

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

const claim = (number: string, adjustment: string): Delivery => ({
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

async function deliver(delivery: Delivery, day: string, lines: readonly Line[]): Promise<void> {
  await stage(engine, delivery, 'written')
  const paths = [here.file(`claims-${day}.csv`, claimsCsv(lines))]
  for (const name of Object.keys(delivery)) {
    const path = joinPath(here.folder, `P.A1234.ACO.ZC${name.slice(4).toUpperCase()}Y24.D${day}.T0102030`)
    await writeFile(engine, fileOf(name), sql`select * exclude (file_id, record_number, aco_id) from ${id(name)}`, path)
    paths.push(path)
  }
  await here.ingest('medicare', paths, { line_of_business: 'medicare-ffs' })
}

test('two layouts of one delivery each keep their own life: a diagnosis still goes with its claim', async () => {
  const sent: Line = { claim_id: 'T1', control: 'K', paid_on: '2024-08-01', paid: '50.00' }
  await deliver(claim('1', '0'), '240801', [sent])
  expect(await inForce(here, 'medicare')).toEqual(['T1 1 original 50.00', 'cclf1-1 1 original 200.00'])
  await deliver(claim('2', '1'), '240901', [{ ...sent, claim_id: 'T2', status: 'cancellation', paid: '-50.00' }])
  expect(await inForce(here, 'medicare')).toEqual([])
  const gone = await here.lake((lake) =>
    lake.rows<{ layout_file: string; rule: string }>(sql`
      select f.layout_file, s.rule, count(*) as n from read_parquet(${`${here.region.lake}/*/*/superseded.parquet`}) s
        join read_parquet(${`${here.region.lake}/*/*/file.parquet`}) f on f.file_id = s.file_id
      group by f.layout_file, s.rule order by f.layout_file, s.rule`),
  )
  expect(gone.map(({ layout_file, rule }) => `${layout_file} ${rule}`)).toEqual([
    'cclf1 cclf-cancellation-applied',
    'cclf1 cclf-cancelled',
    'cclf2 cclf-cancellation-applied',
    'cclf2 cclf-cancelled',
    'cclf4 cclf-cancellation-applied',
    'cclf4 cclf-cancelled',
    'medical_claim claim-voided',
    'medical_claim void-applied',
  ])
})
