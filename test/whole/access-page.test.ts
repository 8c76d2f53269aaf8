import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers, browserPath, launch, overflow, withoutBrowser } from './browser.ts'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

const WHERE = browserPath ?? 'no browser found, set WHOLEPANEL_CHROMIUM'

describe.skipIf(withoutBrowser)(`who can see this, in a real browser (${WHERE})`, () => {
  let region: DemonstrationRegion
  let server: { address: string; close: () => Promise<void> }
  let browser: Browser

  beforeAll(async () => {
    region = demonstrationRegion()
    ;[server, browser] = await Promise.all([region.serve(), launch()])
  }, 180_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    region?.remove()
  })

  async function enterAs(name: string, path: string, width = 1280): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(server.address)
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('button', { name: 'Be someone else' }).waitFor()
    await page.goto(`${server.address}${path}`)
    await page.waitForLoadState('networkidle')
    return page
  }
  const close = (page: Page) => page.context().close()

  test('an administrator follows the link from the panel, and reads names of the own organization only', async () => {
    const page = await enterAs('Dr. Helen Marsh', '/practices/elm-street/panel')
    await page.getByRole('link', { name: 'Who can see this' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Who can see this practice' }).waitFor()
    const said = await page.locator('.seers').innerText()
    expect(said).toContain('Dana Whitfield')
    expect(said).toMatch(/they treat the patients of the practice/)
    expect(said).toContain('Summit Health')
    expect(said).not.toMatch(/Priya Raman|Amara Cole/)
    await close(page)
  })

  test('who does not administer is offered no link, and is told that the view ends', async () => {
    const page = await enterAs('Dana Whitfield', '/practices/elm-street/panel')
    expect(await page.getByRole('link', { name: 'Who can see this' }).count()).toBe(0)
    await page.goto(`${server.address}/practices/elm-street/access`)
    await page.getByRole('heading', { name: 'Your view ends here' }).waitFor()
    await close(page)
  })

  test('a practice opens the letter of a person from the person’s page', async () => {
    const page = await enterAs('Dana Whitfield', '/practices/elm-street/panel')
    await page.locator('.table tbody a').first().click()
    await page.getByRole('link', { name: /What can be seen of this person/ }).click()
    await page.getByRole('heading', { level: 1, name: 'What can be seen of you, and by whom' }).waitFor()
    await page.getByRole('heading', { name: 'Who has been shown them' }).waitFor()
    expect(await page.locator('.letter').innerText()).toContain('your name, your coverage')
    expect(await barriers(page)).toEqual([])
    await close(page)
  })

  test('the pages have no barrier and fit a phone', async () => {
    for (const width of [1280, 390])
      for (const [who, path] of [
        ['Dr. Helen Marsh', '/practices/elm-street/access'],
        ['Marcus Webb', '/practices/elm-street/access?payer=summit-health'],
        ['Amara Cole', '/practices/elm-street/access'],
      ] as const) {
        const page = await enterAs(who, path, width)
        await page.locator('.seers li').first().waitFor()
        expect(await barriers(page), path).toEqual([])
        expect(await overflow(page), `${path} at ${width}`).toBeLessThanOrEqual(0)
        await close(page)
      }
  }, 120_000)
})
