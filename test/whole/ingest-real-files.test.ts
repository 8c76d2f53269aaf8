import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/lake/sql.ts'
import { OUTCOME_NAMES } from '../../src/sources/landing/submissions.ts'
import { regionWith } from '../sources/region-with.ts'

const REAL = process.env.WHOLEPANEL_REAL_FILES
const CCLF = 'cclf-v38/cclf-v38-synthetic-240801.zip'
const BCDA = 'bcda/shared_files/cclf'

if (!REAL) test.skip(`not tested, WHOLEPANEL_REAL_FILES is not set: ${CCLF}, ${BCDA}`, () => {})

describe.runIf(REAL)('public files', () => {
  let here: ReturnType<typeof regionWith>
  beforeEach(() => {
    here = regionWith()
  })
  afterEach(() => here.remove())
  const real = (path: string) => join(REAL ?? '', path)

  test('the CCLF set of version 38 comes in with every record accounted for, and a second time changes nothing', async () => {
    const report = await here.ingest('medicare', [real(CCLF)], { line_of_business: 'medicare-ffs' })
    expect(report.status).toBe('accepted')
    expect(report.files.length).toBe(22)
    for (const file of report.files) {
      const { received, ...ends } = file
      expect(received).toBe(
        OUTCOME_NAMES.filter((o) => o !== 'received').reduce((sum, o) => sum + ends[o as 'accepted'], 0),
      )
    }
    const total = report.files.reduce((sum, file) => sum + file.received, 0)
    expect(total).toBeGreaterThan(80_000)
    const content = await here.content()
    expect(content.length).toBeGreaterThan(5_000)
    const again = await here.ingest('medicare', [real(CCLF)], { line_of_business: 'medicare-ffs' })
    expect(again.status).toBe('duplicate')
    expect(again.files.reduce((sum, file) => sum + file.duplicate, 0)).toBe(total)
    expect(await here.content()).toEqual(content)
    const entities = await here.lake((engine) =>
      engine.rows(sql`select distinct data_source from medical_claim order by 1`),
    )
    expect(entities.length).toBeGreaterThan(1)
  })

  test("BCDA's archives without a name ending are opened, and each entry is named and counted", async () => {
    for (const name of readdirSync(real(`${BCDA}/archives/valid`)).sort()) {
      const report = await here.ingest('medicare', [real(`${BCDA}/archives/valid/${name}`)], {
        line_of_business: 'medicare-ffs',
      })
      expect(report.files.map((file) => file.layout)).toEqual(report.files.map(() => 'cclf'))
      expect(report.files.every((file) => file.received > 0)).toBe(true)
    }
  })

  test("BCDA's corrupted archive is refused by name and nothing lands", async () => {
    const path = real(`${BCDA}/archives/corrupted/T.BCD.A0001.ZCY18.D181120.T1000000`)
    await expect(here.ingest('medicare', [path])).rejects.toMatchObject({ code: 'input-archive' })
    expect(readdirSync(here.region.lake)).toEqual([])
    expect(readdirSync(here.region.received)).toEqual([])
  })

  test("BCDA's folder of archives and files that are not CCLF ends with one outcome for each record", async () => {
    for (const folder of ['mixed/with_invalid_filenames', 'mixed/with_folders', 'archives/csv']) {
      const report = await here.ingest('medicare', [real(`${BCDA}/${folder}`)], { line_of_business: 'medicare-ffs' })
      expect(report.files.length).toBeGreaterThan(0)
      for (const file of report.files.filter((f) => f.status === 'refused'))
        expect(file.quarantined).toBe(file.received)
    }
  })
})
