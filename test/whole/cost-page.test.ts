import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const OTHER_PAYERS = ['Bridge Health Plan', 'Harbor Advantage', 'Keystone Mutual', 'State Medicaid']

describe.skipIf(withoutBrowser)(`pages of cost, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('a payer reads its own cost: headline, categories, months, what moved it; and of no other payer', async () => {
    const page = await site.enterAs('Priya Raman', '/practices')
    await page.getByRole('link', { name: 'Cost', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Cost' }).waitFor()
    for (const name of [
      'By service category',
      'By month of service',
      'What moved the cost',
      'With and without the costliest',
    ])
      await page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
    const text = await page.locator('main').innerText()
    for (const other of OTHER_PAYERS) expect(text).not.toContain(other)
    const drawn = page.getByRole('img', { name: /claims per member and month from Jan 2024.*Not complete: .*2025/ })
    expect(await drawn.count()).toBeGreaterThan(0)
    await site.leave(page)
  })

  test('price, use and mix on the page are the change, to the cent', async () => {
    const page = await site.enterAs('Priya Raman', '/cost')
    const row = page.getByRole('table', { name: 'Price, use and mix', exact: true }).locator('tbody tr').first()
    const cells = await row.getByRole('cell').allInnerTexts()
    const cents = cells.map((one) => Math.round(Number(one.replace(/[^\d.−+-]/g, '').replace('−', '-')) * 100))
    const [, , change = 0, price = 0, use = 0, mix = 0] = cents
    expect(price + use + mix).toBe(change)
    await site.leave(page)
  })

  test('a figure is taken apart to its working, with its rule; the way back leads to cost', async () => {
    const page = await site.enterAs('Priya Raman', '/cost')
    await page
      .getByRole('link', { name: /^why\? what claims will come to/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^What the claims will come to per member and month/ }).waitFor()
    expect(await page.locator('main').innerText()).toContain('Still to come')
    await page.goBack()
    await page.getByText('Completion of claims', { exact: true }).click()
    expect(await page.getByText('Rule cost/completion').isVisible()).toBe(true)
    await site.leave(page)
  })

  test('a category leads to its months and people, and the business case to what it is made of', async () => {
    const page = await site.enterAs('Priya Raman', '/cost')
    await page
      .getByRole('table', { name: /^Cost by service category/ })
      .getByRole('link', { name: /^why\?/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^Cost per member and month in one service category/ }).waitFor()
    await site.leave(page)
    const support = await site.enterAs('Priya Raman', '/cost/business-case')
    await support
      .getByRole('link', { name: /^why\? support per member and month/ })
      .first()
      .click()
    await support.getByRole('heading', { level: 1, name: /^Support per member and month/ }).waitFor()
    await site.leave(support)
  })

  test('a table that is taken away holds what the page shows', async () => {
    const page = await site.enterAs('Priya Raman', '/cost')
    const [csv, json] = (await page.evaluate(`Promise.all([
      fetch('/api/cost?table=categories&format=csv').then((one) => one.text()),
      fetch('/api/cost').then((one) => one.json())])`)) as [
      string,
      { categories: { category: string; pmpm_usd: string }[] },
    ]
    expect(csv.trimEnd().split('\r\n')).toHaveLength(json.categories.length + 1)
    for (const row of json.categories) expect(csv).toContain(row.pmpm_usd)
    const cells = (await page.evaluate(`fetch('/api/cost?table=cells&format=csv').then((one) => one.text())`)) as string
    const payers = new Set(
      cells
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    )
    expect([...payers]).toEqual(['summit-health'])
    await site.leave(page)
  })

  test('growth stands against the target of the region until another is chosen, and the address keeps the choice', async () => {
    const page = await site.enterAs('Priya Raman', '/cost/growth')
    await page.getByRole('heading', { name: 'From 2024 to 2025, against 3.4% in Oregon' }).waitFor()
    await page.getByLabel('State’s target').selectOption({ label: 'Massachusetts: 3.6%' })
    await page.getByRole('heading', { name: 'From 2024 to 2025, against 3.6% in Massachusetts' }).waitFor()
    expect(page.url()).toContain('target=')
    const lines = await page
      .getByRole('table', { name: 'Growth against the target' })
      .getByRole('rowheader')
      .allInnerTexts()
    expect(lines[0]).toBe('All payers')
    expect(lines.slice(1).every((one) => one.startsWith('Summit Health'))).toBe(true)
    await site.leave(page)
  })

  test('the market’s growth is the same to a payer, a practice, the convener and the state, or said to be held back', async () => {
    const told = []
    for (const who of ['Priya Raman', 'Dana Whitfield', 'Amara Cole']) {
      const page = await site.enterAs(who, '/cost/growth')
      const row = page.getByRole('table', { name: 'Growth against the target' }).locator('tbody tr').first()
      told.push((await row.innerText()).replace(/\s+/g, ' '))
      await site.leave(page)
    }
    expect(new Set(told).size).toBe(1)
    const state = await site.enterAs('Victor Hale', '/cost/growth')
    expect(await state.getByRole('table', { name: 'Growth against the target' }).locator('tbody tr').count()).toBe(1)
    await site.leave(state)
  })

  test('a business case says in plain words what was spent, and what the data cannot say', async () => {
    const page = await site.enterAs('Priya Raman', '/cost/business-case')
    await page.getByRole('heading', { name: 'In plain words' }).waitFor()
    await page.getByText(/it does not say what the support caused/).waitFor()
    const text = await page.locator('main').innerText()
    for (const other of OTHER_PAYERS) expect(text).not.toContain(other)
    await site.leave(page)
  })

  test('a practice reads its cost as its scorecard shows it, and use of its people', async () => {
    const page = await site.enterAs('Dana Whitfield', '/practices/elm-street/cost')
    await page.getByRole('heading', { level: 2, name: 'Use of services' }).waitFor()
    const [card, cost] = (await page.evaluate(`Promise.all(['scorecard', 'cost'].map((one) =>
      fetch('/api/practices/elm-street/' + one).then((answer) => answer.json())))`)) as Record<
      'cost',
      { payer: string; pmpm_usd: string | null }[]
    >[]
    const shown = (of: typeof card) => (of?.cost ?? []).map(({ payer, pmpm_usd }) => `${payer} ${pmpm_usd}`)
    expect(shown(cost)).toEqual(shown(card))
    expect(await page.getByRole('link', { name: 'Business case' }).count()).toBe(0)
    await site.leave(page)
  })

  test('who counts reads no dollars of a payer: use, and how complete the months are', async () => {
    const page = await site.enterAs('Amara Cole', '/cost')
    await page.getByRole('heading', { level: 2, name: 'How complete the months are' }).waitFor()
    await page.getByRole('heading', { level: 2, name: 'What is not here, and why' }).waitFor()
    const found = (await page.evaluate(`fetch('/api/cost').then((one) => one.json())`)) as Record<string, unknown[]>
    for (const table of ['spending', 'months', 'drivers', 'shares', 'categories', 'outliers'])
      expect(found[table]).toEqual([])
    await site.leave(page)
  })

  test.each(['Ben Adeyemi', 'Rosa Delgado', 'The public'])(
    '%s is told where the view ends, and offered no link',
    async (who) => {
      const page = await site.enterAs(who, '/cost')
      await page.getByRole('heading', { name: 'Your view ends here' }).waitFor()
      expect(await page.getByLabel('Main').getByRole('link', { name: 'Cost', exact: true }).count()).toBe(0)
      await site.leave(page)
    },
  )

  test('the keyboard reaches the second row of links and the rules', async () => {
    const page = await site.enterAs('Priya Raman', '/cost')
    await page.getByRole('link', { name: 'Growth' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Growth' }).waitFor()
    await page.getByText('Growth of spending per person', { exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Rule cost/cost-growth').waitFor()
    await site.leave(page)
  })

  const PAGES = [
    ['Priya Raman', '/cost'],
    ['Priya Raman', '/cost/growth'],
    ['Priya Raman', '/cost/business-case'],
    ['Amara Cole', '/cost'],
    ['Dana Whitfield', '/practices/elm-street/cost'],
  ] as const
  test.each([1280, 390])(
    'at %i pixels nothing runs off, and axe finds nothing serious',
    async (width) => {
      for (const [who, path] of PAGES) {
        const page = await site.enterAs(who, path, width)
        await page.getByRole('heading', { level: 2 }).first().waitFor()
        expect(await overflow(page), `${path} as ${who}`).toBe(0)
        expect(await barriers(page)).toEqual([])
        await site.leave(page)
      }
    },
    120_000,
  )
})
