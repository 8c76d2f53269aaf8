import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { regionWith } from '../region-with.ts'
import { inForce } from './sent.ts'

/** What a mapping file says of versions reaches claim life. */
let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

function mapped(versions: string): void {
  const folder = join(here.region.mappings, 'elm')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'claims.yaml'),
    `sender: elm
name: claims
about: Claim lines, monthly.
table: medical_claim
files: { named: ELM_*.csv }
format: { delimiter: comma }
dates: YYYY-MM-DD
amounts: { unit: dollars }
versions: ${versions}
columns:
  claim_id: CLM
  claim_control_number: ICN
  claim_line_number: LN
  claim_type: { constant: institutional }
  member_id: MBR
  claim_start_date: FROM
  paid_date: PD_DT
  paid_amount: PAID
`,
  )
}
const elm = (name: string, lines: string[]) => here.file(name, `CLM,ICN,LN,MBR,FROM,PD_DT,PAID\n${lines.join('\n')}\n`)

test('a layout whose reversals are told by their sign, with the claim’s amount on each line', async () => {
  mapped('{ void: negative, amounts: claim, void_amounts: negative }')
  await here.ingest('elm', [
    elm('ELM_1.csv', ['A1,A,1,m1,2025-01-05,2025-02-03,100.00', 'A1,A,2,m1,2025-01-05,2025-02-03,100.00']),
  ])
  expect(await inForce(here, 'elm')).toEqual(['A1 1 original 100.00', 'A1 2 original 0.00'])
  const second = await here.ingest('elm', [
    elm('ELM_2.csv', [
      'A2,A,1,m1,2025-01-05,2025-03-03,-100.00',
      'A2,A,2,m1,2025-01-05,2025-03-03,-100.00',
      'A3,A,1,m1,2025-01-05,2025-03-03,90.00',
    ]),
  ])
  expect(second.findings.map(({ rule }) => rule)).not.toContain('void-amount')
  expect(await inForce(here, 'elm')).toEqual(['A3 1 original 90.00'])
})

test('a reversal of another amount than what it takes back is warned of, and takes it back', async () => {
  mapped('{ void: negative, void_amounts: negative }')
  await here.ingest('elm', [elm('ELM_1.csv', ['A1,A,1,m1,2025-01-05,2025-02-03,100.00'])])
  const second = await here.ingest('elm', [elm('ELM_2.csv', ['A2,A,1,m1,2025-01-05,2025-03-03,-99.99'])])
  expect(second.findings.map(({ rule }) => rule)).toContain('void-amount')
  expect(await inForce(here, 'elm')).toEqual([])
})

test('adjustments that are differences stand beside what came before; lines replaced one by one stand when not sent again', async () => {
  mapped('{ replaces: line, adjustment: difference }')
  await here.ingest('elm', [
    elm('ELM_1.csv', ['A1,A,1,m1,2025-01-05,2025-02-03,100.00', 'A1,A,2,m1,2025-01-05,2025-02-03,50.00']),
  ])
  await here.ingest('elm', [
    elm('ELM_2.csv', ['A2,A,1,m1,2025-01-05,2025-03-03,-10.00', 'A1,A,2,m1,2025-01-05,2025-03-03,55.00']),
  ])
  expect(await inForce(here, 'elm')).toEqual(['A1 1 original 100.00', 'A1 2 original 55.00', 'A2 1 original -10.00'])
})
