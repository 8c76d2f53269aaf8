import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`payers’ lists and least sizes, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('a convener sees which payer’s list is late, when lists came, and who owes none', async () => {
    const page = await site.enterAs('Amara Cole', '/attribution')
    await page.getByRole('navigation', { name: 'Attribution' }).getByRole('link', { name: 'Lists' }).click()
    await page.getByText('Late: Keystone Mutual, commercial.').waitFor()
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
    expect(await row('Keystone Mutual').innerText()).toMatch(/overdue[\s\S]*none came[\s\S]*Jan 31, 2026/)
    expect(await row('Harbor Advantage').innerText()).toMatch(/in time[\s\S]*Dec 2025[\s\S]*Jan 19, 2026/)
    expect(await row('State Medicaid').innerText()).toContain('no feed owes one')
    await page.getByText('Month by month').last().click()
    await page
      .getByRole('cell', { name: /^No list of this month, \d+ days overdue/ })
      .first()
      .waitFor()
    await site.leave(page)
  })

  test('each least size stands with its source and its lines; by another rule the counts are others', async () => {
    const page = await site.enterAs('Amara Cole', '/attribution/lists')
    const section = page
      .locator('section', { has: page.getByRole('heading', { name: /attributed to a practice: 125$/ }) })
      .last()
    expect(await section.innerText()).toContain('Source: Primary Care First, Request for Applications')
    expect(await section.innerText()).toMatch(/\d+ of \d+ practices below it\. It counts people with Medicare\./)
    await page.getByLabel('People by the rule').selectOption('mssp')
    await expect.poll(() => page.url()).toContain('rule=mssp')
    await page.getByRole('heading', { name: /assigned to an ACO: 5,000$/ }).waitFor()
    await site.leave(page)
  })

  test('a payer sees its own lists alone, and a practice its own size and no lists', async () => {
    const payer = await site.enterAs('Priya Raman', '/attribution/lists')
    await payer.getByRole('heading', { name: 'Your lists: how late' }).waitFor()
    const lateness = payer.locator('section', { has: payer.getByRole('heading', { name: 'Your lists: how late' }) })
    await lateness.locator('tbody tr').first().waitFor()
    expect(new Set(await lateness.getByRole('rowheader').allInnerTexts())).toEqual(new Set(['Summit Health']))
    const practice = await site.enterAs('Dana Whitfield', '/attribution/lists')
    await practice.getByRole('heading', { name: 'Least sizes' }).waitFor()
    await practice.locator('.minimums tbody tr').first().waitFor()
    const names = await practice.locator('.minimums').getByRole('rowheader').allInnerTexts()
    expect(new Set(names)).toEqual(new Set(['Elm Street Family Medicine']))
    expect(await practice.getByRole('heading', { name: /how late$/ }).count()).toBe(0)
    await site.leave(payer, practice)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    const page = await site.enterAs('Amara Cole', '/attribution/lists', width)
    await page.getByRole('heading', { name: /attributed to a practice/ }).waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })
})
