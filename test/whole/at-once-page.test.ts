import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserFound, demonstrationSite, launch, withoutBrowser } from './browser.ts'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

/** A draft of the convener's, made as its page makes it. */
const drafting = (title: string) => `fetch('/api/recommendations', {
  method: 'POST',
  headers: { 'x-wholepanel': '1', 'content-type': 'application/json' },
  body: JSON.stringify({
    initiative: 'tidewell-health-collaborative', committee: 'payment-and-measures', title: '${title}',
    changes_kind: 'reference', changes_what: 'reporting', body: 'Payers send lists in one layout.', changes: [],
  }),
}).then((one) => one.json())`
const draft = async (page: Page, title: string): Promise<string> => {
  const made = (await page.evaluate(drafting(title))) as { recommendation?: string }
  if (!made.recommendation) throw new Error(JSON.stringify(made))
  return `/convening/recommendations/${made.recommendation}`
}
const openForm = (page: Page, summary: string) => page.locator('summary', { hasText: summary }).first().click()
const withdraw = async (page: Page) => {
  await openForm(page, 'Withdraw it')
  const form = page.locator('details[open] form')
  await form.getByLabel('Why').fill('Another text came in its place')
  await form.getByRole('button', { name: 'Withdraw' }).click()
}

describe.skipIf(withoutBrowser)(`two who act at once, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('who acts on what another has ended is told so plainly, and the page shows how it stands', async () => {
    const first = await site.enterAs('Amara Cole')
    const path = await draft(first, 'One layout at once')
    await first.goto(site.address + path)
    const second = await site.enterAs('Amara Cole', path)
    await withdraw(first)
    await first.locator('.page-head').getByText('Withdrawn').waitFor()

    await openForm(second, 'Write the next version')
    await second.getByLabel('Text', { exact: true }).fill('Payers send lists in two layouts.')
    await second.getByRole('button', { name: 'Keep it as version 2' }).click()
    const alert = second.locator('.form-problem')
    await alert.getByText('Somebody else may have acted since you opened this page.').waitFor()
    expect(await alert.innerText()).not.toMatch(/undefined|\bat \w+ \(|conflict-/)
    expect(await second.getByLabel('Text', { exact: true }).inputValue()).toBe('Payers send lists in two layouts.')
    await alert.getByRole('button', { name: 'Show how it stands now' }).click()
    await second.locator('.page-head').getByText('Withdrawn').waitFor()
    expect(await second.locator('summary', { hasText: 'Write the next version' }).count()).toBe(0)
    await site.leave(first, second)
  })

  test('of two who write the next version at once the second keeps its words and is shown the first’s', async () => {
    const first = await site.enterAs('Amara Cole')
    const path = await draft(first, 'One layout by two')
    await first.goto(site.address + path)
    const second = await site.enterAs('Amara Cole', path)
    const write = async (page: Page, words: string) => {
      await openForm(page, 'Write the next version')
      await page.getByLabel('Text', { exact: true }).fill(words)
      await page.getByRole('button', { name: 'Keep it as version 2' }).click()
    }
    await write(first, 'Payers send lists by the month.')
    await first.getByText('It is kept as the newest version.').waitFor()
    await write(second, 'Payers send lists in the same week.')
    const alert = second.locator('.form-problem')
    await alert.getByText(/version 2, which somebody wrote meanwhile/i).waitFor()
    await alert.getByRole('button', { name: 'Show how it stands now' }).click()
    await second.getByText('Version 2 was written while you were writing.').waitFor()
    await second.getByText('Payers send lists by the month.').first().waitFor()
    const field = second.getByLabel('Text', { exact: true })
    expect(await field.inputValue()).toBe('Payers send lists in the same week.')
    await field.fill('Payers send lists by the month, in the same week.')
    await second.getByRole('button', { name: 'Keep it as version 3' }).click()
    await second.getByText('It is kept as the newest version.').waitFor()
    expect(await second.getByText(/was written while you were writing/).count()).toBe(0)
    await site.leave(first, second)
  })

  test('a second click does a thing once', async () => {
    const page = await site.enterAs('Amara Cole', '/convening/meetings')
    await page.locator('summary', { hasText: 'Plan a meeting of Payment and measures' }).click()
    const form = page.locator('details[open] form')
    await form.getByLabel('What it is about').fill('Clicked twice')
    await form.getByLabel('Begins (your time)').fill('2031-02-03T10:00')
    await form.getByLabel(/^Where/).fill('Tidewell Library')
    await form.getByRole('button', { name: 'Plan it' }).dblclick()
    await page.getByRole('row', { name: /Clicked twice/ }).waitFor()
    await page.reload()
    await page
      .getByRole('row', { name: /Clicked twice/ })
      .first()
      .waitFor()
    expect(await page.getByRole('row', { name: /Clicked twice/ }).count()).toBe(1)
    await page.getByRole('link', { name: 'Clicked twice' }).click()
    const write = page.getByRole('region', { name: 'Write' })
    await write.getByLabel('Title').fill('Noted twice')
    await write.getByLabel('Text', { exact: true }).fill('Lists come each month.')
    await write.getByRole('button', { name: 'Save' }).dblclick()
    await page.getByRole('article').filter({ hasText: 'Noted twice' }).waitFor()
    await page.reload()
    await page.getByRole('article').filter({ hasText: 'Noted twice' }).first().waitFor()
    expect(await page.getByRole('article').filter({ hasText: 'Noted twice' }).count()).toBe(1)
    await site.leave(page)
  })
})

describe.skipIf(withoutBrowser)('a server whose clock was set back a day', () => {
  let region: DemonstrationRegion
  let browser: Browser
  beforeAll(async () => {
    region = demonstrationRegion()
    browser = await launch()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    region?.remove()
  })
  const BEHIND = `data:text/javascript,${encodeURIComponent(`const Right = Date
    globalThis.Date = class Date extends Right {
      constructor(...given) { given.length > 0 ? super(...given) : super(Right.now() - 86400000) }
      static now() { return Right.now() - 86400000 }
    }`)}`
  const enter = async (address: string): Promise<Page> => {
    const page = await (await browser.newContext()).newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(address)
    await page.getByRole('button', { name: 'Amara Cole' }).first().click()
    await page.getByRole('button', { name: 'Be someone else' }).waitFor()
    return page
  }

  test('refuses with whom to tell, keeps what was typed, and takes it once the clock is right', async () => {
    const right = await region.serve()
    const path = await draft(await enter(right.address), 'One layout in time')
    await right.close()

    const behind = await region.serve({ NODE_OPTIONS: `--import ${BEHIND}` })
    const page = await enter(behind.address)
    await page.goto(behind.address + path)
    await withdraw(page)
    const alert = page.locator('.form-problem')
    await alert.getByText(/The clock of the region’s server is behind/).waitFor()
    await alert.getByText(/Tell who runs the region/).waitFor()
    expect(await page.getByLabel('Why').inputValue()).toBe('Another text came in its place')
    await behind.close()

    const again = await region.serve()
    const later = await enter(again.address)
    await later.goto(again.address + path)
    await withdraw(later)
    await later.locator('.page-head').getByText('Withdrawn').waitFor()
    await again.close()
  })
})
