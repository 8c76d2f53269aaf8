import { expect, test } from 'vitest'
import { period } from '../../src/period.ts'
import { run } from '../../src/run/run.ts'
import { smallRegion } from '../golden/small-region.ts'
import { now, openRegisterForTests, regionOf, register } from '../run/small-runs.ts'
import { spoken } from './spoken.ts'

openRegisterForTests()

test('a roster is a table, CSV, JSON or a FHIR Group of the same people, and what is not there is said', async () => {
  const region = await regionOf(smallRegion(3, 30))
  await run(region, period('2025'), { register, now })
  const say = (...line: string[]) => spoken(['roster', ...line], { cwd: region.path, held: { region, register } })
  const json = await say('elm', '--json')
  expect(json.code, json.said).toBe(0)
  const rows = JSON.parse(json.out)
  expect(rows.length).toBeGreaterThan(2)
  expect(json.said).toMatch(/2025: \d+ new, \d+ changed, \d+ unchanged, \d+ dropped against 2024/)
  expect((await say('elm', '--csv')).out.trimEnd().split('\r\n')).toHaveLength(rows.length + 1)
  const group = JSON.parse((await say('elm', '--fhir')).out)
  expect(group.member.map((one: { entity: { reference: string } }) => one.entity.reference.slice(8))).toEqual(
    rows.map((one: { person_id: string }) => one.person_id),
  )
  const fresh = JSON.parse((await say('elm', '--state', 'new', '--json')).out)
  expect(fresh).toEqual(rows.filter((one: { state: string }) => one.state === 'new'))
  expect((await say('elm', '--list', '2019')).said).toContain('a list of the rule: 2025, 2024')
  expect((await say('elm', '--rule', 'nothing')).said).toContain('a rule of the last run')
  expect((await say('nowhere')).said).toContain('the key of a practice in the directory')
})
