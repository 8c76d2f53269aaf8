import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invite } from '../../src/governance/access/people.ts'
import { OPERATOR } from '../../src/governance/viewer.ts'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { grantsInForce } from '../../src/register/people/access-grants.ts'
import { startSession } from '../../src/register/people/sessions.ts'
import { serve } from '../../src/server/serve.ts'
import { browserPath, withoutBrowser } from './browser.ts'

/** A reader is signed in here and opens a page of another port or name of the same machine, which attacks. */
describe.skipIf(withoutBrowser)('pages of other sites, in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-other-sites-'))
  const requests: string[] = []
  let register: Register
  let server: { address: string; close: () => Promise<void> }
  let foreign: Server
  let browser: Browser
  let grant: number
  let port: string
  const now = () => new Date().toISOString()

  beforeAll(async () => {
    const region = Region.create(join(folder, 'region'), { region: 'Cedar Valley' })
    register = await openPglite()
    const act = { register, by: OPERATOR, now: now(), organizations: async () => null }
    await invite(act, { account: 'olga', name: 'Olga', email: 'olga@example.org', role: 'operator', participant: null })
    grant = (await grantsInForce(register, 'olga', now().slice(0, 10)))[0]?.access_grant ?? 0
    const say = () => undefined
    const log = (line: string) => requests.push(line)
    server = await serve(region, { register, now, say, log, environment: {}, port: 0 })
    port = new URL(server.address).port
    foreign = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>elsewhere</title><body></body>')
    })
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    browser = await chromium.launch({
      executablePath: browserPath ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--host-resolver-rules=MAP *.example 127.0.0.1',
      ],
    })
  })
  afterAll(async () => {
    await browser?.close()
    foreign?.close()
    await server?.close()
    await register?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const elsewhere = (host: string) => `http://${host}:${(foreign.address() as AddressInfo).port}/`

  /** Signed in at the region's server, and now looking at a page of somebody else. */
  async function lured(host: string): Promise<{ page: Page; read: (path: string) => Promise<number> }> {
    const context = await browser.newContext()
    const key = await startSession(register, { account: 'olga', access_grant: grant, method: 'password' }, now())
    await context.addCookies([
      { name: 'wholepanel', value: key, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Strict' },
    ])
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(elsewhere(host))
    requests.length = 0
    return { page, read: async (path) => (await page.request.get(server.address + path)).status() }
  }
  const inPage = (page: Page, script: string) => page.evaluate(`(async () => { ${script} })()`)

  test.each(['localhost', 'evil.example'])(
    'a page at %s reads and changes nothing by fetch, form, picture or frame',
    async (host) => {
      const { page, read } = await lured(host)
      expect(await read('/api/account')).toBe(200)
      // The line of a request comes after its answer.
      await expect.poll(() => requests.length).toBe(1)
      requests.length = 0
      const url = server.address
      const outcomes = await inPage(
        page,
        `
      const tried = async (work) => { try { return await work() } catch (error) { return error.name } }
      const ask = (path, init) => tried(async () => { const r = await fetch('${url}' + path, { credentials: 'include', ...init }); return r.type + ' ' + r.status })
      return [
        await ask('/api/account'),
        await ask('/api/account', { mode: 'no-cors' }),
        await ask('/api/session', { method: 'DELETE', headers: { 'x-wholepanel': '1' } }),
        await ask('/api/account/sessions', { method: 'DELETE' }),
        await ask('/api/session/grant', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: '{}' }),
        await new Promise((done) => { const i = new Image(); i.onload = () => done('shown'); i.onerror = () => done('refused'); i.src = '${url}/api/account' }),
        await new Promise((done) => { const s = document.createElement('script'); s.onload = () => done('ran'); s.onerror = () => done('refused'); s.src = '${url}/api/account'; document.body.append(s) }),
      ]`,
      )
      expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError', 'refused', 'refused'])
      await page.evaluate(
        `document.body.innerHTML = '<form method=post action="${url}/api/session/grant" enctype="text/plain"><input name=a value=b></form>'; document.forms[0].submit()`,
      )
      await page.waitForURL(/api/)
      expect(await page.content()).toContain('access-denied')
      expect(requests.filter((one) => / 2\d\d \d+ ms$/.test(one))).toEqual([])
      expect(await read('/api/account')).toBe(200)
      await page.context().close()
    },
  )

  test('no page is shown in a frame of another, so that no click can be led astray', async () => {
    const { page } = await lured('localhost')
    await page.evaluate(
      `document.body.innerHTML = '<iframe src="${server.address}/account"></iframe><iframe src="${server.address}/api/account"></iframe>'`,
    )
    await page.waitForTimeout(1500)
    for (const frame of page.frames().slice(1))
      expect(await frame.content().catch(() => '')).not.toMatch(/Olga|id="root"/)
    await page.context().close()
  })

  test('a window that another page opened cannot be reached from it, and hears no messages', async () => {
    const { page } = await lured('localhost')
    const opened = page.context().waitForEvent('page')
    await page.evaluate(`window.other = window.open('${server.address}/'); 0`)
    const window = await opened
    await window.waitForLoadState()
    await expect.poll(() => page.evaluate('window.other.closed')).toBe(true)
    expect(await window.evaluate('window.opener')).toBe(null)
    await page.context().close()
  })

  test('a name of somebody else that is pointed at this machine gets nothing, whatever it asks', async () => {
    const { page } = await lured('localhost')
    const rebound = `http://rebound.example:${port}`
    await page.goto(`${rebound}/`)
    expect(await page.content()).toContain('host name that this server does not serve')
    const answer = await inPage(page, `return (await fetch('/api/account', { credentials: 'include' })).status`)
    expect(answer).toBe(403)
    await page.context().close()
  })

  test('a cookie that a page of another port sets signs nobody in and shows nobody else’s account', async () => {
    const { page } = await lured('localhost')
    const planted = await startSession(register, { account: 'olga', access_grant: grant, method: 'password' }, now())
    await page.evaluate(`document.cookie = 'wholepanel=${planted}; path=/api/'`)
    await page.goto(`${server.address}/healthz`)
    const cookies = (await page.context().cookies(`${server.address}/api/account`)).map((one) => one.path)
    expect(cookies.sort()).toEqual(['/', '/api/'])
    expect(await inPage(page, `return (await fetch('/api/account')).status`)).toBe(401)
    await page.context().close()
  })

  test('scripts of the pages themselves cannot read the cookie, and none but the server’s own run', async () => {
    const { page } = await lured('localhost')
    await page.goto(server.address)
    await page.getByRole('link', { name: 'Olga' }).waitFor()
    expect(await page.evaluate('document.cookie')).toBe('')
    const ran = await page.evaluate(
      `new Promise((done) => { window.ran = false; const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); setTimeout(() => done(window.ran), 200) })`,
    )
    expect(ran).toBe(false)
    await page.context().close()
  })

  test('a page that the browser kept is asked anew after its reader left in another tab', async () => {
    const { page } = await lured('localhost')
    await page.goto(`${server.address}/account`)
    await page.getByText('olga@example.org').waitFor()
    const other = await page.context().newPage()
    await other.goto(server.address)
    await other.getByRole('button', { name: 'Sign out', exact: true }).click()
    await other.getByRole('heading', { level: 1 }).waitFor()
    await page.goto(elsewhere('localhost'))
    await page.goBack()
    await page
      .getByRole('heading', { level: 1, name: 'Sign in' })
      .or(page.getByText('Nobody has an account'))
      .first()
      .waitFor()
    expect(await page.content()).not.toContain('olga@example.org')
    await page.context().close()
  })
})
