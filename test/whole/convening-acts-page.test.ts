import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { planMeeting } from '../../src/convening/meetings/acts.ts'
import { writeText } from '../../src/convening/meetings/texts.ts'
import { actor } from '../../src/demo/parties/actor.ts'
import { type Action, ROUTES } from '../../src/governance/routes.ts'
import { type Holder, holdersOf, lineFor } from '../../src/governance/who-can-see.ts'
import { Region } from '../../src/region.ts'
import { openRegister } from '../../src/register/open.ts'
import { saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { browserFound, demonstrationSite, withoutBrowser } from './browser.ts'

/** One of each role, who administers and who does not, on a committee and not. */
const PEOPLE = [
  ...['amara-cole', 'olga-operator', 'dana-whitfield', 'helen-marsh', 'priya-raman', 'marcus-webb', 'mei-castillo'],
  ...['rosa-delgado', 'victor-hale', 'the-public'],
]
const PAGES = [
  ...['/convening', '/convening/recommendations/new', '/convening/plan', '/convening/adoption', '/convening/meetings'],
  ...['/convening/recruitment', '/coaching', '/calendar', '/notifications', '/webhooks', '/recommendations'],
  '/convening/initiative/tidewell-health-collaborative',
]
/** What pressing the buttons of a page asked the server for; nothing of it came there. */
type Pressed = { who: string; path: string; route: string }

const ACTS = Object.entries(ROUTES).flatMap(([route, action]) => {
  const [method, path = ''] = route.split(' ')
  if (method === 'GET') return []
  return [{ route, action: action as Action, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`) }]
})
const routeOf = (method: string, path: string) =>
  ACTS.find(({ route, pattern }) => route.startsWith(`${method} `) && pattern.test(path))

describe.skipIf(withoutBrowser)(`buttons of the convening, in a real browser (${browserFound})`, () => {
  const holders: Holder[] = []
  const addresses: string[] = []
  const site = demonstrationSite(async ({ path }) => {
    const register = await openRegister(Region.open(path))
    const now = new Date().toISOString()
    const olga = { account: 'olga-operator', name: 'Olga Operator', about: 'Runs the region' }
    await saveAccount(register, olga, 'operator', now)
    await saveAccessGrant(
      register,
      {
        ...{ account: olga.account, role: 'operator', purpose: 'oversight', participant: null, practice_ids: [] },
        ...{ administers: false, start_date: now.slice(0, 10) },
      },
      'operator',
      now,
    )
    // Something of the convener's own that is held: the operator stands in for its steward.
    const amara = { register, by: actor('amara-cole'), now }
    const { committee } = await register.engine((tx) =>
      tx.selectFrom('meeting').select('committee').executeTakeFirstOrThrow(),
    )
    const { meeting } = await planMeeting(amara, committee, { title: 'Questions', starts_at: now, place: 'Room 1' })
    const body = 'Summit Health pays 7.77 per member per month'
    const held = await writeText(amara, meeting, { kind: 'note', title: 'A remark', body })
    expect(held.state).toBe('held')
    holders.push(...(await holdersOf(register, now)))
    const { recommendations, meetings } = await register.engine(async (tx) => ({
      recommendations: await tx.selectFrom('recommendation').select('recommendation').execute(),
      meetings: await tx.selectFrom('meeting').select('meeting').execute(),
    }))
    addresses.push(
      ...PAGES,
      ...recommendations.map((one) => `/convening/recommendations/${one.recommendation}`),
      ...meetings.map((one) => `/convening/meetings/${one.meeting}`),
    )
    await register.close()
  })

  async function walk(who: string): Promise<Pressed[]> {
    const page = await site.visit()
    const entered = await page.request.post(`${site.address}/api/session`, {
      ...{ data: { person: who }, headers: { 'x-wholepanel': '1' } },
    })
    expect(entered.status(), who).toBe(200)
    const pressed: Pressed[] = []
    await page.route('**/api/**', async (route) => {
      const request = route.request()
      if (request.method() === 'GET') return route.continue()
      const { pathname } = new URL(request.url())
      const asked = routeOf(request.method(), pathname)
      pressed.push({ who, path: new URL(page.url()).pathname, route: asked?.route ?? `no route for ${pathname}` })
      const problem = { type: 'x', title: 'not now', status: 409, code: 'conflict-procedure', detail: 'not now' }
      return route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) })
    })
    for (const address of addresses) {
      await page.goto(site.address + address)
      await page.waitForLoadState('networkidle')
      await pressAll(page)
    }
    await site.leave(page)
    return pressed
  }

  test('whoever sees a button of an act has the grant for it', async () => {
    const pressed: Pressed[] = []
    const waiting = [...PEOPLE]
    const next = async (): Promise<void> => {
      const who = waiting.shift()
      if (who === undefined) return
      pressed.push(...(await walk(who)))
      return next()
    }
    await Promise.all([next(), next(), next()])
    const refused = pressed.filter(({ who, route }) => {
      const action = ACTS.find((one) => one.route === route)?.action
      const holder = holders.find(({ viewer }) => viewer.person === who)
      if (action === undefined) return true
      const subject = { convened: true, in_directory: true, practice_id: holder?.viewer.practice_ids[0] ?? '' }
      return holder === undefined || lineFor(holder, action, subject) === null
    })
    expect([...new Set(refused.map(({ who, path, route }) => `${who} at ${path}: ${route}`))]).toEqual([])
    const routes = new Set(pressed.map(({ route }) => route))
    expect(routes.size).toBeGreaterThan(30)
    const withdrawn = pressed.filter(({ route }) => route === 'POST /api/meeting-texts/:meeting_text/withdrawal')
    expect(new Set(withdrawn.map(({ who }) => who))).toEqual(new Set(['amara-cole', 'olga-operator', 'priya-raman']))
  }, 600_000)
})

/** Opens what is folded, types something into every field, and presses every button, one after the other. */
const pressAll = (page: Page): Promise<void> =>
  page.evaluate(`(async () => {
    const wait = (ms) => new Promise((done) => setTimeout(done, ms))
    const root = document.querySelector('main') ?? document.body
    const type = (field, value) => {
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value)
      field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
    }
    const VALUES = { date: '2027-06-01', 'datetime-local': '2027-06-01T10:00', number: '1', email: 'a@example.org', url: 'https://example.org/' }
    const fill = async () => {
      for (const one of root.querySelectorAll('details')) one.open = true
      for (const one of root.querySelectorAll('form')) one.noValidate = true
      for (const one of root.querySelectorAll('input, select, textarea')) {
        if (one.type === 'file' || one.type === 'search' || one.value !== '' && one.type !== 'radio' && one.type !== 'checkbox') continue
        if (one.type === 'radio' || one.type === 'checkbox') { if (!one.checked) one.click() }
        else if (one.tagName === 'SELECT') type(one, [...one.options].find(({ value }) => value !== '')?.value ?? '')
        else type(one, VALUES[one.type] ?? 'Something')
      }
      await wait(50)
    }
    await fill()
    await fill()
    for (const button of root.querySelectorAll('button')) {
      if (!button.isConnected) continue
      for (let tries = 0; button.disabled && tries < 10; tries++) await wait(50)
      button.click()
      await wait(25)
    }
    await wait(100)
  })()`)
