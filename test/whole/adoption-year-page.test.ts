import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers, browserFound, launch, overflow, withoutBrowser } from './browser.ts'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

const PUBLISHED = '/recommendations/one-way-to-attribute-the-patient-s-own-word-first'
/** The year for which the demonstration's payers were asked last. */
const YEAR = new Date(Date.now() - 10 * 86_400_000).getFullYear() + 1
const AFTER = Date.parse(`${YEAR + 1}-01-20T12:00:00Z`)

/** A payer's year, typed by the payer: what it means to adopt before the year begins, and what it did once it is over. */
describe.skipIf(withoutBrowser)(`what a payer adopts, over its year, in a real browser (${browserFound})`, () => {
  let region: DemonstrationRegion
  let browser: Browser
  let server: { address: string; close: () => Promise<void> }
  const visit = async (path: string, { name, now, width = 1280 }: { name?: string; now?: number; width?: number }) => {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    if (now !== undefined) await page.clock.install({ time: now })
    await page.goto(server.address)
    if (name !== undefined) {
      await page.getByRole('button', { name }).first().click()
      await page.getByRole('button', { name: 'Be someone else' }).waitFor()
    }
    await page.goto(server.address + path)
    await page.waitForLoadState('networkidle')
    return page
  }
  const leave = (page: Page) => page.context().close()
  const ofYear = (page: Page) => page.getByRole('region', { name: `What payers adopt in ${YEAR}` })

  beforeAll(async () => {
    region = demonstrationRegion()
    ;[server, browser] = await Promise.all([region.serve(), launch()])
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    region?.remove()
  })

  test('before the year it says what it means to, in part with a reason, and everybody reads it', async () => {
    const page = await visit('/convening/adoption', { name: 'Priya Raman' })
    await page.getByLabel('Months looked back: 24 months').selectOption('In part')
    await page.getByLabel('Months looked back: why not in full').fill('Our contracts run until June.')
    await page.getByRole('button', { name: 'Say it' }).click()
    await page.getByRole('cell', { name: /In part Our contracts run until June/ }).waitFor()
    await leave(page)
    const visitor = await visit(PUBLISHED, {})
    await ofYear(visitor)
      .getByRole('row', { name: /Months looked back.*In part Our contracts run until June/ })
      .waitFor()
    expect(await ofYear(visitor).getByText('Why?').count(), 'contracts are not for everybody').toBe(0)
    await leave(visitor)
  })

  test('says why its word and its contracts agree or not, down to the contract and to both texts', async () => {
    const page = await visit('/convening/adoption', { name: 'Priya Raman' })
    const row = page.getByRole('row', { name: /Months looked back/ }).first()
    await row.locator('summary', { hasText: 'Why?' }).click()
    await row.getByText('Its contracts say all that was recommended, and it says less.').waitFor()
    const exhibit = row.getByRole('link', { name: /^Tidewell Medical Group ?: the contract$/ })
    const answer = await page.request.get(new URL((await exhibit.getAttribute('href')) ?? '', server.address).href)
    expect(answer.status()).toBe(200)
    await row.getByRole('link', { name: 'Both texts, under Alignment' }).click()
    await page.getByRole('heading', { level: 1, name: 'Alignment' }).waitFor()
    await leave(page)
    const amara = await visit('/convening/adoption', { name: 'Amara Cole' })
    const hers = amara.getByRole('row', { name: /Months looked back/ }).first()
    await hers.locator('summary', { hasText: 'Why?' }).first().click()
    expect(await hers.getByRole('link', { name: /: the contract$/ }).count(), 'a contract is its parties’').toBe(0)
    await leave(amara)
  })

  test('after the year it says what it did, and everybody reads both', async () => {
    await server.close()
    const clock = join(region.path, '..', 'clock.mjs')
    const shift = AFTER - Date.now()
    writeFileSync(
      clock,
      `const Real = Date
globalThis.Date = class extends Real {
  constructor(...given) { given.length === 0 ? super(Real.now() + ${shift}) : super(...given) }
  static now() { return Real.now() + ${shift} }
}
`,
    )
    const before = process.env.NODE_OPTIONS
    process.env.NODE_OPTIONS = `--import=${clock}`
    try {
      server = await region.serve()
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS
      else process.env.NODE_OPTIONS = before
    }
    const page = await visit('/convening/adoption', { name: 'Priya Raman', now: AFTER })
    const call = page.getByRole('region', { name: new RegExp(`^${YEAR}: `) })
    await call.getByText(`Say what you did in ${YEAR}`).waitFor()
    await call.getByLabel('Months looked back: 24 months').selectOption('In full')
    await call.getByRole('button', { name: 'Say it' }).click()
    await call.getByRole('row', { name: /Months looked back.*In part.*Did ?: In full/ }).waitFor()
    await leave(page)
    for (const width of [1280, 390]) {
      const visitor = await visit(PUBLISHED, { now: AFTER, width })
      const row = ofYear(visitor).getByRole('row', { name: /Months looked back/ })
      await row.getByText('Our contracts run until June.').first().waitFor()
      expect(await row.innerText()).toMatch(/In part[\s\S]*Did[\s\S]*In full/)
      expect(await overflow(visitor)).toBe(0)
      expect(await barriers(visitor)).toEqual([])
      await leave(visitor)
    }
  })
})
