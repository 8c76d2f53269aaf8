import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { listAnswers } from '../../src/register/alignment/profile-answers.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'profiles-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
  for (const payer of ['summit', 'bridge']) await registerPayer(register, { payer }, '2026-01-05T10:00:00Z')
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string) => spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })
const write = (payer: string, ...answers: string[]) =>
  writeFileSync(
    join(path, `${payer}.yaml`),
    [`payer: ${payer}`, `name: ${payer}`, 'as_of: 2025-01-01', 'profile:', ...answers, ''].join('\n'),
  )
const PORTAL = '  portal: { value: shared, source: "Manual, 3" }'

test.each([
  ['  growth_target: { value: "0.031", source: "Board" }', /an amount is not stated here/],
  ['  portall: { value: shared, source: "Manual" }', /no such element; did you mean portal/],
  ['  portal: { value: somewhere, source: "Manual" }', /no option somewhere/],
])('%s is refused, and no file beside it is written', async (wrong, message) => {
  write('bridge', PORTAL)
  write('summit', wrong)
  const { code, said } = await say('profiles bridge.yaml summit.yaml')
  expect(code).toBe(1)
  expect(said).toMatch(message)
  expect(await listAnswers(register)).toEqual([])
})

test('who is no payer of the region cannot be answered for', async () => {
  write('nobody', PORTAL)
  const { code, said } = await say('profiles nobody.yaml')
  expect([code, said]).toEqual([1, expect.stringContaining('no payer nobody; want bridge or summit')])
  expect((await say('profiles --questionnaire nobody')).code).toBe(1)
})

test('answers are written from a day on and listed as they are in force; the list is a release', async () => {
  write('summit', PORTAL, '  learning: { value: [], source: "Manual, 4" }')
  expect(await say('profiles summit.yaml')).toMatchObject({
    code: 0,
    said: expect.stringContaining('2 answers written'),
  })
  write('summit', '  portal: { value: payer, source: "Manual, 5" }')
  expect((await say('profiles summit.yaml --from 2099-01-01')).code).toBe(0)
  const listed = async (line: string) => JSON.parse((await say(line)).out) as unknown
  expect(await listed('profiles --json')).toMatchObject([
    { payer: 'summit', element: 'learning', from_date: '2025-01-01', says: 'None', stated_by: 'operator' },
    { payer: 'summit', element: 'portal', says: 'One place for all payers', source: 'Manual, 3' },
  ])
  expect(await listed('profiles --json --from 2099-06-01')).toMatchObject([
    { element: 'learning' },
    { element: 'portal', from_date: '2099-01-01', says: "The payer's own" },
  ])
  expect((await listReleases(register)).at(-1)).toMatchObject({ path: 'wholepanel profiles' })
})

test('the empty questionnaire is taken in once a line is filled, and asks for no amount', async () => {
  const { out } = await say('profiles --questionnaire bridge --from 2025-01-01')
  expect(out).not.toContain('growth_target')
  const filled = out
    .replace('  # portal: { value: "", source: "" }', '  portal: { value: none, source: "Manual" }')
    .replace('# attribution_rule: { value: "", source: "" }', 'attribution_rule: { value: mssp, source: "Manual" }')
  writeFileSync(join(path, 'bridge.yaml'), filled)
  expect(await say('profiles bridge.yaml')).toMatchObject({
    code: 0,
    said: expect.stringContaining('2 answers written'),
  })
})

test('a questionnaire in which nothing is answered is refused, and one that names a rule alone is taken in', async () => {
  const { out } = await say('profiles --questionnaire bridge --from 2025-02-01')
  writeFileSync(join(path, 'empty.yaml'), out)
  const refused = await say('profiles empty.yaml')
  expect(refused.code).toBe(1)
  expect(refused.said).toMatch(/empty\.yaml/)
  expect(refused.said).toContain('no answer')
  expect(refused.said).toContain('take the # away from a line that you answer')
  const rule = out.replace(
    '# attribution_rule: { value: "", source: "" }',
    'attribution_rule: { value: mssp, source: Manual }',
  )
  writeFileSync(join(path, 'rule.yaml'), rule)
  expect(await say('profiles rule.yaml')).toMatchObject({ code: 0, said: expect.stringContaining('1 answer written') })
})
