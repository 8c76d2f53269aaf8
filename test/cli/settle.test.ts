import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { spoken } from './spoken.ts'

let path: string
beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), 'settle-'))
  write('aco-2022.csv', [HEADER, 'A1,enhanced,100000000,90000000,20000,yes', 'A2,enhanced,,90000000,20000,yes'])
  write('good-2022.csv', [HEADER, 'A1,enhanced,100000000,90000000,20000,yes'])
  write('panel-2025.csv', [`entity,member_months,${RATES}`, 'oak,1000,0.8,0.7,0.5'])
  write('contracts.yaml', ['arrangements:', contract('summit-elm'), contract('summit-oak', 'hybrid', '{}')])
})
afterAll(() => rmSync(path, { recursive: true, force: true }))

const HEADER = 'entity,track,benchmark_usd,expenditure_usd,assigned_beneficiaries,met_quality_standard'
const RATES = 'rate/hba1c-control,rate/colorectal-cancer-screening,rate/follow-up-after-stay'
const AMOUNTS =
  '{ base_pmpm: { value: "30", unit: usd, source: clause 4 }, direct_services_pmpm: { value: "26.50", unit: usd, source: clause 4 } }'
const contract = (key: string, track = 'hybrid', amounts = AMOUNTS, model = 'demo/common-model') =>
  `  - { arrangement: ${key}, payer: summit, organization_id: elm, model: ${model}, track: ${track}, start_date: 2025-01-01, end_date: null, amounts: ${amounts} }`

const write = (name: string, lines: readonly string[]) => writeFileSync(join(path, name), `${lines.join('\n')}\n`)
const say = (line: string) => spoken(line, { cwd: path })

test('a row that cannot settle says why and ends in exit code 1; the others settle', async () => {
  const { code, out, said } = await say('settle cms/mssp --facts aco-2022.csv --json')
  const rows = JSON.parse(out) as { entity: string; total_usd: string | null; because: string | null }[]
  expect(code).toBe(1)
  expect(rows.map(({ entity, total_usd }) => [entity, total_usd])).toEqual([
    ['A1', '7350000.00'],
    ['A2', null],
  ])
  expect(rows[0]?.because).toBeNull()
  expect(rows[1]?.because).toMatch(
    /^benchmark_usd is missing \(Total updated historical benchmark[^;]*; the file gives it\)/,
  )
  expect(said).toBe('1 of 2 rows could not be settled; each says why\n')
})

test('JSON holds each line with its working, and nothing else is on standard output', async () => {
  const { code, out, said } = await say('settle cms/mssp --facts good-2022.csv --json')
  expect({ code, said }).toEqual({ code: 0, said: '' })
  const [row] = JSON.parse(out) as {
    lines: { component: string; amount_usd: string; working: { terms: object[] } }[]
  }[]
  expect(row?.lines.map(({ component, amount_usd }) => [component, amount_usd])).toEqual([
    ['earned-savings', '7350000.00'],
    ['shared-losses', '0.00'],
  ])
  expect(row?.lines[0]?.working.terms).toContainEqual(
    expect.objectContaining({ name: 'benchmark_usd', source: 'good-2022.csv, record 2, benchmark_usd' }),
  )
})

test('CSV is a line for each row, under the names of the lines', async () => {
  const { code, out } = await say('settle cms/mssp --facts good-2022.csv --csv')
  expect(code).toBe(0)
  expect(out).toBe(
    'entity,period,track,total_usd,earned-savings,shared-losses,savings_rate,generated,final_rate,because\r\nA1,2022,enhanced,7350000.00,7350000.00,0.00,0.1,10000000,0.75,\r\n',
  )
})

test('rows of tracks with different lines stand in one table', async () => {
  write('two-2022.csv', [HEADER, 'A1,basic-a,100000000,90000000,20000,yes', 'A1,enhanced,100000000,90000000,20000,yes'])
  const { out } = await say('settle cms/mssp --facts two-2022.csv --csv')
  expect(out.split('\r\n').slice(0, 3)).toEqual([
    'entity,period,track,total_usd,earned-savings,shared-losses,savings_rate,generated,final_rate,because',
    'A1,2022,basic-a,3920000.00,3920000.00,,0.1,10000000,0.4,',
    'A1,2022,enhanced,7350000.00,7350000.00,0.00,0.1,10000000,0.75,',
  ])
})

test('a row is taken apart by its entity or by its record', async () => {
  const byEntity = await say('settle cms/mssp --facts aco-2022.csv --explain A1')
  expect(byEntity.code).toBe(0)
  expect(byEntity.out).toContain('A1, Medicare Shared Savings Program, enhanced, 2022: $7350000.00')
  expect((await say('settle cms/mssp --facts aco-2022.csv --explain 2')).out).toBe(byEntity.out)
  const open = await say('settle cms/mssp --facts aco-2022.csv --explain A2')
  expect(open.code).toBe(1)
  expect(open.out).toMatch(/not settled\n\nMissing: benchmark_usd is missing/)
})

test('an entity that is not there, or is there twice, is not guessed', async () => {
  const none = await say('settle cms/mssp --facts aco-2022.csv --explain A9')
  expect(none).toMatchObject({ code: 1, out: '' })
  expect(none.said).toContain('want an entity of the file, or the number of a record from 2 to 3')
  const twice = await say('settle cms/mssp --facts two-2022.csv --explain A1')
  expect(twice.said).toContain('--explain A1, which 2 rows are about; want the number of one record: 2, 3')
})

test("an arrangement gives the track and the payer's own amounts", async () => {
  const { code, out } = await say(
    'settle demo/common-model --facts panel-2025.csv --arrangement contracts.yaml#summit-elm --csv',
  )
  expect(code).toBe(0)
  expect(out.split('\r\n')[1]).toMatch(/^oak,2025,hybrid,/)
})

test('one that lacks a required amount gives no total and says exactly which', async () => {
  const { code, out } = await say(
    'settle demo/common-model --facts panel-2025.csv --arrangement contracts.yaml#summit-oak --json',
  )
  const [row] = JSON.parse(out) as { total_usd: null; because: string }[]
  expect(code).toBe(1)
  expect(row?.total_usd).toBeNull()
  expect(row?.because).toMatch(
    /direct_services_pmpm is missing \(.*; the arrangement gives it\); base_pmpm is missing \(/,
  )
})

test.each([
  ['contracts.yaml', '2 arrangements in contracts.yaml; want contracts.yaml#key, with one of: summit-elm, summit-oak'],
  ['contracts.yaml#summit-elk', 'no arrangement summit-elk; did you mean summit-elm?'],
])('of a file with several contracts one is named: %s', async (asked, why) => {
  const { code, said } = await say(`settle demo/common-model --facts panel-2025.csv --arrangement ${asked}`)
  expect(code).toBe(1)
  expect(said).toContain(why)
})

test.each([
  [
    contract('a', 'hybrid', '{ target/hba1c-control: { value: "0.9", unit: share, source: x } }'),
    'target/hba1c-control is structure',
  ],
  [contract('a', 'hybrid', '{ base_pmp: { value: "1", unit: usd, source: x } }'), 'did you mean base_pmpm?'],
  [contract('a', 'hybrid', '{ base_pmpm: { value: "1", unit: share, source: x } }'), 'base_pmpm is in share; want usd'],
  [contract('a', 'hybrd'), 'has no track hybrd; did you mean hybrid?'],
  [contract('a', 'enhanced', '{}', 'cms/mssp'), 'it is of cms/mssp; want demo/common-model'],
])('a contract that its model does not allow is refused: %s', async (line, why) => {
  write('one.yaml', ['arrangements:', line])
  const { code, out, said } = await say('settle demo/common-model --facts panel-2025.csv --arrangement one.yaml')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(said).toContain(why)
})

test.each([
  ['--layout cms-mssp-puf', '--layout cms-mssp-puf; want the model it is of: cms/mssp'],
  ['--layout cms-msp-puf', 'no layout cms-msp-puf; did you mean cms-mssp-puf?'],
  ['--reading rounding=up', 'has no choice rounding; want no reading: every source of the model is clear'],
  [
    '--arrangement contracts.yaml#summit-elm --track ffs-plus',
    "--track ffs-plus; want the arrangement's track, hybrid",
  ],
  ['--track hybrd', '--track hybrd; did you mean hybrid?'],
  ['--period 2025-13', '2025-13; want a year, quarter or month'],
])('an option that does not fit the model is refused: %s', async (more, why) => {
  const { code, out, said } = await say(`settle demo/common-model --facts panel-2025.csv ${more}`)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(said).toContain(why)
})

test('a long file says how far it has come, beside its output and not in it', async () => {
  const rows = Array.from({ length: 25_000 }, (_, i) => `A${i},enhanced,100000000,90000000,20000,yes`)
  write('long-2022.csv', [HEADER, ...rows])
  const { code, out, said, progress } = await say('settle cms/mssp --facts long-2022.csv --csv')
  expect({ code, said }).toEqual({ code: 0, said: '' })
  expect(progress).toEqual(['20,480 rows'])
  expect(out.split('\r\n')).toHaveLength(25_002)
})
