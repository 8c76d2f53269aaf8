import { writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { spoken } from '../../cli/spoken.ts'
import { fixture, regionWithMappings } from './fixtures.ts'

let here: ReturnType<typeof regionWithMappings>
afterEach(() => here.remove())

test("check uses the region's mappings of the payer, and names the payer's columns", async () => {
  here = regionWithMappings('harbor')
  const file = fixture('harbor', 'HBR_ELIG_202503.txt')
  const { code, out } = await spoken(`--region ${here.region.path} check ${file} --payer harbor --json`)
  expect(code).toBe(0)
  const [report] = JSON.parse(out)
  expect(report).toMatchObject({
    layout: 'mapping',
    layout_file: 'eligibility',
    records: 3,
    quarantined: 0,
    control: 1,
  })
  expect(
    report.findings.map((one: Record<string, unknown>) => [one.rule, one.column, one.first_record]),
  ).toContainEqual(['code-not-in-mapping', 'SEX', 3])
  const alone = JSON.parse((await spoken(`check ${file} --payer harbor --json`)).out)
  expect(alone[0].findings[0]).toMatchObject({ rule: 'input-unknown-layout', severity: 'refused' })
})

test('a mapping that is not valid stops the delivery, and its place is named', async () => {
  here = regionWithMappings('harbor')
  writeFileSync(`${here.region.mappings}/harbor/broken.yaml`, 'sender: harbor\nname: broken\n')
  await expect(here.ingest('harbor', [fixture('harbor', 'HBR_ELIG_202503.txt')])).rejects.toMatchObject({
    code: 'input-mapping',
    detail: { at: expect.stringMatching(/harbor\/broken\.yaml:1:1$/) },
  })
  expect(here.recorded.size).toBe(0)
})

test('a mapping under another name than its file, or in another folder, is refused', async () => {
  here = regionWithMappings('harbor')
  writeFileSync(
    `${here.region.mappings}/harbor/other.yaml`,
    'sender: acme\nname: other\nabout: x\ntable: practice\nfiles: { named: p.csv }\ncolumns: { practice_id: A, practice_name: B, organization_id: C, tin: D }\n',
  )
  await expect(here.ingest('harbor', [fixture('harbor', 'HBR_ELIG_202503.txt')])).rejects.toThrow(
    'acme/other; want harbor/other',
  )
})
