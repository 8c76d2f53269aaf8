import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`the log in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  async function toLog(page: Page): Promise<void> {
    await page.goto(`${site.address}/log`)
    await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor()
    await page.waitForLoadState('networkidle')
  }

  test('a payer sees its own acts, a refusal among them, and keeps where the log stands', async () => {
    const page = await site.enterAs('Priya Raman')
    await page.evaluate(`fetch('/api/practices/nowhere/panel')`)
    await toLog(page)
    const rows = page.locator('.log-events tbody tr')
    await rows.filter({ hasText: 'Sign in' }).first().waitFor()
    const refused = rows.filter({ hasText: 'Look at a panel' }).filter({ hasText: 'Refused' })
    expect(await refused.count()).toBe(1)
    expect(await page.locator('.log-events').innerText()).not.toContain('nowhere')
    expect(await page.locator('.log-hash').innerText()).toMatch(/^\d+:[0-9a-f]{64}$/)
    expect(await page.getByRole('link', { name: 'Whole log' }).count()).toBe(0)
    await site.leave(page)
  })

  test('what is chosen goes into the address and narrows the list, with the keyboard alone', async () => {
    const page = await site.enterAs('Priya Raman')
    await toLog(page)
    await page.getByLabel('Acts', { exact: true }).selectOption('sign-in')
    await page.waitForURL(/kind=sign-in/)
    const rows = page.locator('.log-events tbody tr')
    await rows.filter({ hasText: 'Read the log' }).first().waitFor({ state: 'detached' })
    const acts = await rows.locator('th').allInnerTexts()
    expect(new Set(acts.map((one) => one.split('\n')[0]))).toEqual(new Set(['Sign in']))
    await page.getByLabel('Who', { exact: true }).focus()
    await page.keyboard.type('nobody')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing was done that fits.').waitFor()
    expect(page.url()).toContain('actor=nobody')
    await page.getByRole('button', { name: 'Clear filters' }).press('Enter')
    await rows.first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    await site.leave(page)
  })

  test.each([1280, 390])('no barrier and nothing off the page at %i pixels', async (width) => {
    for (const name of ['Dana Whitfield', 'Amara Cole']) {
      const page = await site.enterAs(name, '', width)
      await toLog(page)
      expect(await barriers(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await site.leave(page)
    }
  })
})
