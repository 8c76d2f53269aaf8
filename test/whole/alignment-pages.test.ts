import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const OTHER_PAYERS = ['Bridge Health Plan', 'Harbor Advantage', 'Keystone Mutual', 'State Medicaid']
const PAGES = ['/alignment/effect', '/alignment/extent', '/alignment/market', '/alignment/burden', '/alignment/rubric']

describe.skipIf(withoutBrowser)(`alignment in effect, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('who convenes reads where payers look alike and do not act alike, and no dollars', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/effect')
    await page.getByRole('heading', { level: 2, name: /look alike on paper and do not act alike/ }).waitFor()
    const table = page.getByRole('table', { name: 'How far two attribution rules agree', exact: true })
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(4)
    const answer = (await page.evaluate(`fetch('/api/alignment/effect').then((one) => one.json())`)) as {
      attribution: { moved_usd: string | null; total_usd: string | null }[]
    }
    for (const row of answer.attribution) expect([row.moved_usd, row.total_usd]).toEqual([null, null])
    await page.getByRole('navigation', { name: 'Alignment' }).getByRole('link', { name: 'Extent' }).click()
    await page
      .getByRole('heading', { level: 2, name: /reach(es)? the critical mass/ })
      .first()
      .waitFor()
    await page.getByRole('navigation', { name: 'Alignment' }).getByRole('link', { name: 'Market' }).click()
    await page.getByRole('heading', { level: 2, name: /payers together reach/ }).waitFor()
    await site.leave(page)
  })

  test('a payer reads of its own members, and names other payers only where they spoke themselves', async () => {
    const page = await site.enterAs('Priya Raman', '/alignment/market')
    await page.getByRole('heading', { level: 1, name: 'The market' }).waitFor()
    const text = await page.locator('main').innerText()
    for (const other of OTHER_PAYERS) expect(text).not.toContain(other)
    await site.leave(page)
  })

  test('agreement is taken apart to the people whom the two rules place differently', async () => {
    const page = await site.enterAs('Priya Raman', '/alignment/effect')
    await page
      .getByRole('link', { name: /^why\? agreement of/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^How far two rules agree/ }).waitFor()
    await site.leave(page)
  })

  test('who convenes reads what all practices spend now and if all were aligned, and what it rests on', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/burden')
    await page.getByRole('heading', { level: 2, name: /a year at .* if all payers were aligned$/ }).waitFor()
    const practices = page.getByRole('table', { name: 'Burden by practice' })
    expect(await practices.locator('tbody tr').count()).toBeGreaterThan(10)
    await page.getByText('Measures and reporting', { exact: true }).click()
    await page.getByRole('table', { name: 'Different things: Measures and reporting' }).waitFor()
    await page.getByRole('heading', { level: 2, name: 'What the hours and dollars rest on' }).waitFor()
    await practices.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: 'What payers ask' }).waitFor()
    await site.leave(page)
  })

  test('a payer is told why the burden of practices is not for it', async () => {
    const page = await site.enterAs('Priya Raman', '/alignment/burden')
    await page.getByText('This is read by who convenes and oversees.').waitFor()
    await site.leave(page)
  })

  test('payers are held to a rubric, each with why, by what the reader may know', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/rubric?rubric=california-common-model')
    await page.getByRole('heading', { level: 2, name: /^California Advanced Primary Care/ }).waitFor()
    const standing = page.getByRole('table', { name: 'Each payer’s standing' })
    expect(await standing.locator('tbody tr').count()).toBe(6)
    expect(await standing.locator('tbody tr').first().innerText()).toContain('Acceptable')
    await page.getByText(/^Harbor Advantage: \d+ preferred/).click()
    await page
      .locator('details[open]')
      .getByText(/Fee for service plus: How care is paid/)
      .first()
      .waitFor()
    await page.getByLabel('Rubric', { exact: true }).selectOption('california-adoption')
    await page.getByRole('heading', { level: 2, name: /^HCP-LAN categories/ }).waitFor()
    const other = await site.enterAs('Priya Raman', '/alignment/rubric?rubric=california-common-model')
    // What only Keystone's contracts say of how it pays is not told to another payer.
    const row = other.getByRole('table', { name: 'Each payer’s standing' }).locator('tbody tr').first()
    expect(await row.locator('[data-label="Keystone Mutual"]').innerText()).toContain('Not stated')
    expect(await row.locator('[data-label="Summit Health"]').innerText()).not.toContain('Not stated')
    await site.leave(page, other)
  })

  test('on a phone the areas of alignment in effect, and of what payers ask, are folded and open one by one', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/effect', 390)
    const rules = page.getByRole('table', { name: 'How far two attribution rules agree', exact: true })
    await page.getByText(/^Attribution: two rules on the same people/).waitFor()
    expect(await rules.isVisible()).toBe(false)
    await page.getByText(/^Attribution: two rules on the same people/).click()
    await rules.waitFor()
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await barriers(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByRole('heading', { level: 2, name: 'One performance under each structure' }).waitFor()
    const asked = await site.enterAs('Dana Whitfield', '/practices/elm-street/payers', 390)
    const areas = asked.locator('details.fold')
    await areas.first().waitFor()
    expect(await areas.locator('tbody tr').first().isVisible()).toBe(false)
    await areas.first().locator('summary').click()
    await areas.first().locator('tbody tr').first().waitFor()
    expect(await barriers(asked)).toEqual([])
    await site.leave(page, asked)
  })

  test('a payer takes its order of practices apart, and anybody who sees one what a structure earns', async () => {
    const page = await site.enterAs('Priya Raman', '/alignment/effect')
    await page
      .getByRole('link', { name: /^why\? place of/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^Place of / }).waitFor()
    await page.goBack()
    await page
      .getByRole('link', { name: /^why\? what is earned/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /of the benchmark saved/ }).waitFor()
    await site.leave(page)
  })

  test.each(PAGES)('%s holds no barrier and does not run off a phone', async (path) => {
    for (const who of ['Amara Cole', 'Priya Raman']) {
      const page = await site.enterAs(who, path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('main .card, main .empty-state').first().waitFor()
      expect(await barriers(page)).toEqual([])
      await page.setViewportSize({ width: 375, height: 800 })
      expect(await overflow(page), `${who} ${path}`).toBeLessThanOrEqual(0)
      await site.leave(page)
    }
  })
})
