import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`alignment in the field in a real browser (${browserFound})`, () => {
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
  const FIELD = '/alignment/field'
  const cell = (page: Page, area: string, degree: RegExp) =>
    page.locator('tr', { has: page.getByRole('rowheader', { name: area }) }).getByRole('link', { name: degree })

  test('who has not come in chooses an initiative and whom to compare with, and the address keeps both', async () => {
    const { page, refused } = await strangerAt(FIELD)
    await page.getByRole('heading', { level: 1, name: 'Alignment in the field' }).waitFor()
    await page.getByRole('combobox', { name: 'Initiative' }).selectOption({ label: 'Vermont All-Payer ACO Model' })
    await page.getByRole('heading', { level: 2, name: 'Vermont All-Payer ACO Model' }).waitFor()
    const reference = page.getByRole('combobox', { name: 'Compared with' })
    await reference.selectOption({ label: 'Vermont Medicaid, Next Generation ACO program' })
    const table = page.getByRole('table', { name: 'Compared with Vermont Medicaid' })
    await table.waitFor()
    expect(page.url()).toContain('initiative=vermont-all-payer')
    expect(page.url()).toContain('reference=medicaid')
    await page.reload()
    await table.waitFor()
    expect(await reference.inputValue()).toBe('medicaid')
    expect(refused).toEqual([])
    await site.leave(page)
  })

  test('a cell opens the two texts with the rule that decided, by the keyboard alone', async () => {
    const { page } = await strangerAt(`${FIELD}?initiative=vermont-all-payer`)
    await page.getByText('Choose a cell above').waitFor()
    const first = cell(page, 'Payment and incentives', /Directional/).first()
    await first.focus()
    await page.keyboard.press('Enter')
    const texts = page.getByRole('table', { name: /^Payment and incentives: Vermont Medicaid/ })
    await texts.waitFor()
    const row = texts.locator('tr', { has: page.getByRole('rowheader', { name: 'How care is paid' }) })
    const said = await row.innerText()
    expect(said).toContain('A fixed payment that is not settled')
    expect(said).toContain('A fixed payment settled to claims')
    expect(said).toMatch(/Directional[\s\S]*Options of one family/)
    expect(said).toContain('Unconfirmed')
    expect(page.url()).toMatch(/area=payment[\s\S]*payer=medicaid/)
    expect(await page.locator('.degree-link[aria-current]').count()).toBe(1)
    expect(await first.getAttribute('aria-current')).toBe('page')
    await page.goBack()
    await page.getByText('Choose a cell above').waitFor()
    await site.leave(page)
  })

  test('two readings of a text stand with a degree each', async () => {
    const { page } = await strangerAt(`${FIELD}?initiative=vermont-all-payer&area=payment&payer=bcbsvt`)
    const row = page.locator('#two-texts tr').filter({ has: page.getByRole('rowheader', { name: 'How care is paid' }) })
    expect(await row.locator('.degree').allInnerTexts()).toEqual(['Divergent', 'Directional'])
    await site.leave(page)
  })

  test('payers of one initiative stand beside a payer of another, each text under its own source', async () => {
    const { page, refused } = await strangerAt(`${FIELD}?initiative=vermont-all-payer`)
    await page.getByRole('combobox', { name: 'Compared with' }).selectOption('arkansas-payment-improvement:medicaid')
    await page.getByRole('table', { name: 'Compared with Arkansas Medicaid' }).waitFor()
    expect(await page.getByRole('columnheader').allInnerTexts()).toHaveLength(5)
    await cell(page, 'Care delivery', /Divergent/)
      .first()
      .click()
    const texts = page.getByRole('table', { name: /^Care delivery: Medicare, Vermont.* beside Arkansas Medicaid/ })
    await texts.waitFor()
    const row = texts.locator('tr', { has: page.getByRole('rowheader', { name: 'Model of care' }) })
    expect(await row.innerText()).not.toMatch(/\n(scan|minutes):/)
    expect(refused).toEqual([])
    await site.leave(page)
  })

  test('models are compared in the same way, track by track', async () => {
    const { page, refused } = await strangerAt('/models/compare?a=cms%2Fmssp&b=cms%2Faco-reach')
    const aligned = page.locator('section', { has: page.getByRole('heading', { name: 'How far apart they are' }) })
    await aligned.getByRole('combobox', { name: 'Track of the first' }).selectOption('enhanced')
    await aligned.getByText('Medicare Shared Savings Program, ENHANCED as of').waitFor()
    await cell(page, 'Payment and incentives', /Divergent/).click()
    const texts = aligned.getByRole('table', { name: /^Payment and incentives/ })
    await texts.waitFor()
    expect(await texts.innerText()).toMatch(/Shared savings[\s\S]*75 %/)
    expect(page.url()).toContain('track_a=enhanced')
    expect(await barriers(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(refused).toEqual([])
    await site.leave(page)
  })

  test.each([1280, 390])(
    'nobody stumbles and nothing runs off the page at %i pixels',
    async (width) => {
      for (const path of [
        FIELD,
        `${FIELD}?initiative=vermont-all-payer&area=payment&payer=bcbsvt`,
        `${FIELD}?initiative=vermont-all-payer&reference=arkansas-payment-improvement%3Amedicaid&area=goals&payer=mvp`,
        '/models/compare?a=cms%2Fmssp&b=cms%2Faco-reach&area=attribution',
      ]) {
        const { page } = await strangerAt(path, width)
        expect(await barriers(page), path).toEqual([])
        expect(await overflow(page), path).toBe(0)
        await site.leave(page)
      }
    },
    60_000,
  )

  test('a degree is told by its shape and its word, not by color alone', async () => {
    const { page } = await strangerAt(`${FIELD}?initiative=arkansas-payment-improvement`)
    const shapes = new Map<string, string>()
    for (const mark of await page.locator('.degree-legend .degree').all())
      shapes.set(await mark.innerText(), await mark.locator('svg').innerHTML())
    expect([...shapes.keys()]).toEqual(['Exact', 'Directional', 'Divergent', 'Not stated'])
    expect(new Set(shapes.values()).size).toBe(4)
    await site.leave(page)
  })
})
