import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { listArrangements } from '../../src/register/arrangements.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'contracts-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
  await registerPayer(register, { payer: 'summit' }, '2026-01-05T10:00:00Z')
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string) => spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })
const contract = (payer: string, amounts: string) => {
  writeFileSync(
    join(path, 'contracts.yaml'),
    `arrangements:
  - arrangement: summit-elm
    payer: ${payer}
    organization_id: elm-group
    model: demo/common-model
    track: TRACK
    start_date: 2025-01-01
    end_date: null
    amounts: ${amounts}
`.replace('TRACK', track),
  )
}
let track = 'none'

test('a contract is held to its model, and nothing is written', async () => {
  contract('summit', '{ imaginary: { value: "1", unit: usd, source: "Contract 1" } }')
  const { code, out, said } = await say('arrangements contracts.yaml')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(said).toContain('input-arrangement')
  expect(said).toContain('demo/common-model has no track none')
  expect(said).toContain('has no parameter imaginary')
  expect(await listArrangements(register)).toEqual([])
})

test('a payer that is not registered is named with its place in the file', async () => {
  contract('sumit', '{}')
  const { code, said } = await say('arrangements contracts.yaml')
  expect(code).toBe(1)
  expect(said).toMatch(/no payer sumit; want summit\n {2}at .*contracts.yaml:3:/)
})

test('a contract is written, listed with its amounts, and the listing is a release', async () => {
  const { parameter, unit, known } = await ownParameter()
  track = known
  contract('summit', `{ ${parameter}: { value: "0.10", unit: ${unit}, source: "Contract 4.2" } }`)
  expect(await say('arrangements contracts.yaml')).toMatchObject({ code: 0, out: '', said: '1 arrangement written\n' })
  const { code, out } = await say('arrangements --json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual([
    {
      arrangement: 'summit-elm',
      payer: 'summit',
      organization_id: 'elm-group',
      model: 'demo/common-model',
      track: known,
      start_date: '2025-01-01',
      end_date: null,
      parameter,
      value: '0.10',
      unit,
      source: 'Contract 4.2',
    },
  ])
  expect(await listReleases(register)).toEqual([
    expect.objectContaining({ viewer: 'operator', path: 'wholepanel arrangements' }),
  ])
})

/** A parameter that the model leaves to the contract, as `models show` lists it. */
async function ownParameter(): Promise<{ parameter: string; unit: string; known: string }> {
  const { parameters: shown } = JSON.parse((await say('models show demo/common-model --json')).out) as {
    parameters: Record<string, string>[]
  }
  const own = shown.find((row) => row.kind === 'own' && row.unit === 'usd')
  const listed = JSON.parse((await say('models --json')).out) as { id: string; tracks: string[] }[]
  const known = listed.find((row) => row.id === 'demo/common-model')?.tracks[0] ?? ''
  expect(own).toMatchObject({ status: 'required', value: null })
  return { parameter: own?.name ?? '', unit: own?.unit ?? '', known }
}
