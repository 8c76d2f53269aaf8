import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`the library of models in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  /** At a page, with nobody signed in; `refused` gathers what the server would not answer. */
  async function strangerAt(path: string, width?: number): Promise<{ page: Page; refused: string[] }> {
    const refused: string[] = []
    const page = await site.visit(width, (one) =>
      one.on('response', (answer) => {
        if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`)
      }),
    )
    await page.goto(site.address + path)
    await page.waitForLoadState('networkidle')
    return { page, refused }
  }
  const unfold = (page: Page) =>
    page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)

  test('who has not come in finds a model from the door, by the keyboard alone', async () => {
    const { page, refused } = await strangerAt('/')
    await page.getByRole('link', { name: 'Models' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Models of payment' }).waitFor()
    await page.getByRole('searchbox').focus()
    const entries = page.locator('.library > li')
    const all = await entries.count()
    await page.keyboard.type('medicare shared savings program')
    await expect.poll(() => entries.count()).toBeLessThan(all)
    expect(page.url()).toContain('search=medicare')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.closest(".library") !== null')).toBe(true)
    await page.getByRole('link', { name: 'Medicare Shared Savings Program' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Medicare Shared Savings Program' }).waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Choose who to be' }).waitFor()
    expect(refused).toEqual([])
    await site.leave(page)
  })

  test('the library is narrowed by how far a model goes', async () => {
    const { page } = await strangerAt('/models')
    const all = await page.locator('.library > li').count()
    await page.getByRole('combobox', { name: 'How far it goes' }).selectOption({ label: 'Checked' })
    await expect.poll(() => page.locator('.library > li').count()).toBeLessThan(all)
    for (const entry of await page.locator('.library > li').all()) expect(await entry.innerText()).toContain('Checked')
    await site.leave(page)
  })

  test('a model says its formula in words, its values by date and source, and what nobody published', async () => {
    const { page } = await strangerAt('/models/states/california-advanced-primary-care')
    const pays = page.locator('section', { has: page.getByRole('heading', { name: 'How it pays' }) })
    expect(await pays.innerText()).toContain('Base payment per member per month × Population health management payment')
    await pays.getByRole('combobox', { name: 'Track' }).selectOption({ label: 'Hybrid capitation' })
    expect(await pays.innerText()).not.toContain('Direct services, paid on claims')
    const row = (name: string) => page.locator('tr', { has: page.getByRole('rowheader', { name }) })
    expect(await row('Value-based incentive, largest share of base').innerText()).toMatch(
      /Public amount[\s\S]*15%[\s\S]*from Oct 1, 2024[\s\S]*IHA response/,
    )
    expect(await row('Base payment per member per month').innerText()).toContain('Each payer’s own')
    expect(await row('Whole-number target').innerText()).toMatch(/for each measure[\s\S]*Not published/)
    await page.getByRole('heading', { name: 'What is not published' }).waitFor()
    await site.leave(page)
  })

  test('a worked example is opened step by step, and says who published its result', async () => {
    const { page } = await strangerAt('/models/cms/mssp')
    await page.getByText('The savings limit is ten percent of the benchmark').click()
    const one = page.locator('details[open]', { hasText: 'The savings limit' })
    const said = await one.innerText()
    expect(said).toContain('Figures published by CMS, results of performance year 2020, A1070')
    expect(said).toContain('The savings limit holds.')
    expect(said).toMatch(/Total\s+\$18,993,856\.00/)
    const savings = one.locator('.steps > li', { hasText: 'Benchmark minus expenditure' }).first()
    expect(await savings.locator('.term-tile').allInnerTexts()).toEqual([
      expect.stringMatching(/^\$189,938,560\.00\s+Total updated benchmark$/),
      expect.stringMatching(/^\$133,317,915\.00\s+Total expenditure$/),
    ])
    await site.leave(page)
  })

  test('two models stand side by side, and a word says what differs', async () => {
    const { page } = await strangerAt('/models/cms/mssp')
    await page.getByRole('link', { name: 'Compare with another' }).click()
    await page.getByText('Choose two models').waitFor()
    await page
      .getByRole('combobox', { name: 'Second model' })
      .selectOption({ label: 'Common model of the demonstration region' })
    await page.getByRole('columnheader', { name: 'Medicare Shared Savings Program' }).first().waitFor()
    const row = (name: RegExp) => page.locator('tr', { has: page.getByRole('rowheader', { name }) }).first()
    expect(await row(/^Benchmark/).innerText()).toContain('First only')
    expect(await row(/^Quality/).innerText()).toContain('Second only')
    expect(await row(/^HCP-LAN/).innerText()).toContain('Different')
    await site.leave(page)
  })

  test('a statement shows in the model’s order how each amount came about', async () => {
    const page = await site.enterAs('Dana Whitfield', '/practices/elm-street/payments')
    const statement = page.locator('article.statement').first()
    expect(await statement.locator('.line h3').allInnerTexts()).toEqual([
      expect.stringContaining('Direct services'),
      'Population health management payment',
      'Value-based incentive',
    ])
    await statement.getByText('How it came about').click()
    const steps = statement.locator('.came-about .steps > li')
    expect(await steps.last().locator('.step-head b').innerText()).toBe('Score on the common measure set')
    expect(await steps.first().innerText()).toMatch(/Rate as it is scored[\s\S]*%[\s\S]*rounded to/)
    await statement.locator('.line').last().locator('.line-amount .why').click()
    await page.getByRole('heading', { name: 'How it came about' }).waitFor()
    await site.leave(page)
  })

  test('a payer reads of no measure whose rate it does not get, in any step', async () => {
    const page = await site.enterAs('Priya Raman', '/practices/elm-street/payments')
    await unfold(page)
    const steps = await page.locator('.came-about .steps > li').all()
    for (const step of steps) {
      const said = await step.innerText()
      if (/^Rate as it is scored|^Points|^Attainment/.test(said)) expect(said, said).toMatch(/withheld|\d%/)
      expect(said).not.toMatch(/Rate[^%]*\d+\.\d+%/)
    }
    await site.leave(page)
  })

  test.each([1280, 390])('no barrier and nothing off the page at %i pixels', async (width) => {
    for (const path of [
      '/models',
      '/models/cms/mssp',
      '/models/demo/common-model',
      '/models/compare?a=cms%2Fmssp&b=demo%2Fcommon-model',
    ]) {
      const { page } = await strangerAt(path, width)
      await unfold(page)
      expect(await barriers(page), path).toEqual([])
      expect(await overflow(page), path).toBe(0)
      await site.leave(page)
    }
    const page = await site.enterAs('Dana Whitfield', '/practices/elm-street/payments', width)
    await unfold(page)
    expect(await barriers(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await site.leave(page)
  })
})
