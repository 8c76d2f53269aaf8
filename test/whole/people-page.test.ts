import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`people and roles, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const entry = (page: Page, name: string) => page.getByRole('article', { name, exact: true })
  const unfold = async (within: Page | Locator, said: string | RegExp): Promise<Locator> => {
    const summary = within.locator('summary', { hasText: said }).first()
    await summary.click()
    return summary.locator('..')
  }

  test('an administrator invites somebody, changes the grant, gives another, and ends grant and account', async () => {
    const page = await site.enterAs('Dr. Helen Marsh', '/people')
    const invite = await unfold(page, 'Invite somebody')
    await invite.getByLabel('Name').fill('Ada Field')
    await invite.getByLabel('E-mail address').fill('ada@example.org')
    await invite.getByLabel('Elm Street Family Medicine').check()
    await invite.getByRole('button', { name: 'Invite' }).click()
    expect(await invite.getByLabel('Invitation link').inputValue()).toMatch(/\/invitation#\S+/)
    const ada = entry(page, 'Ada Field')
    await ada
      .getByText(/Practice for Tidewell Medical Group: Elm Street/)
      .first()
      .waitFor()

    await unfold(ada, /^Change Ada/)
    const change = await unfold(ada, 'Change or end')
    await change.getByLabel('Westgate Primary Care').check()
    await change.getByLabel('Last day').fill('2099-12-31')
    await change.getByRole('button', { name: 'Change this grant' }).click()
    await ada.getByText('until Dec 31, 2099').waitFor()
    expect(await ada.locator('.grants').first().innerText()).toContain('Westgate Primary Care')

    const another = await unfold(ada, 'Give another grant')
    await another.getByLabel('Role').selectOption('provider-organization')
    await another.getByRole('button', { name: 'Grant', exact: true }).click()
    await ada
      .getByText(/^Provider organization for/)
      .first()
      .waitFor()
    const second = await unfold(ada, /end: Provider organization/)
    await second.getByRole('button', { name: 'End this grant now' }).click()
    await ada.getByText('2 grants that ended').waitFor()

    const end = await unfold(ada, 'account')
    await end.getByRole('button', { name: /for good/ }).click()
    await ada.locator('header').getByText('Ended').waitFor()
    await site.leave(page)
  })

  test('somebody who is suspended is shut out in the same moment, and taken back in', async () => {
    const dana = await site.enterAs('Dana Whitfield')
    const page = await site.enterAs('Dr. Helen Marsh', '/people')
    await unfold(entry(page, 'Dana Whitfield'), /^Change/)
    await page.getByRole('button', { name: 'Suspend' }).click()
    await entry(page, 'Dana Whitfield').getByText('Suspended').waitFor()
    expect(await dana.evaluate(`fetch('/api/people').then((answer) => answer.status)`)).toBe(401)
    await page.getByRole('button', { name: 'Take back in' }).click()
    await page.getByRole('button', { name: 'Suspend' }).waitFor()
    await site.leave(dana, page)
  })

  test('a program is registered with the address of its keys, and ended', async () => {
    const page = await site.enterAs('Marcus Webb', '/people')
    const register = await unfold(page, 'Register a program')
    await register.getByLabel('Name of the program').fill('Nightly reader')
    await register.getByLabel(/All of these/).check()
    await register.getByLabel(/^Address/).fill('https://summit.example/jwks.json')
    await register.getByRole('button', { name: 'Register' }).click()
    await page.getByText('keys at https://summit.example/jwks.json').waitFor()
    await unfold(page, 'End Nightly reader')
    await page.getByRole('button', { name: 'End Nightly reader for good' }).click()
    await page.locator('.entry', { hasText: 'Nightly reader' }).getByText('Ended').waitFor()
    await site.leave(page)
  })

  test.each([1280, 390])('no barrier and nothing off the page at %i pixels, all unfolded', async (width) => {
    for (const name of ['Dr. Helen Marsh', 'Marcus Webb', 'Dana Whitfield']) {
      const page = await site.enterAs(name, '/people', width)
      await page.getByRole('heading', { level: 1, name: 'People and roles' }).waitFor()
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
      expect(await barriers(page), name).toEqual([])
      expect(await overflow(page), name).toBe(0)
      await site.leave(page)
    }
  })
})
