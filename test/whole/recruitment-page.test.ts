import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const PAGE = '/convening/recruitment'

describe.skipIf(withoutBrowser)(`recruitment, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('who convenes reads what was agreed and where each practice stands, and agrees on another version', async () => {
    const page = await site.enterAs('Amara Cole', PAGE)
    await page.getByText('At least 50% of the panel is covered by payers that take part.', { exact: true }).waitFor()
    const elm = page.getByRole('row', { name: /^Elm Street Family Medicine/ })
    expect(await elm.innerText()).toMatch(/75% or more[\s\S]*Handed over[\s\S]*4 told, 1 took it up, 0 signed/)
    await page.getByText('Agree on criteria, and find practices').click()
    await page.getByLabel('Fewest people').selectOption('100')
    await page.getByRole('button', { name: 'Agree and find' }).click()
    await page.getByText(/^Version 2: \d+ practices? meets? it\.$/).waitFor()
    await site.leave(page)
  })

  test('an invited practice reads why, answers about itself, and says that it is interested', async () => {
    const page = await site.enterAs('Luis Barrera', PAGE)
    await page.getByText('At least 50% of the panel is covered by payers that take part.').first().waitFor()
    await page.getByLabel(/Is there a person who leads the change/).selectOption('yes')
    await page.getByRole('button', { name: 'Save answers' }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('button', { name: 'We are interested' }).click()
    await page.getByText('Interested', { exact: true }).waitFor()
    const convener = await site.enterAs('Amara Cole', PAGE)
    const row = convener.getByRole('row', { name: /^Community Health Center, Port Tidewell/ })
    expect(await row.innerText()).toContain('by Luis Barrera')
    await row.getByRole('button', { name: /^Hand over/ }).click()
    await convener.getByText(/no yes to whole-panel/).waitFor()
    await site.leave(page, convener)
  })

  test('each payer reads the practices handed over to it with its own dates alone', async () => {
    const summit = await site.enterAs('Priya Raman', PAGE)
    const own = summit.getByRole('row', { name: /^Elm Street Family Medicine/ })
    await own.getByText('Taken up', { exact: true }).waitFor()
    const keystone = await site.enterAs('Tom Ellery', PAGE)
    const other = keystone.getByRole('row', { name: /^Elm Street Family Medicine/ })
    await other.getByText('Told', { exact: true }).waitFor()
    for (const page of [summit, keystone])
      expect(await page.getByRole('main').innerText()).not.toMatch(/%|Port Tidewell/)
    await own.getByRole('button', { name: /^Contract is signed/ }).click()
    await own.getByText('Contract signed', { exact: true }).waitFor()
    await keystone.reload()
    await other.getByText('Told', { exact: true }).waitFor()
    await site.leave(summit, keystone)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    for (const name of ['Amara Cole', 'Dana Whitfield', 'Priya Raman']) {
      const page = await site.enterAs(name, PAGE, width)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      for (const summary of await page.locator('details.change-form > summary').all()) await summary.click()
      expect(await overflow(page), name).toBe(0)
      expect(await barriers(page), name).toEqual([])
      await site.leave(page)
    }
  })
})
