import { afterAll, beforeAll, expect, test } from 'vitest'
import { grantsInForce, listAccessGrants, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { accountOf, saveAccount } from '../../src/register/people/accounts.ts'
import { readInvitation, useInvitation } from '../../src/register/people/invitations.ts'
import { addAdministrators, ask, cookieOfAccount } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
})
afterAll(() => house.close())

type Grant = { access_grant: number; role: string; state: string; practices: { practice_id: string }[] }
type People = {
  administers: boolean
  people: { account: string; name: string; status: string; sessions: number; grants: Grant[] }[]
  colleagues: { account: string }[]
}
const people = async (who: string): Promise<People> => (await ask(house, who, '/api/people')).json()
const grantOf = async (account: string): Promise<number> => {
  const [grant] = await grantsInForce(house.register, account, '2026-01-03')
  return grant?.access_grant ?? 0
}
const used = (token: string, now: string) => house.register.engine((tx) => useInvitation(tx, token, now))
const invite = (who: string, given: object) => ask(house, who, '/api/people', given)
const manager = { role: 'practice', practice_ids: ['elm'] }
const someone = (name: string) => ({ name, email: `${name.toLowerCase().replace(/[^a-z]/g, '')}@example.org` })
const acts = async (act: string) =>
  house.register.engine((tx) => tx.selectFrom('event').select(['actor', 'about']).where('act', '=', act).execute())

test('an administrator invites into its own participant: an account, a grant, and a link that lets in once', async () => {
  const said = await invite('elm-admin', { ...someone('Ann Lee'), ...manager })
  expect(said.status).toBe(200)
  const { account, link } = said.json() as { account: string; link: string }
  expect(account).toBe('ann-lee')
  const [address, token = ''] = link.split('#')
  expect(address).toMatch(/\/invitation$/)
  expect(await readInvitation(house.register, token, house.house.now())).toMatchObject({ account, name: 'Ann Lee' })
  const both = await Promise.all([1, 2].map(() => used(token, house.house.now())))
  expect(both.sort()).toEqual(['ann-lee', null])
  expect(await grantsInForce(house.register, 'ann-lee', '2026-01-03')).toMatchObject([
    {
      role: 'practice',
      purpose: 'treatment',
      participant: 'elm-group',
      practice_ids: ['elm'],
      granted_by: 'elm-admin',
    },
  ])
  expect(await acts('invite-person')).toEqual([
    { actor: 'elm-admin', about: expect.stringMatching(/^account:ann-lee access-grant:\d+$/) },
  ])
})

test('an invitation is over after seven days, and when another one was sent', async () => {
  const first = (await invite('elm-admin', { ...someone('Bea Fox'), ...manager })).json() as { link: string }
  const second = (await ask(house, 'elm-admin', '/api/people/bea-fox/invitation', {})).json() as { link: string }
  const tokens = [first, second].map(({ link }) => link.split('#')[1] ?? '')
  const now = Date.parse(house.house.now())
  const after = (days: number) => new Date(now + days * 86_400_000).toISOString()
  expect(await used(tokens[0] ?? '', after(0))).toBeNull()
  expect(await used(tokens[1] ?? '', after(7))).toBeNull()
  expect(await used(tokens[1] ?? '', after(6.9))).toBe('bea-fox')
})

test('the same invitation sent twice makes one account, and the second is told so', async () => {
  const given = { ...someone('Cyd Moss'), ...manager }
  const said = await Promise.all([invite('elm-admin', given), invite('elm-admin', given)])
  expect(said.map((one) => one.status).sort()).toEqual([200, 409])
  expect((await people('elm-admin')).people.filter((one) => one.name === 'Cyd Moss')).toHaveLength(1)
})

test('an account in use gets no new link: whoever held it could take it over', async () => {
  const { register } = house
  await register.engine((tx) =>
    tx
      .insertInto('credential')
      .values({
        ...{ account: 'ann-lee', kind: 'password', secret: 'hash', label: 'Password', external_id: null },
        ...{ created_at: house.house.now(), last_used_at: null },
      })
      .execute(),
  )
  expect(await ask(house, 'elm-admin', '/api/people/ann-lee/invitation', {})).toMatchObject({
    code: 'conflict-account',
  })
})

test('nobody grants more than its participant has: no other role, no other practice, nobody else’s participant', async () => {
  const cases: [object, string][] = [
    [{ role: 'payer' }, 'input-argument'],
    [{ role: 'convener' }, 'input-argument'],
    [{ role: 'operator' }, 'access-denied'],
    [{ role: 'operator', participant: null }, 'access-denied'],
    [{ role: 'public' }, 'input-argument'],
    [{ ...manager, practice_ids: ['oak'] }, 'access-denied'],
    [{ ...manager, practice_ids: ['elm', 'oak'] }, 'access-denied'],
    [{ ...manager, practice_ids: ['nowhere'] }, 'access-denied'],
    [{ ...manager, practice_ids: [] }, 'input-argument'],
    [{ ...manager, participant: 'oak-group' }, 'access-denied'],
    [{ ...manager, participant: 'nowhere' }, 'access-denied'],
    [{ ...manager, purpose: 'oversight' }, 'input-argument'],
    [{ ...manager, end_date: '2026-01-02' }, 'input-argument'],
  ]
  for (const [given, code] of cases)
    expect({ given, code: (await invite('elm-admin', { ...someone('Eve Ash'), ...given })).code }).toEqual({
      given,
      code,
    })
  expect(await accountOf(house.register, 'eve-ash')).toBeUndefined()
})

test('an administrator of one participant finds the same refusal at every route with another’s ids', async () => {
  const oak = await grantOf('oak')
  const routes: [string, object][] = [
    ['/api/people/oak/invitation', {}],
    ['/api/people/oak/status', { status: 'suspended' }],
    ['/api/people/oak/grants', manager],
    [`/api/access-grants/${oak}/change`, { end_date: '2026-02-01' }],
    [`/api/access-grants/${oak}/end`, {}],
    [`/api/access-grants/${oak}/loan`, { account: 'elm', end_date: '2026-01-10' }],
    ['/api/coaching', { participant: 'shore', practice_id: 'oak' }],
  ]
  const nowhere = (url: string) => url.replace('/oak/', '/nobody/').replace(`/${oak}/`, '/99999/')
  for (const [url, body] of routes) {
    const theirs = await ask(house, 'elm-admin', url, body)
    expect({ url, code: theirs.code }).toEqual({ url, code: 'access-denied' })
    const absent = await ask(house, 'elm-admin', nowhere(url), {
      ...body,
      ...('practice_id' in body ? { practice_id: 'nowhere' } : {}),
    })
    expect(absent.text).toBe(theirs.text)
  }
  expect((await people('elm-admin')).people.map((one) => one.account)).not.toContain('oak')
  expect(await grantOf('oak')).toBe(oak)
})

test('whoever administers nobody reads about itself and the names of colleagues, and changes nobody', async () => {
  const seen = await people('elm')
  expect(seen.administers).toBe(false)
  expect(seen.people.map((one) => one.account)).toEqual(['elm'])
  expect(seen.colleagues.map((one) => one.account)).toContain('elm-admin')
  expect(JSON.stringify(seen)).not.toContain('@example.org')
  expect((await invite('elm', { ...someone('Fay Ito'), ...manager })).code).toBe('access-denied')
  expect((await ask(house, 'elm', '/api/people/elm-admin/status', { status: 'ended' })).code).toBe('access-denied')
  for (const who of ['amber', 'convener', 'state']) {
    const { people: own } = await people(who)
    expect(own.map((one) => one.account)).toEqual([who])
  }
  expect((await ask(house, 'public', '/api/people')).code).toBe('access-denied')
})

test('who is suspended is out in the same moment, and back when taken in; what the operator shut, the operator opens', async () => {
  const cookie = { cookie: await cookieOfAccount(house, 'elm') }
  expect((await ask(house, cookie, '/api/people')).status).toBe(200)
  await ask(house, 'elm-admin', '/api/people/elm/status', { status: 'suspended' })
  expect((await ask(house, cookie, '/api/people')).status).toBe(401)
  expect((await ask(house, 'elm-admin', '/api/people/elm/status', { status: 'suspended' })).code).toBe('input-argument')
  expect((await ask(house, 'elm-admin', '/api/people/elm/status', { status: 'active' })).status).toBe(200)
  expect((await ask(house, cookie, '/api/people')).status).toBe(401)
  await ask(house, 'operator', '/api/people/elm/status', { status: 'suspended' })
  expect((await ask(house, 'elm-admin', '/api/people/elm/status', { status: 'active' })).code).toBe('access-denied')
  expect((await ask(house, 'operator', '/api/people/elm/status', { status: 'active' })).status).toBe(200)
})

test('an account that looks for another participant too is not one administrator’s to suspend', async () => {
  const { register } = house
  await saveAccount(register, { account: 'both', name: 'Both' }, 'operator', house.house.now())
  for (const participant of ['elm-group', 'oak-group']) {
    const grant = { account: 'both', role: 'practice', purpose: 'treatment', participant, start_date: '2025-01-01' }
    await saveAccessGrant(
      register,
      { ...grant, practice_ids: [participant === 'elm-group' ? 'elm' : 'oak'] },
      'operator',
      house.house.now(),
    )
  }
  expect((await ask(house, 'elm-admin', '/api/people/both/status', { status: 'suspended' })).code).toBe('access-denied')
  expect((await ask(house, 'elm-admin', '/api/people/both/invitation', {})).code).toBe('access-denied')
  const seen = (await people('elm-admin')).people.find((one) => one.account === 'both')
  expect(seen?.grants).toHaveLength(1)
})

test('a grant ended while its session lives ends the session; one changed goes on as the change says', async () => {
  const made = (await invite('elm-admin', { ...someone('Gil Orr'), ...manager, administers: true })).json() as {
    account: string
  }
  const cookie = { cookie: await cookieOfAccount(house, made.account) }
  expect((await ask(house, cookie, '/api/practices/elm/scorecard')).status).toBe(200)
  const before = await grantOf(made.account)
  const changed = await ask(house, 'elm-admin', `/api/access-grants/${before}/change`, {
    administers: false,
    end_date: '2026-01-04',
  })
  expect(changed.status).toBe(200)
  expect((await ask(house, cookie, '/api/practices/elm/scorecard')).status).toBe(401)
  const after = { cookie: await cookieOfAccount(house, made.account) }
  expect((await ask(house, after, '/api/practices/elm/scorecard')).status).toBe(200)
  expect((await invite(made.account, { ...someone('Hal Roe'), ...manager })).code).toBe('access-denied')
  house.clock.now += 2 * 86_400_000
  expect((await ask(house, after, '/api/practices/elm/scorecard')).status).toBe(401)
  expect(await grantsInForce(house.register, made.account, '2026-01-05')).toEqual([])
  house.clock.now -= 2 * 86_400_000
  const grants = (await people('elm-admin')).people.find((one) => one.account === made.account)?.grants
  expect(grants?.map((one) => one.state)).toEqual(['ended', 'holds'])
})

test('a grant that starts tomorrow opens nothing today', async () => {
  const given = { ...someone('Ida Poe'), ...manager, start_date: '2026-01-04' }
  const { account } = (await invite('elm-admin', given)).json() as { account: string }
  await expect(cookieOfAccount(house, account)).rejects.toThrow('no grant in force')
  const [grant] = (await people('elm-admin')).people.find((one) => one.account === account)?.grants ?? []
  expect(grant?.state).toBe('to-come')
})

test('nobody widens or suspends itself, and the last administrator does not go', async () => {
  const own = await grantOf('elm-admin')
  expect((await ask(house, 'elm-admin', '/api/people/elm-admin/grants', manager)).code).toBe('input-argument')
  expect((await ask(house, 'elm-admin', `/api/access-grants/${own}/change`, { practice_ids: ['elm'] })).code).toBe(
    'input-argument',
  )
  expect((await ask(house, 'elm-admin', '/api/people/elm-admin/status', { status: 'ended' })).code).toBe(
    'input-argument',
  )
  expect((await ask(house, 'elm-admin', `/api/access-grants/${own}/end`, {})).code).toBe('conflict-last-administrator')
  expect(await grantOf('elm-admin')).toBe(own)
})

test('of two administrators who end each other at once, one stays', async () => {
  const { register } = house
  const made: number[] = []
  for (const account of ['first', 'second']) {
    await saveAccount(register, { account, name: account }, 'operator', house.house.now())
    const grant = { account, role: 'payer', purpose: 'payment', participant: 'birch', administers: true }
    const start = { start_date: '2025-01-01' }
    made.push((await saveAccessGrant(register, { ...grant, ...start }, 'operator', house.house.now())).access_grant)
  }
  const cookies = await Promise.all(['first', 'second'].map((one) => cookieOfAccount(house, one)))
  const said = await Promise.all(
    cookies.map((cookie, i) => ask(house, { cookie }, `/api/access-grants/${made[1 - i]}/end`, {})),
  )
  expect(said.filter((one) => one.status === 200)).toHaveLength(1)
  const left = (await listAccessGrants(register)).filter((one) => made.includes(one.access_grant) && !one.ended_at)
  expect(left).toHaveLength(1)
})

test('a holder lends its grant to a colleague for a time; not further, not wider, not to a stranger', async () => {
  const own = await grantOf('elm')
  const lend = (who: string, grant: number, loan: object) => ask(house, who, `/api/access-grants/${grant}/loan`, loan)
  const until = { account: 'ann-lee', end_date: '2026-01-20' }
  expect((await lend('elm', own, { ...until, account: 'oak' })).code).toBe('access-denied')
  expect((await lend('elm', own, { ...until, account: 'elm' })).code).toBe('access-denied')
  expect((await lend('elm', own, { ...until, practice_ids: ['oak'] })).code).toBe('access-denied')
  expect((await lend('elm', own, { ...until, end_date: '2026-05-01' })).code).toBe('input-argument')
  expect((await lend('elm', own, { ...until, end_date: '2026-01-01' })).code).toBe('input-argument')
  expect((await lend('elm-admin', own, until)).code).toBe('access-denied')
  expect((await lend('operator', own, { ...until, account: 'oak' })).code).toBe('access-denied')
  const lent = (await lend('elm', own, until)).json() as Grant
  expect((await grantsInForce(house.register, 'ann-lee', '2026-01-20')).at(-1)).toMatchObject({
    access_grant: lent.access_grant,
    delegated_from: own,
    administers: false,
  })
  expect((await lend('ann-lee', lent.access_grant, { account: 'elm-admin', end_date: '2026-01-10' })).code).toBe(
    'input-argument',
  )
  expect((await grantsInForce(house.register, 'ann-lee', '2026-01-21')).length).toBe(1)
  expect((await ask(house, 'elm', `/api/access-grants/${lent.access_grant}/end`, {})).status).toBe(200)
  expect((await grantsInForce(house.register, 'ann-lee', '2026-01-10')).length).toBe(1)
})

test('a coach reads rates and counts of practices that let it in, no person, and nothing once it is shut out', async () => {
  const read = (path: string) => ask(house, 'coach', path)
  expect((await read('/api/practices/elm/scorecard')).code).toBe('access-denied')
  expect((await ask(house, 'elm', '/api/coaching', { participant: 'shore', practice_id: 'elm' })).code).toBe(
    'access-denied',
  )
  const let_in = await ask(house, 'elm-admin', '/api/coaching', { participant: 'shore', practice_id: 'elm' })
  expect(let_in.status).toBe(200)
  expect((await read('/api/practices/elm/scorecard')).status).toBe(200)
  expect((await read('/api/practices/elm')).status).toBe(200)
  for (const closed of ['panel', 'payments'])
    expect((await read(`/api/practices/elm/${closed}`)).code).toBe('access-denied')
  expect((await read('/api/practices/oak/scorecard')).code).toBe('access-denied')
  const listed = (await read('/api/practices')).json() as { practice_id: string }[]
  expect(listed.map((one) => one.practice_id)).toEqual(['elm'])
  const { coaching } = let_in.json() as { coaching: number }
  expect((await ask(house, 'oak-admin', `/api/coaching/${coaching}/end`, {})).code).toBe('access-denied')
  expect((await ask(house, 'elm-admin', `/api/coaching/${coaching}/end`, {})).status).toBe(200)
  expect((await read('/api/practices/elm/scorecard')).code).toBe('access-denied')
})

test('a purchaser reads aggregates like the state, without a person or an amount', async () => {
  const scorecard = await ask(house, 'purchaser', '/api/practices/elm/scorecard')
  const states = await ask(house, 'state', '/api/practices/elm/scorecard')
  const { cost, ...rest } = scorecard.json() as { cost: { pmpm_usd: null; region_pmpm_usd: null }[] }
  const { cost: _seen, ...same } = states.json() as { cost: unknown }
  expect(rest).toEqual(same)
  expect(cost.length).toBeGreaterThan(0)
  for (const row of cost) expect([row.pmpm_usd, row.region_pmpm_usd]).toEqual([null, null])
  for (const closed of ['/panel', '/panel/p1', '/payments'])
    expect((await ask(house, 'purchaser', `/api/practices/elm${closed}`)).code).toBe('access-denied')
  for (const closed of ['/api/submissions', '/api/feeds', '/api/left-out', '/api/agreements'])
    expect((await ask(house, 'purchaser', closed)).code).toBe('access-denied')
})

test('a script in a name is kept as it was written and is text in the answer', async () => {
  const name = '<script>alert(1)</script>'
  const said = await invite('elm-admin', { name, email: 'script@example.org', ...manager })
  expect(said.status).toBe(200)
  const answer = await ask(house, 'elm-admin', '/api/people')
  expect((answer.json() as People).people.map((one) => one.name)).toContain(name)
  const [event] = (await acts('invite-person')).slice(-1)
  expect(event?.about).not.toContain('<')
})
