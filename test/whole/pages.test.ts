import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`the pages in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  /** A fresh browser in which nobody has come in; `outside` gathers every request that leaves this machine. */
  async function visit(width?: number): Promise<{ page: Page; outside: string[] }> {
    const outside: string[] = []
    const page = await site.visit(width, (one) =>
      one.on('request', (request) => {
        if (!request.url().startsWith(site.address) && !request.url().startsWith('data:')) outside.push(request.url())
      }),
    )
    return { page, outside }
  }

  const open = async (page: Page, path: string): Promise<void> => {
    await page.goto(site.address + path)
    await page.waitForLoadState('networkidle')
  }

  test('a practice manager walks from her panel to a person and to why the person is on it', async () => {
    const page = await site.enterAs('Dana Whitfield')
    await page.getByRole('heading', { level: 1, name: 'Panel' }).waitFor()
    expect(await page.locator('.headline-number').innerText()).toMatch(/\d+\s+people over 6 payers/)
    const row = page.locator('.table tbody tr').first()
    const name = await row.locator('th a').innerText()
    await row.locator('th a').click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.title()).toContain(name)
    await page.getByRole('heading', { name: 'Why on this panel' }).waitFor()
    expect(await page.locator('.person').innerText()).toContain('this panel')
    await page.locator('#why-here + p .why').click()
    await page.getByRole('navigation', { name: 'The walk to this number' }).waitFor()
    expect(page.url()).toContain('/explain/attribution:')
    await page.getByRole('link', { name: 'Person' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('link', { name: 'Back to the panel' }).click()
    await page.getByRole('heading', { level: 1, name: 'Panel' }).waitFor()
    await site.leave(page)
  })

  test('filters narrow the panel and stand in the address', async () => {
    const page = await site.enterAs('Dana Whitfield')
    const found = page.locator('.filters-found b')
    const all = Number(await found.innerText())
    await page.getByRole('combobox', { name: 'Payer' }).selectOption({ label: 'Medicare' })
    await expect.poll(async () => Number(await found.innerText()), { timeout: 15_000 }).not.toBe(all)
    const some = Number(await found.innerText())
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
    expect(page.url()).toContain('payer=medicare')
    for (const row of await page.locator('.panel-people .table tbody tr').all())
      expect(await row.innerText()).toContain('Medicare')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /^CSV/ }).click()
    let text = ''
    for await (const chunk of await (await download).createReadStream()) text += String(chunk)
    expect(text.trim().split(/\r?\n/)).toHaveLength(some + 1)
    await site.leave(page)
  })

  test('a payment is taken apart down to the record that a payer sent', async () => {
    const page = await site.enterAs('Dana Whitfield')
    await page.getByRole('link', { name: 'Payments' }).click()
    await page.getByRole('heading', { level: 1, name: 'Payments' }).waitFor()
    await page.locator('article.statement').first().waitFor()
    expect(await page.locator('article.statement').count()).toBe(6)
    const line = page.locator('.line', { has: page.getByRole('heading', { name: /population health/i }) }).first()
    const amount = await line.locator('.line-amount .figure-value').innerText()
    expect(await line.locator('.term-result').innerText()).toBe(amount)
    await line.locator('.line-amount .why').click()
    await page.locator('.value-large').waitFor()
    expect(await page.locator('.value-large').innerText()).toBe(amount)
    for (let step = 0; step < 8 && (await page.locator('.record').count()) === 0; step += 1) {
      const before = page.url()
      await page.locator('.table .why').first().click()
      await page.waitForURL((url) => url.href !== before)
      await page.locator('.value-large, .ds-c-alert').first().waitFor()
    }
    expect(await page.locator('.record-head').first().innerText()).toMatch(/record \d/)
    expect(await page.locator('.record .table tbody tr').count()).toBeGreaterThan(0)
    const walk = page.getByRole('navigation', { name: 'The walk to this number' })
    expect(await walk.getByRole('link').count()).toBeGreaterThan(2)
    await walk.getByRole('link', { name: 'Payments' }).click()
    await page.getByRole('heading', { level: 1, name: 'Payments' }).waitFor()
    await site.leave(page)
  })

  test('a statement that cannot be settled names the amount that is missing', async () => {
    const page = await site.enterAs('Tom Ellery')
    const practices = (await (await page.request.get(`${site.address}/api/practices`)).json()) as {
      practice_id: string
    }[]
    let incomplete: string | undefined
    for (const { practice_id } of practices) {
      const path = `${site.address}/api/practices/${practice_id}/payments`
      const { statements } = (await (await page.request.get(path)).json()) as { statements: { reason: string }[] }
      if (statements.some((one) => /base/i.test(one.reason))) incomplete = practice_id
    }
    expect(incomplete).toBeDefined()
    await open(page, `/practices/${incomplete}/payments`)
    expect(await page.locator('article.statement').innerText()).toMatch(/What is missing:.*base/i)
    expect(await page.locator('.statement-total strong').count()).toBe(0)
    await site.leave(page)
  })

  test('the scorecard sets one rate over all payers beside each payer', async () => {
    const page = await site.enterAs('Ngozi Okafor')
    await page.getByRole('link', { name: 'Scorecard' }).click()
    await page.locator('article.measure-card').first().waitFor()
    expect(await page.locator('article.measure-card').count()).toBe(3)
    const chart = page.getByRole('img', { name: /all payers \d+\.\d%/ }).first()
    await chart.waitFor()
    expect(await chart.locator('[aria-label]').count()).toBe(0)
    const card = page.locator('article.measure-card').first()
    expect(await card.innerText()).toContain('Unaudited')
    await card.getByText('The numbers').click()
    expect(await card.getByRole('columnheader').allInnerTexts()).toContain('95% interval')
    await site.leave(page)
  })

  test('a payer sees whole percents, and neither numerator nor interval', async () => {
    const page = await site.enterAs('Priya Raman')
    await page.locator('.table tbody th a').first().click()
    await page.getByRole('link', { name: 'Scorecard' }).click()
    const card = page.locator('article.measure-card').first()
    await card.waitFor()
    expect(await card.locator('.measure-main dd').innerText()).toMatch(/^\d+%/)
    const said = await page.locator('.measures').innerText()
    expect(said).not.toMatch(/\d\.\d%|\d+ of \d+|95% interval/)
    expect(await card.getByRole('columnheader').allInnerTexts()).toEqual(['Payer', 'Rate', 'Reliability'])
    await site.leave(page)
  })

  test('a convener is told where the view ends, and leaving takes everything away', async () => {
    const page = await site.enterAs('Amara Cole')
    await open(page, '/practices/elm-street/panel')
    await page.getByRole('heading', { name: 'Your view ends here' }).first().waitFor()
    expect(await page.locator('.panel-people .table').count()).toBe(0)
    await page.getByRole('button', { name: 'Be someone else' }).click()
    await page.getByRole('heading', { level: 1, name: 'Choose who to be' }).waitFor()
    expect((await page.request.get(`${site.address}/api/practices`)).status()).toBe(401)
    await site.leave(page)
  })

  test('the keyboard alone opens a person of the panel', async () => {
    const { page } = await visit()
    const focused = () => page.evaluate('document.activeElement?.textContent ?? ""') as Promise<string>
    const tabTo = async (wanted: RegExp) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab')
        if (wanted.test(await focused())) return
      }
      throw new Error(`the keyboard does not reach ${wanted}`)
    }
    await page.getByRole('button', { name: 'Dana Whitfield' }).waitFor()
    await tabTo(/^Dana Whitfield/)
    await page.keyboard.press('Enter')
    await page.locator('.table tbody th a').first().waitFor()
    await page.reload()
    const name = await page.locator('.table tbody th a').first().innerText()
    await page.keyboard.press('Tab')
    expect(await focused()).toMatch(/skip/i)
    await page.keyboard.press('Enter')
    await tabTo(new RegExp(`^${name}`))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await focused()).toBe(name)
    await site.leave(page)
  })

  test.each([1280, 390])('no page has a barrier, an overflow or a request to elsewhere at %i pixels', async (width) => {
    const { page, outside } = await visit(width)
    const found: string[] = []
    const look = async () => {
      found.push(...(await barriers(page)))
      const over = await overflow(page)
      if (over > 0) found.push(`${page.url()} is ${over} pixels too wide`)
    }
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look()
    await page.getByRole('button', { name: 'Dana Whitfield' }).click()
    await page.locator('.table tbody th a').first().waitFor()
    const person = await page.locator('.table tbody th a').first().getAttribute('href')
    const titles = new Set<string>()
    const places = ['/panel', '/scorecard', '/payments'].map((view) => `/practices/elm-street${view}`)
    for (const path of [...places, person ?? '', '/practices', '/submissions', '/nowhere']) {
      await open(page, path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      titles.add(await page.title())
      await look()
    }
    await open(page, '/practices/elm-street/payments')
    await page.locator('.statement .why').first().click()
    await page.locator('.value-large').waitFor()
    await look()
    expect(found).toEqual([])
    expect(titles.size).toBe(7)
    expect(outside).toEqual([])
    await site.leave(page)
  })

  test('a statement prints on one page, without buttons', async () => {
    const page = await site.enterAs('Dana Whitfield', '', 720)
    await open(page, '/practices/elm-street/payments')
    await page.emulateMedia({ media: 'print' })
    for (const statement of await page.locator('article.statement').all())
      expect((await statement.boundingBox())?.height).toBeLessThan(960)
    expect(await page.getByRole('button', { name: 'Be someone else' }).isVisible()).toBe(false)
    await site.leave(page)
  })
})
