import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { spoken } from './spoken.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pathway-'))
  const file = (payer: string, profile: string) =>
    writeFileSync(
      join(folder, `${payer}.yaml`),
      `payer: ${payer}\nname: ${payer}\nas_of: 2026-01-01\nsources: {}\nprofile:\n${profile}`,
    )
  const says = (portal: string, cadence: string) =>
    `  portal: { value: ${portal}, source: its manual }\n  list_cadence: { value: ${cadence}, source: its manual }\n`
  file('amber', says('shared', 'quarterly'))
  file('birch', says('payer', 'monthly'))
  file('common', says('shared', 'monthly'))
  write('practices.csv', [
    'practice_id,payer,members,physicians',
    'elm,amber,300,4',
    'elm,birch,100,4',
    'oak,birch,100,',
  ])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
const say = (line: string) => spoken(line, { cwd: folder })
const OF = '--profiles . --reference common'

test('each step is a sentence with what it gains, whether anything gains more, and what the first rests on', async () => {
  const { code, out } = await say(`pathway ${OF} --practices practices.csv --years 2 --changes 1`)
  expect(code).toBe(0)
  expect(out).toContain('Alignment of payers: 2 years, at most 1 change of a payer in a year\ntowards common\n')
  expect(out).toContain('birch lets practices sign in at one place for all payers instead of')
  expect(out).toContain('it reaches 40 % of members.')
  expect(out).toMatch(/exact: [\d.]+ points over the years, and no sequence gains more/)
  expect(out).toContain('the first step stays with published figures 50 % smaller or larger')
})

test('the whole pathway is JSON, and its steps are CSV with one row each', async () => {
  const { out } = await say(`pathway ${OF} --practices practices.csv --json`)
  const way = JSON.parse(out) as { steps: { says: string }[]; proof: object; rests_on: object; limits: string[] }
  expect(way.steps).toHaveLength(2)
  expect(way).toMatchObject({ proof: { kind: 'exact', gap: '0' }, rests_on: { coefficients: { changes: false } } })
  expect(way.limits).toEqual(['Of 1 practice the number of physicians is not known: no dollars are in their gains.'])
  const { out: csv } = await say(`pathway ${OF} --practices practices.csv --csv`)
  expect(csv.trimEnd().split('\r\n')).toHaveLength(3)
})

test('without a reference steps go to what most payers do, and without practices one that has all is counted', async () => {
  const { out } = await say('pathway --profiles .')
  expect(out).toContain('towards what most payers do')
  expect(out).toContain('amber sends its list of patients each month instead of each quarter')
  expect(out).toContain('counted is one practice that has all of them')
})

test('a common model is no payer of a practice', async () => {
  const { out } = await spoken('burden --initiative california-advanced-primary-care --json')
  expect(out).not.toContain('common-model')
})

test('burden is counted for each practice, and beside it after steps', async () => {
  const { out } = await say(`burden ${OF} --practices practices.csv --json`)
  const rows = JSON.parse(out) as { practice: string; what: string; number: number | string | null; because: string }[]
  const portals = rows.filter(({ what }) => what === 'Places to sign in')
  expect(portals.map(({ practice, number }) => [practice, number])).toEqual([
    ['elm', 2],
    ['oak', 1],
  ])
  expect(rows.find(({ what }) => what === 'All that is priced')?.because).toContain('without measure-specs')
  const { out: after } = await say(
    `burden ${OF} --practices practices.csv --step birch:portal amber:list_cadence --json`,
  )
  expect((JSON.parse(after) as { what: string }[]).filter(({ what }) => what === 'Places to sign in')).toEqual([
    expect.objectContaining({ practice: 'elm', before: 2, after: 1, less: 1, because: "no longer The payer's own" }),
    expect.objectContaining({
      practice: 'oak',
      before: 1,
      after: 1,
      less: 0,
      because: "no longer The payer's own; now One place for all payers",
    }),
  ])
})

test.each([
  ['pathway', 'no payers'],
  [`burden ${OF} --step birch:portl`, 'did you mean birch:portal?'],
  [`burden ${OF} --step amber:portal`, 'no step amber:portal'],
  [`burden ${OF} --step amber:risk_model`, 'no step amber:risk_model'],
  [`pathway ${OF} --practices nowhere.csv`, 'no file that can be read'],
  [`pathway ${OF} --practices practices.csv --physicians 3`, 'a column physicians'],
  ['rubric prma --profiles .', 'did you mean pima?'],
  ['rubric pima --profiles . --payer ambr', 'did you mean amber?'],
])('%s: %s', async (command, message) => {
  const { code, said } = await say(command)
  expect(code).toBe(1)
  expect(said).toContain(message)
})

test.each([
  [['practice,payer', 'elm,amber'], 'no column practice; want practice_id', ':1'],
  [['practice_id', 'elm'], 'no column payer', ':1'],
  [['practice_id,payer', 'elm'], '1 fields', ':2'],
  [['practice_id,payer', 'elm,'], 'an empty payer', ':2'],
  [['practice_id,payer,members', 'elm,amber,many'], 'many; want a whole number', ':2'],
  [['practice_id,payer,physicians', 'elm,amber,3', 'elm,birch,4'], 'a practice that has 3 before', ':3'],
])('practices that nobody can read: %j', async (lines, message, place) => {
  write('wrong.csv', lines)
  const { code, said } = await say(`pathway ${OF} --practices wrong.csv`)
  expect(code).toBe(1)
  expect(said).toContain(message)
  expect(said).toContain(`wrong.csv${place}`)
})

test('a practice of a payer of which nothing is known says so', async () => {
  write('strange.csv', ['practice_id,payer', 'elm,amber', 'elm,cedar'])
  const { out } = await say(`pathway ${OF} --practices strange.csv`)
  expect(out).toContain('Of cedar nothing is known')
})

test('the rubrics are listed, and one is held to payers with each reading by itself', async () => {
  const listed = await spoken('rubric --json')
  expect((JSON.parse(listed.out) as { rubric: string }[]).map(({ rubric }) => rubric)).toContain('primary-care-first')
  const { out } = await spoken(
    'rubric primary-care-first --initiative arkansas-payment-improvement --payer medicare --json',
  )
  const rows = JSON.parse(out) as { criterion: string; reading: string | null; level: string }[]
  const volume = rows.filter(({ criterion }) => criterion === 'volume-incentives')
  expect(volume.map(({ reading, level }) => [reading, level])).toEqual([
    [null, 'unmet'],
    ['partial-is-exact, no-losses', 'unmet'],
    ['partial-is-exact, advanced-apm', 'acceptable'],
    ['partial-is-directional, no-losses', 'unmet'],
    ['partial-is-directional, advanced-apm', 'acceptable'],
  ])
})

test('what is not preferred is late after the day by which it had to become preferred', async () => {
  const lateOn = async (day: string) => {
    const { out } = await say(`rubric primary-care-first --profiles . --payer amber --day ${day} --json`)
    return (JSON.parse(out) as { level: string; late: boolean | null }[]).at(-1)
  }
  expect(await lateOn('2025-12-31')).toMatchObject({ level: 'unmet', late: false })
  expect(await lateOn('2026-01-01')).toMatchObject({ level: 'unmet', late: true })
})

test('a share of members is not stated until it is given', async () => {
  const command = 'rubric california-adoption --profiles . --payer amber --day 2026-06-30'
  const without = await say(command)
  expect(without.said).toContain('not stated for amber: give them by --shares')
  write('shares.csv', [
    'payer,line,option,members',
    'amber,hmo,4B,90',
    'amber,hmo,1,10',
    'amber,ppo,1,50',
    'amber,ppo,,50',
  ])
  const { out, said } = await say(`${command} --shares shares.csv --json`)
  const rows = JSON.parse(out) as { criterion: string; line: string | null; level: string; because: string }[]
  expect(rows.flatMap(({ line, level }) => (line ? [[line, level]] : []))).toContainEqual(['hmo', 'preferred'])
  expect(said).toBe('')
})

test('a rubric is looked at on two days', async () => {
  const { out } = await say('rubric pima --profiles . --reference common --since 2025-01-01 --json')
  const rows = JSON.parse(out) as { payer: string; criterion: string; move: string }[]
  expect(rows.map(({ move }) => move)).toContain('same')
  expect(rows.map(({ payer }) => payer)).not.toContain('common')
})
