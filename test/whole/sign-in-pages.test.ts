import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invite } from '../../src/governance/access/people.ts'
import { OPERATOR } from '../../src/governance/viewer.ts'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { startSession } from '../../src/register/people/sessions.ts'
import { serve } from '../../src/server/serve.ts'
import { codeAt } from '../../src/server/sign-in/one-time-code.ts'
import { barriers, browserFound, launch, overflow, withoutBrowser } from './browser.ts'

const PASSWORD = 'violet anchor pumice lantern'

describe.skipIf(withoutBrowser)(`signing in, in a real browser (${browserFound})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-sign-in-'))
  const said: string[] = []
  let register: Register
  let server: { address: string; close: () => Promise<void> }
  let browser: Browser
  let region: Region

  beforeAll(async () => {
    region = Region.create(join(folder, 'region'), { region: 'Cedar Valley' })
    register = await openPglite()
    browser = await launch()
    server = await start()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await register?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = () =>
    serve(region, {
      register,
      now: () => new Date().toISOString(),
      say: (line) => said.push(line),
      environment: {},
      port: 0,
    })

  /** A browser of somebody's own; with an authenticator that checks who holds it, as a phone does. */
  async function visitor(width = 1280): Promise<{ page: Page; context: BrowserContext; close: () => Promise<void> }> {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return { page, context, close: () => context.close() }
  }
  const linkSaid = () => /http\S+#\S+/.exec(said.at(-1) ?? '')?.[0] ?? ''
  const signedIn = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).waitFor()

  test('the first operator makes an account with a passkey by the link that was printed, once, and comes back with it', async () => {
    const { page, close } = await visitor()
    await page.goto(server.address)
    await page.getByText('Nobody has an account here yet').waitFor()
    await page.goto(linkSaid())
    await page.getByLabel('Your name').fill('Olga Petrova')
    await page.getByLabel('E-mail address').fill('olga@example.org')
    expect(page.url()).not.toContain('#')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Make a passkey' }).click()
    await signedIn(page)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await signedIn(page)
    const other = await visitor()
    await other.page.goto(linkSaid())
    await other.page.getByText('This link opens nothing').waitFor()
    await Promise.all([close(), other.close()])
  })

  test('once an operator has an account, a start prints no link', async () => {
    const before = said.length
    const again = await start()
    await again.close()
    expect(said.slice(before)).toEqual([])
  })

  test('a browser without the passkey does not come in, and is told so in words', async () => {
    const { page, close } = await visitor()
    await page.goto(server.address)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('alert').getByText('The passkey was not used').waitFor()
    await close()
  })

  test('an invited person sets a password, shows a code, keeps the recovery codes, and signs in with one of them; pasting is not hindered', async () => {
    const link = await invited('ada')
    const { page, close } = await visitor(390)
    await page.goto(link)
    await page.getByRole('button', { name: 'Use a password and a code' }).click()
    await page.getByLabel('New password').fill('password1234')
    await page.getByRole('button', { name: 'Go on to the code generator' }).click()
    const key = (await page.locator('.code-key').innerText()).replaceAll(' ', '')
    const code = () => codeAt(key, Math.floor(Date.now() / 30_000))
    await page.getByLabel('Code that it shows now').fill(code())
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByRole('alert').getByText('easily guessed').first().waitFor()
    await page.getByLabel('New password').fill(PASSWORD)
    expect(await barriers(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByLabel('I have kept them').waitFor()
    const codes = await page.locator('.recovery-codes li').allInnerTexts()
    expect(codes).toHaveLength(10)
    await page.getByLabel('I have kept them').check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await signedIn(page)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByLabel('E-mail address').fill('ada@example.org')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').getByText('Nobody who may enter so').waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('ada@example.org')
    for (const name of ['code', 'password'])
      expect(
        await page.evaluate(
          `document.querySelector('[name=${name}]').dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))`,
        ),
      ).toBe(true)
    await page.getByLabel('Code').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signedIn(page)
    await page.getByRole('link', { name: 'Ada' }).click()
    await page.getByLabel('New password').fill('umbrella tundra cello mango')
    await page.getByLabel('Password until now').fill('not the one')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('alert').getByText('Nobody who may enter so').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Password until now').fill(PASSWORD)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('The password is set.').waitFor()
    await close()
  })

  test('the account page lists the ways in and the sessions, ends another, and has no barrier at either width', async () => {
    const { page, context, close } = await visitor()
    await page.goto(await invited('bea'))
    await page.getByRole('button', { name: 'Make a passkey' }).click()
    await signedIn(page)
    await page.getByRole('link', { name: 'Bea' }).click()
    await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
    const grant = await register.engine((tx) =>
      tx.selectFrom('session').selectAll().where('account', '=', 'bea').executeTakeFirstOrThrow(),
    )
    await startSession(
      register,
      { account: 'bea', access_grant: grant.access_grant, method: 'password' },
      new Date().toISOString(),
    )
    await page.reload()
    await page.getByText('Another browser').waitFor()
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await barriers(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
    }
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect.poll(() => page.getByText('Another browser').count()).toBe(0)
    await page.getByRole('button', { name: /^Remove/ }).click()
    await page.getByRole('alert').getByText('only way into this account').waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(await page.content()).not.toContain('bea@example.org')
    expect((await context.cookies()).filter((one) => one.name === 'wholepanel' && one.value !== '')).toEqual([])
    await close()
  })

  /** By the operator, at the terminal. */
  async function invited(account: string): Promise<string> {
    const act = { register, by: OPERATOR, now: new Date().toISOString(), organizations: async () => null }
    const name = account.charAt(0).toUpperCase() + account.slice(1)
    const made = await invite(act, {
      account,
      name,
      email: `${account}@example.org`,
      role: 'operator',
      participant: null,
    })
    return `${server.address}/invitation#${made.token}`
  }
})
