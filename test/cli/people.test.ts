import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../../src/region.ts'
import { saveDirectory } from '../../src/register/directory.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { spoken } from './spoken.ts'

let path: string
let register: Register
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'people-'))
  Region.create(join(path, 'valley'))
  register = await openPglite()
})
afterAll(async () => {
  await register?.close()
  rmSync(path, { recursive: true, force: true })
})

const say = (line: string) => spoken(line, { cwd: path, held: { region: Region.open(join(path, 'valley')), register } })

test('somebody is invited, given another grant, and has it changed and ended; each grant stays in the list', async () => {
  for (const payer of ['summit', 'keystone']) await say(`participants add ${payer} --name ${payer} --kind payer`)
  const invited = await say('people invite ada --name Ada --email ada@example.org --role payer --participant summit')
  expect(invited.out).toMatch(/\/invitation#\S+\n$/)
  const second = (await say('people grant ada --role payer --participant keystone --administers')).out.trim()
  const third = (await say(`people change-grant ${second} --until 2026-12-31 --no-administers`)).out.trim()
  expect((await say(`people end-grant ${third}`)).code).toBe(0)
  expect(JSON.parse((await say('people list --json')).out)).toMatchObject([
    { participant: 'summit', state: 'holds', administers: false, end_date: null },
    { participant: 'keystone', state: 'ended', administers: true, end_date: null },
    { participant: 'keystone', state: 'ended', administers: false, end_date: '2026-12-31' },
  ])
})

test('what changes nothing is left as it was, and what is no grant is said to be none', async () => {
  const grant = (await say('people grant ada --role payer --participant keystone --administers')).out.trim()
  await say(`people change-grant ${grant} --until 2027-06-30`)
  const [newest] = JSON.parse((await say('people list --json')).out).slice(-1)
  expect(newest).toMatchObject({ administers: true, end_date: '2027-06-30', state: 'holds' })
  expect((await say('people change-grant ada --until 2027-06-30')).said).toContain('the number of a grant')
  expect((await say(`people change-grant ${grant} --until 2027-06-30`)).said).toContain('has ended')
})

test('the operator lends a grant for a holder who is away: to a colleague, for a time, and no further', async () => {
  await say('people invite bob --name Bob --email bob@example.org --role payer --participant summit')
  await say('people invite eve --name Eve --email eve@example.org --role payer --participant keystone')
  const list = async () => JSON.parse((await say('people list --json')).out) as Record<string, unknown>[]
  const own = (await list()).find((one) => one.account === 'ada' && one.participant === 'summit')?.access_grant
  const lent = await say(`people lend ${own} bob --until 2026-02-01`)
  expect(lent).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\n$/) })
  expect((await list()).at(-1)).toMatchObject({
    ...{ account: 'bob', participant: 'summit', state: 'holds', lent_from: own, administers: false },
    ...{ end_date: '2026-02-01', granted_by: 'operator', access_grant: Number(lent.out) },
  })
  for (const [line, why] of [
    [`people lend ${own} eve --until 2026-02-01`, 'access-denied'],
    [`people lend ${own} ada --until 2026-02-01`, 'access-denied'],
    [`people lend 999 bob --until 2026-02-01`, 'access-denied'],
    [`people lend ${own} bob --until 2026-06-01`, 'a day from 2026-01-05 to 2026-04-05'],
    [`people lend ${lent.out.trim()} ada --until 2026-02-01`, 'a grant that was lent'],
  ] as const)
    expect(await say(line), line).toMatchObject({ code: 1, out: '', said: expect.stringContaining(why) })
  await say(`people end-grant ${own}`)
  expect((await list()).at(-1)).toMatchObject({ account: 'bob', state: 'ended' })
})

test('a coach is let in by a consent, listed with its state, and shut out again', async () => {
  const named = { organization_id: 'elm-group', organization_name: 'Elm Group', parent_organization_id: null }
  await saveDirectory(register, {
    organizations: [named],
    practices: [{ practice_id: 'elm', practice_name: 'Elm', organization_id: 'elm-group' }],
  })
  await say('participants add shoreline --name Shoreline --kind coach')
  const consent = (await say('coaches let-in shoreline elm --until 2026-03-31')).out.trim()
  const listed = async () => JSON.parse((await say('coaches --json')).out) as unknown[]
  const one = { participant: 'shoreline', practice_id: 'elm', organization_id: 'elm-group', consented_by: 'operator' }
  expect(await listed()).toMatchObject([{ ...one, state: 'holds', end_date: '2026-03-31' }])
  expect((await say(`coaches shut-out ${consent}`)).code).toBe(0)
  expect(await listed()).toMatchObject([{ ...one, state: 'ended', ended_by: 'operator' }])
  expect((await say(`coaches shut-out ${consent}`)).said).toContain('a consent that has ended')
  expect((await say('coaches shut-out elm')).said).toContain('the number of a consent')
  expect((await say('coaches let-in summit elm')).said).toContain('no coaching organization of this key')
  expect((await say('coaches let-in shoreline oak')).said).toContain('access-denied')
  const events = await register.engine((tx) =>
    tx.selectFrom('event').select(['act', 'about']).where('act', 'like', '%coach%').orderBy('number').execute(),
  )
  expect(events).toContainEqual({ act: 'let-coach-in', about: 'practice:elm participant:shoreline' })
  expect(events).toContainEqual({ act: 'decide-coaching', about: 'participant:shoreline' })
})
