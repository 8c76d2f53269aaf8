import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

type Matrix = {
  areas: { label: string; payers: { payer: string; degree: string; counts: Record<string, number> }[] }[]
  payers: { payer: string; name: string }[]
}
const PAGES = ['/alignment?area=data&payer=medicare', '/alignment/steps', '/alignment/over-time']

describe.skipIf(withoutBrowser)(`alignment of the region, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('a convener reads how near payers are, opens a cell, and the address keeps it', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment')
    const found = (await page.evaluate(`fetch('/api/alignment').then((one) => one.json())`)) as Matrix
    const exact = found.areas.flatMap(({ payers }) => payers).reduce((sum, { counts }) => sum + (counts.exact ?? 0), 0)
    await page.getByText(`${exact} are exact`).waitFor()
    expect(await page.getByRole('table').first().locator('tbody tr').count()).toBe(found.areas.length)
    await page
      .getByRole('row', { name: /^Data sharing/ })
      .getByRole('link')
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: /^Data sharing: .* beside Common model/ }).waitFor()
    expect(page.url()).toContain('area=data')
    await page.getByRole('combobox', { name: 'Compared with' }).selectOption({ label: 'State Medicaid' })
    await page.getByRole('heading', { level: 2, name: 'Payers beside State Medicaid' }).waitFor()
    expect(page.url()).toContain('reference=state-medicaid')
    await site.leave(page)
  })

  test('a step becomes an action with an owner and a day, is watched, and its payer reads it', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/steps')
    const first = page.locator('.steps-of-year li').first()
    const says = await first.locator('p').first().innerText()
    const payer = says.slice(0, says.indexOf(' sends'))
    await first.getByText('Make it an action').click()
    await first.getByLabel('Who sees to it').fill('Ana Ruiz')
    await first.getByLabel('By when').fill('2030-06-30')
    await first.getByRole('button', { name: 'Write it down' }).click()
    const agreed = page.getByRole('table', { name: 'Actions by their days' })
    await agreed.getByText('Ana Ruiz').first().waitFor()
    expect(await agreed.innerText()).toContain('Open')
    expect(payer).toBe('Summit Health')
    const own = await site.enterAs('Priya Raman', '/alignment/steps')
    await own.getByRole('heading', { level: 1, name: 'Agreed steps' }).waitFor()
    await own.getByText('Ana Ruiz').first().waitFor()
    expect(await own.getByRole('heading', { name: 'What to change first' }).count()).toBe(0)
    await site.leave(page, own)
  })

  test('drift is told with its day', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/over-time?payer=bridge-health-plan')
    const row = page.getByRole('row', { name: /Bridge Health Plan.*Portal/ })
    await row.getByText('Drifted').waitFor()
    expect(await row.innerText()).toContain('Oct 1, 2025')
    await site.leave(page)
  })

  test('the sheet for a board is one page to take away', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment')
    const link = page.getByRole('link', { name: 'One page for a board (PDF)' })
    const answer = await page.request.get(`${site.address}${await link.getAttribute('href')}`)
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await site.leave(page)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    for (const path of PAGES) {
      const page = await site.enterAs('Amara Cole', path, width)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      expect(await overflow(page), path).toBe(0)
      expect(await barriers(page), path).toEqual([])
      await site.leave(page)
    }
  })
})
