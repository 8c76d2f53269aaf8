import { afterAll, beforeAll, expect, test } from 'vitest'
import { WholepanelError } from '../../src/error.ts'
import { GRANTED, permit, refuseRole } from '../../src/governance/permit.ts'
import { holds, type Subject } from '../../src/governance/relationships.ts'
import { type Action, ROUTES } from '../../src/governance/routes.ts'
import { SCOPES, scopesOpen } from '../../src/governance/scopes.ts'
import { type Holder, holdersOf, whoCanSee } from '../../src/governance/who-can-see.ts'
import { insertApiClient } from '../../src/register/people/api-clients.ts'
import { insertBreakGlass } from '../../src/register/people/break-glass.ts'
import { addAdministrators } from '../server/administrators.ts'
import { type TestHouse, testHouse } from '../server/house.ts'

const NOW = '2026-01-03T00:00:00Z'
const AT = '2025-01-01T00:00:00Z'
let house: TestHouse
let holders: Holder[]
beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  const { register } = house
  const grants = await register.engine((tx) => tx.selectFrom('access_grant').selectAll().execute())
  const oak = grants.find((one) => one.account === 'oak')
  const given = { account: 'oak', access_grant: oak?.access_grant ?? 0, reason: 'a patient of theirs is here' }
  await register.engine(async (tx) => {
    await insertBreakGlass(tx, {
      ...given,
      practice_id: 'elm',
      organization_id: 'elm-group',
      started_at: '2026-01-02T23:30:00Z',
    })
    for (const [client_id, scopes] of [
      ['everything', Object.keys(SCOPES)],
      ['rates', ['system/MeasureReport.rs']],
    ] as const)
      await insertApiClient(tx, {
        ...{ client_id, client_name: client_id, role: 'practice', purpose: 'treatment', participant: 'elm-group' },
        ...{ practice_ids: ['elm'], scopes: [...scopes], jwks: '{"keys":[]}', jwks_url: null },
        ...{ registered_at: AT, registered_by: 'operator' },
      })
  })
  holders = await holdersOf(register, NOW)
})
afterAll(() => house.close())

const ACTIONS = [...new Set<Action>(Object.values(ROUTES))]
const SUBJECTS: Subject[] = [
  {},
  ...['elm', 'oak', 'nowhere'].flatMap((practice_id) =>
    [true, false].flatMap((in_directory) =>
      [[], ['amber'], ['amber', 'birch'], ['cedar']].map((payers) => ({ practice_id, in_directory, payers })),
    ),
  ),
  ...['amber', 'birch', 'nobody'].map((sender) => ({ sender })),
]
const permitted = (work: () => unknown): boolean => {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof WholepanelError && error.code === 'access-denied') return false
    throw error
  }
}

test('everybody who can see it is permitted, and everybody who is permitted can see it', () => {
  let yes = 0
  let no = 0
  for (const subject of SUBJECTS)
    for (const action of ACTIONS) {
      const found = new Set(whoCanSee(holders, [action], subject).map((one) => one.holder))
      for (const holder of holders) {
        const { viewer, scopes } = holder
        const may = (scopes === null || scopesOpen(scopes, action)) && permitted(() => permit(viewer, action, subject))
        expect(found.has(holder), `${viewer.person} ${action} ${JSON.stringify(subject)}`).toBe(may)
        if (may) yes += 1
        else no += 1
      }
    }
  expect(yes).toBeGreaterThan(1000)
  expect(no).toBeGreaterThan(1000)
})

test('permission is what the lines of the table say, and nothing else', () => {
  for (const subject of SUBJECTS)
    for (const action of ACTIONS)
      for (const { viewer } of holders) {
        const lines = GRANTED.filter((one) => one.action === action)
        const mine = lines.filter((one) => one.role === viewer.role && one.purpose === viewer.purpose)
        const said = lines.some((one) => one.relationship === 'anyone')
        const stands = mine.some((one) => holds(one.relationship, viewer, subject))
        expect(permitted(() => permit(viewer, action, subject))).toBe(said || stands)
        expect(permitted(() => refuseRole(viewer, action))).toBe(said || mine.length > 0)
      }
})

test('an emergency lets in whoever opened it, and says so', () => {
  const elm = { practice_id: 'elm', in_directory: true, payers: ['amber'] }
  const found = whoCanSee(holders, ['read-panel'], elm).find((one) => one.holder.viewer.person === 'oak')
  expect(found?.lines.map((one) => one.relationship)).toEqual(['emergency'])
})

test('a program is let in by its scopes', () => {
  const elm = { practice_id: 'elm', in_directory: true, payers: ['amber'] }
  const programs = (action: Action) =>
    whoCanSee(holders, [action], elm)
      .filter((one) => one.holder.scopes !== null)
      .map((one) => one.holder.viewer.person)
  expect(programs('read-panel')).toEqual(['client:everything'])
  expect(programs('read-scorecard')).toEqual(['client:everything', 'client:rates'])
})

test('who is suspended, ended or not yet begun can see nothing', async () => {
  const { register } = house
  await register.engine((tx) =>
    tx.updateTable('account').set({ status: 'suspended' }).where('account', '=', 'elm').execute(),
  )
  await register.engine((tx) =>
    tx.updateTable('access_grant').set({ end_date: '2026-01-02' }).where('account', '=', 'amber').execute(),
  )
  await register.engine((tx) =>
    tx.updateTable('access_grant').set({ start_date: '2026-01-04' }).where('account', '=', 'state').execute(),
  )
  const now = (await holdersOf(register, NOW)).map((one) => one.viewer.person)
  for (const gone of ['elm', 'amber', 'state']) expect(now).not.toContain(gone)
  expect(now).toContain('elm-admin')
})
