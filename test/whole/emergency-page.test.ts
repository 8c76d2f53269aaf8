import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const REASON = 'Patient of Harbor unconscious at our door; their line is down'

describe.skipIf(withoutBrowser)(`a practice opened in an emergency, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'Emergency access' })

  async function breakGlass(page: Page): Promise<void> {
    await page.locator('summary', { hasText: 'in an emergency' }).click()
    await page.getByLabel('Key of the practice').fill('okafor')
    await page.getByLabel('Why it cannot wait').fill(REASON)
    await page.getByRole('button', { name: 'Open for 60 minutes' }).click()
    await banner(page).waitFor()
  }

  test('while nothing is open nothing is told', async () => {
    const page = await site.enterAs('Dana Whitfield', '/people')
    await page.getByRole('heading', { level: 2, name: 'Emergency access' }).waitFor()
    expect(await banner(page).count()).toBe(0)
    await site.leave(page)
  })

  test.each([1280, 390])('at %i pixels it is told on every page, with its end, and bars nobody', async (width) => {
    const page = await site.enterAs('Dana Whitfield', '/people', width)
    await breakGlass(page)
    for (const path of ['/people', '/practices/elm-street/panel', '/practices/okafor/panel']) {
      await page.goto(site.address + path)
      await page.waitForLoadState('networkidle')
      await banner(page).waitFor()
      expect(await banner(page).innerText(), path).toMatch(
        /^Emergency access to Okafor .+ until \d+:\d\d.+Every look is recorded and will be reviewed\.$/,
      )
      const place = await banner(page).boundingBox()
      expect(place?.y, path).toBeLessThan(900)
      expect((place?.x ?? 0) + (place?.width ?? 0), path).toBeLessThanOrEqual(width)
      expect(await barriers(page), path).toEqual([])
      expect(await overflow(page), path).toBe(0)
    }
    await site.leave(page)
  })

  test('its link leads to the panel, which is shown and cannot be taken away', async () => {
    const page = await site.enterAs('Dana Whitfield', '/people')
    await breakGlass(page)
    await banner(page).getByRole('link').click()
    await page.waitForURL('**/practices/okafor/panel')
    await page.getByRole('heading', { level: 1, name: 'Panel' }).waitFor()
    await page.locator('.panel-people tbody tr').first().waitFor()
    expect(await page.getByRole('link', { name: /Download|CSV/ }).count()).toBe(0)
    await page.goto(`${site.address}/practices/elm-street/panel`)
    await page
      .getByRole('link', { name: /Download|CSV/ })
      .first()
      .waitFor()
    await site.leave(page)
  })

  test('it stands wherever its person looks by the same grant, and on nobody else’s pages', async () => {
    const opened = await site.enterAs('Dana Whitfield', '/people')
    await breakGlass(opened)
    const elsewhere = await site.enterAs('Dana Whitfield', '/people')
    await banner(elsewhere).waitFor()
    await site.leave(opened, elsewhere)
    for (const name of ['Dr. Helen Marsh', 'Ngozi Okafor']) {
      const page = await site.enterAs(name, '/people')
      await page.getByRole('heading', { level: 1, name: 'People and roles' }).waitFor()
      expect(await banner(page).count(), name).toBe(0)
      await site.leave(page)
    }
  })

  test('whoever answers for its person reads why, and reviews it in words', async () => {
    const page = await site.enterAs('Dr. Helen Marsh', '/people')
    const entry = page.locator('.entry', { hasText: REASON })
    await entry.getByText('To review').waitFor()
    await entry.getByLabel(/What was found/).fill('Called the practice: the patient was theirs')
    await entry.getByRole('button', { name: 'Review' }).click()
    await entry.getByText('Reviewed', { exact: true }).waitFor()
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })
})
