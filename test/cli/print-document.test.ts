import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'printed-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
  await registerPayer(register, { payer: 'summit' }, '2026-01-05T10:00:00Z')
  await saveArrangements(register, [
    {
      arrangement: 'summit-elm',
      payer: 'summit',
      organization_id: 'elm',
      model: 'demo/common-model',
      track: 'hybrid',
      start_date: '2025-01-01',
      end_date: null,
      amounts: { base_pmpm: { value: '31.25', unit: 'usd', source: 'clause 4' } },
    },
  ])
  writeFileSync(
    join(path, 'contracts.yaml'),
    'arrangements:\n  - { arrangement: one, payer: summit, organization_id: elm, model: demo/common-model, track: hybrid, start_date: 2024-07-01, end_date: null, amounts: {} }\n',
  )
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string) => spoken(line, { cwd: path })
const sayInRegion = (line: string) =>
  spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })

test('a contract of a file is printed as a page and as PDF, readable by its owner alone', async () => {
  const { code, out, said } = await say('arrangements exhibit contracts.yaml --html e.html --pdf e.pdf')
  expect({ code, out, said }).toEqual({ code: 0, out: '', said: 'e.html written\ne.pdf written\n' })
  expect(readFileSync(join(path, 'e.html'), 'utf8')).toContain('as it holds in 2024')
  expect(statSync(join(path, 'e.html')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(path, 'e.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a contract of the register is a release to the operator, written down', async () => {
  const { code } = await sayInRegion('arrangements exhibit summit-elm --period 2025 --html r.html')
  expect(code).toBe(0)
  expect(readFileSync(join(path, 'r.html'), 'utf8')).toContain('$31.25')
  expect(await listReleases(register)).toEqual([
    expect.objectContaining({ viewer: 'operator', path: 'wholepanel arrangements exhibit' }),
  ])
})

test('without a file to write to nothing is read, and nothing is released', async () => {
  const before = (await listReleases(register)).length
  const { code, said } = await sayInRegion('arrangements exhibit summit-elm')
  expect(code).toBe(1)
  expect(said).toContain('neither --html nor --pdf; want a file to write to')
  expect(await listReleases(register)).toHaveLength(before)
})

test('a contract that is not there brings the nearest one', async () => {
  const { code, said } = await sayInRegion('arrangements exhibit summit-elk --html n.html')
  expect(code).toBe(1)
  expect(said).toContain('no arrangement summit-elk; did you mean summit-elm?')
  expect(existsSync(join(path, 'n.html'))).toBe(false)
})

test('a guide of a year needs no region', async () => {
  const { code } = await say('models guide cms/mssp --period 2024 --track enhanced --html g.html')
  expect(code).toBe(0)
  expect(readFileSync(join(path, 'g.html'), 'utf8')).toContain(
    'Medicare Shared Savings Program: program guide for 2024',
  )
  expect((await say('models guide cms/mssp --html g.html')).code).toBe(2)
})

test('what the guide to writing a model shows is read, settles and is printed', async () => {
  const guide = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'guides', 'write-a-model.md'), 'utf8')
  const [model = '', , contract = ''] = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)
  const facts = /```\n(entity,.*?)```/s.exec(guide)?.[1] ?? ''
  const region = join(path, 'guide')
  Region.create(region)
  mkdirSync(join(region, 'models', 'valley'), { recursive: true })
  writeFileSync(join(region, 'models', 'valley', 'primary-care.yaml'), model)
  writeFileSync(join(region, 'contracts.yaml'), contract)
  writeFileSync(join(region, 'facts-2025.csv'), facts)
  const typed = (line: string) => spoken(line, { cwd: region })
  const { code, out } = await typed(
    'settle valley/primary-care --facts facts-2025.csv --arrangement contracts.yaml#valley/elm --csv',
  )
  expect(code).toBe(0)
  expect(out).toContain('elm-main-street,2025,standard,78170.00,77900.00,270.00,')
  expect((await typed('arrangements exhibit contracts.yaml#valley/elm --html e.html')).code).toBe(0)
  expect((await typed('models guide valley/primary-care --period 2025 --html g.html')).code).toBe(0)
  expect(readFileSync(join(region, 'g.html'), 'utf8')).not.toContain('9.50')
})
