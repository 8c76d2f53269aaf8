import { beforeAll, describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

type Row = { whom: string; what: string; all: number; shown: number; withheld: number; by_publication: boolean }

describe.skipIf(withoutBrowser)(`publishing, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  // The demonstration's convener has published its period.
  beforeAll(() => {
    expect(site.region.wholepanel('publications', 'withdraw', '2025', '--because', 'Published anew below').status).toBe(
      0,
    )
  })

  test('the convener publishes the period, everybody reads it, and it is withdrawn with a reason', async () => {
    const page = await site.enterAs('Amara Cole', '/policies')
    await page
      .getByText(/^2025 is not published/)
      .first()
      .waitFor()
    await page.getByText(/not shown before the convener has published/).waitFor()
    await page.getByText('Publish 2025', { exact: true }).click()
    await page.getByRole('row', { name: /^Everybody Rates of the region [1-9]\d* of \d+/ }).waitFor()
    await page.getByRole('button', { name: 'Publish 2025 for everybody' }).click()
    await page
      .getByRole('heading', { name: /^2025, published/ })
      .first()
      .waitFor()
    const anybody = await site.enterAs('The public', '/policies')
    await anybody
      .getByRole('heading', { name: /^2025, published/ })
      .first()
      .waitFor()
    expect(await anybody.locator('summary').count()).toBe(0)
    await page.getByText('Withdraw 2025', { exact: true }).first().click()
    await page.getByLabel('Why, in words that everybody reads').fill('A payer sent its claims twice.')
    await page.getByRole('button', { name: 'Withdraw 2025' }).click()
    await page
      .getByText(/^Withdrawn .*: A payer sent its claims twice/)
      .first()
      .waitFor()
    await site.leave(page, anybody)
  })

  test('what the preview counts is what the state then sees', async () => {
    const { wholepanel } = site.region
    const rows = JSON.parse(wholepanel('publications', 'preview', '--json').stdout) as Row[]
    const counted = (what: string) => rows.find((one) => one.whom === 'the state' && one.what === what)
    expect(rows.every((one) => one.by_publication && one.shown + one.withheld === one.all)).toBe(true)
    expect(wholepanel('publications', 'publish', '2025').status).toBe(0)
    const page = await site.enterAs('Victor Hale')
    const seen = await page.evaluate(`(async () => {
      const read = async (path) => (await fetch(path)).json()
      const cards = await Promise.all(
        (await read('/api/practices')).map((one) => read('/api/practices/' + one.practice_id + '/scorecard')),
      )
      const rates = cards.flatMap((card) => card.measures.map((one) => one.all))
      const costs = cards.map((card) => card.cost.find((one) => one.payer === 'all'))
      return {
        rates: [rates.length, rates.filter((one) => one.rate_share !== null).length],
        costs: [costs.length, costs.filter((one) => one?.pmpm_usd).length],
      }
    })()`)
    const [rates, costs] = [counted('rates of practices'), counted('costs of practices')]
    expect(seen).toEqual({ rates: [rates?.all, rates?.shown], costs: [costs?.all, costs?.shown] })
    expect(rates?.shown).toBeGreaterThan(0)
    expect(wholepanel('publications', 'withdraw', '2025', '--because', 'Only to try it').status).toBe(0)
    await site.leave(page)
  })

  test('the operator does the same at the terminal, through the server', () => {
    const { wholepanel } = site.region
    expect(wholepanel('publications', 'publish', '2024')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('the period of the last run, 2025'),
    })
    expect(wholepanel('publications', 'publish', '2025')).toMatchObject({ status: 0, stdout: '' })
    const [newest] = JSON.parse(wholepanel('publications', '--json').stdout)
    expect(newest).toMatchObject({ period: '2025', published_by: 'operator', withdrawn_at: null })
    expect(newest.rates).toBeGreaterThan(0)
  })

  test.each([1280, 390])('no barrier and nothing off the page at %i pixels', async (width) => {
    for (const name of ['Amara Cole', 'Dana Whitfield']) {
      const page = await site.enterAs(name, '/policies', width)
      await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor()
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
      expect(await barriers(page), name).toEqual([])
      expect(await overflow(page), name).toBe(0)
      await site.leave(page)
    }
  })
})
