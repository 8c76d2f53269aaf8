import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sql } from '../../src/lake/sql.ts'
import { counts, regionWith } from '../sources/region-with.ts'

const REAL = process.env.WHOLEPANEL_REAL_FILES
const SET = 'bcda/shared_files: suppression files (NGD1800)'
if (!REAL) test.skip(`not tested, WHOLEPANEL_REAL_FILES is not set: ${SET}`, () => {})

const name = (day: string, time: string) => `T#EFT.ON.ACO.NGD1800.DPRF.D${day}.T${time}`
const OK = { status: 'accepted', because: null, quarantined: 0, findings: [] as string[] }
const refused = (because: string, received: number) => ({
  status: 'refused',
  because,
  quarantined: received,
  statements: 0,
  findings: [`refused ${because} -`],
})

/** What each of CMS's test files is for, read by eye from its bytes. */
const FILES: [folder: string, file: string, expected: object][] = [
  ['suppressionfile_BadHeader', name('181120', '1000009'), refused('input-header', 6)],
  ['suppressionfile_MissingData', name('181120', '1000009'), refused('input-record-count', 6)],
  ['suppressionfile_MissingData', name('181120', '1000010'), refused('input-record-count', 6)],
  ['suppressionfile_MissingData', name('181120', '1000011'), refused('input-record-count', 6)],
  ['suppressionfile_MissingData', name('181120', '1000012'), refused('input-record-count', 6)],
  [
    'suppressionfile_MissingData',
    name('181120', '1000013'),
    { ...OK, quarantined: 1, findings: ['quarantined number-unreadable BENE_LINK_KEY'] },
  ],
  ['synthetic1800MedicareFiles/test', name('181120', '1000009'), OK],
  [
    'synthetic1800MedicareFiles/test',
    name('190816', '0241390'),
    { ...OK, findings: ['warned control-file-missing -', 'warned same-key-twice -'] },
  ],
  ['synthetic1800MedicareFiles/test2', name('181120', '1000010'), OK],
  [
    'synthetic1800MedicareFiles/test2',
    name('190816', '0241391'),
    { ...OK, findings: ['warned control-file-missing -'] },
  ],
]

describe.skipIf(!REAL)(SET, () => {
  test.each(FILES)('%s/%s', async (folder, file, expected) => {
    const area = regionWith()
    try {
      const path = join(REAL ?? '', 'bcda/shared_files', folder, file)
      const report = await area.ingest('medicare', [path], { line_of_business: 'medicare-ffs' })
      const [one] = report.files
      const outcomes = one && counts(one)
      const {
        received = 0,
        accepted = 0,
        warned = 0,
        quarantined = 0,
        superseded = 0,
        duplicate = 0,
        control = 0,
      } = outcomes ?? {}
      expect(accepted + warned + quarantined + superseded + duplicate + control).toBe(received)
      const rows = await area.lake((engine) => engine.rows(sql`select member_id from consent`))
      const findings = [...area.recorded.values()]
        .flatMap((given) => given.findings)
        .map((found) => `${found.severity} ${found.rule} ${found.column}`)
      expect({
        status: one?.status,
        because: one?.because,
        quarantined,
        statements: rows.length,
        findings,
      }).toMatchObject(expected)
    } finally {
      area.remove()
    }
  })
})
