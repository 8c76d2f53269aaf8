import { afterEach, expect, test } from 'vitest'
import { sql } from '../../../src/lake/sql.ts'
import { counts } from '../region-with.ts'
import { fixture, regionWithMappings } from './fixtures.ts'

let here: ReturnType<typeof regionWithMappings>
afterEach(() => here.remove())

test('debug', async () => {
  here = regionWithMappings('harbor')
  const report = await here.ingest('harbor', [fixture('harbor', 'HBR_MED_202503.txt'), fixture('harbor', 'HBR_ELIG_202503.txt'), fixture('harbor', 'HBR_RX_202503.dat')])
  console.log(report.files.map((f) => [f.file_name, f.layout, f.layout_file, f.status, f.because, counts(f)]))
  console.table(report.findings.map((f) => [f.rule, f.severity, f.column, f.records, f.first_record, f.expected.slice(0,200), (f as any).observed]))
  console.log(await here.lake((e) => e.rows(sql`select * from medical_claim order by record_number`)).then((r) => r.map((x) => Object.fromEntries(Object.entries(x).filter(([, v]) => v !== null)))))
  console.log(await here.lake((e) => e.rows(sql`select * from eligibility order by record_number`)).then((r) => r.map((x) => Object.fromEntries(Object.entries(x).filter(([, v]) => v !== null)))))
  console.log(await here.lake((e) => e.rows(sql`select * from pharmacy_claim order by record_number`)).then((r) => r.map((x) => Object.fromEntries(Object.entries(x).filter(([, v]) => v !== null)))))
})
