import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { stateAnswers } from '../../src/register/alignment/profile-answers.ts'
import { openPglite } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { readPdf } from '../pdf-text.ts'
import { spoken } from './spoken.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'profiles-'))
  const file = (payer: string, profile: string) =>
    writeFileSync(
      join(folder, `${payer}.yaml`),
      `payer: ${payer}\nname: ${payer}\nas_of: 2026-01-01\nsources: {}\nprofile:\n${profile}`,
    )
  file(
    'amber',
    '  portal: { value: shared, source: its manual }\n  claims_cadence: { value: monthly, source: its manual }\n',
  )
  file('birch', '  portal: { value: payer, source: its manual }\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a folder of answers is compared with one of them, element by element', async () => {
  const { code, out } = await spoken(`align --profiles ${folder} --reference amber --area data --json`)
  expect(code).toBe(0)
  const rows = JSON.parse(out) as { element: string }[]
  expect(rows.find(({ element }) => element === 'portal')).toEqual({
    area: 'data',
    element: 'portal',
    payer: 'birch',
    degree: 'divergent',
    because: 'two options',
    payer_says: ["The payer's own"],
    reference_says: ['One place for all payers'],
  })
  expect(rows.find(({ element }) => element === 'claims_cadence')).toMatchObject({
    degree: 'not-stated',
    because: 'the payer does not state it',
  })
})

test('an answer that no element takes is told with file, line and column', async () => {
  writeFileSync(
    join(folder, 'cedar.yaml'),
    'payer: cedar\nname: Cedar\nas_of: 2026-01-01\nprofile:\n  portal: { value: sharde, source: its manual }\n',
  )
  const { code, said } = await spoken(`align --profiles ${folder} --reference amber`)
  expect(code).toBe(1)
  expect(said).toContain('portal: no option sharde; did you mean shared?')
  expect(said).toContain('cedar.yaml:5:3')
  rmSync(join(folder, 'cedar.yaml'))
})

test.each([
  ['align', 'no payers'],
  [`align --initiative vermont-all-payr`, 'did you mean vermont-all-payer?'],
  [`align --initiative vermont-all-payer --pair medicaid`, 'want two to compare'],
  [`align --pair vermont-all-payer vermont-all-payer:medicare`, 'want two to compare'],
  [`align --pair cms/mssp cms/aco-reech`, 'did you mean cms/aco-reach?'],
  [`align --pair cms/mssp/enhnced cms/aco-reach`, 'did you mean enhanced?'],
  [`align --pair vermont-all-payer:bcbsv cms/mssp`, 'did you mean bcbsvt?'],
  [`align --initiative vermont-all-payer --day 2020`, 'want a day'],
  [`align --initiative vermont-all-payer --area paymnt`, 'did you mean payment?'],
])('%s: %s', async (command, message) => {
  const { code, said } = await spoken(command)
  expect(code).toBe(1)
  expect(said).toContain(message)
})

test.each([
  ['two models', 'cms/mssp/enhanced cms/aco-reach', 'cms/mssp/enhanced', 'divergent'],
  [
    'a model and a payer of an initiative',
    'cms/mssp/enhanced vermont-all-payer:medicaid',
    'cms/mssp/enhanced',
    'divergent',
  ],
  [
    'the references of two initiatives',
    'vermont-all-payer arkansas-payment-improvement',
    'vermont-all-payer:medicare',
    'divergent',
  ],
  [
    'payers of two that have one key',
    'vermont-all-payer:medicaid arkansas-payment-improvement:medicaid',
    'vermont-all-payer:medicaid',
    'divergent',
  ],
])('%s are laid beside each other', async (_what, pair, payer, degree) => {
  const { code, out } = await spoken(`align --pair ${pair} --area payment --json`)
  expect(code).toBe(0)
  const rows = JSON.parse(out) as { element: string }[]
  expect(rows.find(({ element }) => element === 'payment_base')).toMatchObject({ payer, degree })
})

test("an initiative's payers are compared with a payer of another", async () => {
  const { out } = await spoken(
    'align --initiative vermont-all-payer --reference arkansas-payment-improvement:medicaid --json',
  )
  const rows = JSON.parse(out) as { payer: string; element: string; degree: string }[]
  const care = rows.filter(({ element }) => element === 'care_model')
  expect(care.map(({ payer, degree }) => `${payer} ${degree}`)).toEqual([
    'medicare divergent',
    'medicaid divergent',
    'bcbsvt divergent',
    'mvp divergent',
  ])
})

test('a board gets one page, and a pair is none for it', async () => {
  const { code, said } = await spoken('align --profiles . --reference amber --pdf board.pdf', { cwd: folder })
  expect({ code, said }).toEqual({ code: 0, said: 'board.pdf written\n' })
  const { pages, text } = readPdf(readFileSync(join(folder, 'board.pdf')))
  expect(pages).toBe(1)
  expect(text).toContain('birch lets practices sign in')
  expect(text).toContain('counted is one practice that has all of them')
  const pair = await spoken('align --pair cms/mssp cms/aco-reach --pdf board.pdf', { cwd: folder })
  expect(pair.said).toContain('want all payers and areas')
})

test('in a region whose payers agreed on nothing it is said, and they can be compared with one of them', async () => {
  Region.create(join(folder, 'valley'))
  const region = Region.open(join(folder, 'valley'))
  const register = await openPglite()
  const stated = [
    { payer: 'summit', element: 'portal', answer: '{"value":"shared","source":"its manual"}' },
    { payer: 'harbor', element: 'portal', answer: '{"value":"payer","source":"its manual"}' },
  ]
  for (const { payer } of stated) await registerPayer(register, { payer }, '2026-01-05T10:00:00Z')
  const answers = stated.map((one) => ({ ...one, from_date: '2025-01-01', stated_by: 'operator' }))
  await stateAnswers(register, answers, { role: 'operator', organization_id: null }, '2026-01-05T10:00:00Z')
  const say = (line: string) => spoken(line, { cwd: folder, held: { region, register } })
  const none = await say('align')
  expect(none.code).toBe(1)
  expect(none.said).toContain('no common model is set')
  expect(none.said).toContain('want --reference harbor or summit')
  const { out } = await say('align --reference summit --area data --json')
  const rows = JSON.parse(out) as { element: string; payer: string; degree: string }[]
  expect(rows.find(({ element }) => element === 'portal')).toMatchObject({ payer: 'harbor', degree: 'divergent' })
  const way = await say('pathway --reference summit')
  expect(way.out).toContain('harbor lets practices sign in at one place for all payers')
  expect(way.out).toContain('counted is one practice that has all of them')
  await register.close()
})
