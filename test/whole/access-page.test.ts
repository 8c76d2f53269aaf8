import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`who can see this, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('an administrator follows the link from the panel, and reads names of the own organization only', async () => {
    const page = await site.enterAs('Dr. Helen Marsh', '/practices/elm-street/panel')
    await page.getByRole('link', { name: 'Who can see this' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Who can see this practice' }).waitFor()
    const said = await page.locator('.seers').innerText()
    expect(said).toContain('Dana Whitfield')
    expect(said).toMatch(/they treat the patients of the practice/)
    expect(said).toContain('Summit Health')
    expect(said).not.toMatch(/Priya Raman|Amara Cole/)
    await site.leave(page)
  })

  test('who does not administer is offered no link, and is told that the view ends', async () => {
    const page = await site.enterAs('Dana Whitfield', '/practices/elm-street/panel')
    expect(await page.getByRole('link', { name: 'Who can see this' }).count()).toBe(0)
    await page.goto(`${site.address}/practices/elm-street/access`)
    await page.getByRole('heading', { name: 'Your view ends here' }).waitFor()
    await site.leave(page)
  })

  test('a practice opens the letter of a person from the person’s page', async () => {
    const page = await site.enterAs('Dana Whitfield', '/practices/elm-street/panel')
    await page.locator('.table tbody a').first().click()
    await page.getByRole('link', { name: /What can be seen of this person/ }).click()
    await page.getByRole('heading', { level: 1, name: 'What can be seen of you, and by whom' }).waitFor()
    await page.getByRole('heading', { name: 'Who has been shown them' }).waitFor()
    expect(await page.locator('.letter').innerText()).toContain('your name, your coverage')
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })

  test('the pages have no barrier and fit a phone', async () => {
    for (const width of [1280, 390])
      for (const [who, path] of [
        ['Dr. Helen Marsh', '/practices/elm-street/access'],
        ['Marcus Webb', '/practices/elm-street/access?payer=summit-health'],
        ['Amara Cole', '/practices/elm-street/access'],
      ] as const) {
        const page = await site.enterAs(who, path, width)
        await page.locator('.seers li').first().waitFor()
        expect(await barriers(page), path).toEqual([])
        expect(await overflow(page), `${path} at ${width}`).toBeLessThanOrEqual(0)
        await site.leave(page)
      }
  }, 120_000)
})
