import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`notifications and the calendar, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('a convener keeps a date, a payer is told by the bell, reads it in the calendar, and marks it as read', async () => {
    const page = await site.enterAs('Amara Cole', '/calendar')
    await page.getByText('Add a date').click()
    const today = String(
      await page.evaluate(`fetch('/api/calendar').then((one) => one.json()).then((one) => one.today)`),
    )
    const form = page.locator('details[open] form')
    await form.getByLabel('What', { exact: true }).fill('Hearing on the waiver')
    await form.getByLabel('Day', { exact: true }).fill(today)
    await form.getByRole('button', { name: 'Add' }).click()
    await page.locator('.calendar-entries').getByText('Hearing on the waiver').first().waitFor()
    await page.getByRole('heading', { level: 2, name: 'This week' }).waitFor()

    const own = await site.enterAs('Priya Raman', '/calendar')
    await own.locator('.calendar-entries').getByText('Hearing on the waiver').first().waitFor()
    const bell = own.getByRole('link', { name: /^Notifications, \d+ unread$/ })
    await bell.click()
    await own.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor()
    await own.getByText('A date of the calendar changed.').first().waitFor()
    await own.getByText('E-mail is not set up in this region').waitFor()
    await own.getByRole('button', { name: 'Mark all as read' }).click()
    await own.getByRole('heading', { name: 'All read' }).waitFor()
    await own.getByRole('link', { name: 'Notifications, none unread' }).waitFor()
    await site.leave(page, own)
  })

  test('what is late comes first, and one kind can be shown alone by an address that keeps it', async () => {
    const page = await site.enterAs('Amara Cole', '/calendar')
    const first = page.getByRole('heading', { level: 2 }).first()
    await page.getByRole('heading', { level: 2, name: /^Late: \d+$/ }).waitFor()
    expect(await first.innerText()).toMatch(/^Late: \d+$/)
    await page.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Delivery' })
    expect(page.url()).toContain('kind=delivery')
    for (const says of await page.locator('.calendar-entries .quiet').allInnerTexts()) expect(says).toMatch(/^Delivery/)
    await site.leave(page)
  })

  test('a person makes a secret address, a calendar program reads it, and another one ends it', async () => {
    const page = await site.enterAs('Dana Whitfield', '/calendar')
    const section = page.getByRole('region', { name: 'In your own calendar' })
    await section.getByRole('button', { name: 'Make an address' }).click()
    const address = await section.getByRole('textbox', { name: 'Calendar address' }).inputValue()
    const read = await fetch(address)
    expect(read.status).toBe(200)
    expect(await read.text()).toMatch(/^BEGIN:VCALENDAR\r\n/)
    await section.getByRole('button', { name: 'Make another address' }).click()
    await expect.poll(() => section.getByRole('textbox', { name: 'Calendar address' }).inputValue()).not.toBe(address)
    expect((await fetch(address)).status).toBe(403)
    await section.getByRole('button', { name: 'End it' }).click()
    await section.getByRole('button', { name: 'Make an address' }).waitFor()
    await site.leave(page)
  })

  test('an administrator registers a webhook, is shown its secret once, and ends it', async () => {
    const page = await site.enterAs('Marcus Webb', '/webhooks')
    await page.getByRole('textbox', { name: 'Address' }).fill('https://summit.example/hook')
    await page.getByRole('button', { name: 'Register' }).click()
    expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).toMatch(/^whsec_/)
    await page.getByRole('heading', { level: 3, name: 'https://summit.example/hook' }).waitFor()
    await page.getByText('End it: https://summit.example/hook').click()
    await page.getByRole('button', { name: /^End it for good/ }).click()
    await page.getByText('Ended', { exact: true }).waitFor()
    await site.leave(page)
  })

  test.each([
    ['Amara Cole', '/calendar', 1280],
    ['Amara Cole', '/calendar', 390],
    ['Priya Raman', '/notifications', 1280],
    ['Priya Raman', '/notifications', 390],
    ['Marcus Webb', '/webhooks', 390],
  ])('for %s on %s at %i pixels nothing runs off, and axe finds nothing serious', async (who, path, width) => {
    const page = await site.enterAs(who, path, width)
    await page.locator('.card').first().waitFor()
    for (const summary of await page.locator('summary').all()) await summary.click()
    expect(await overflow(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })
})
