import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const OPEN = '/convening/recommendations/one-measure-of-follow-up-after-a-hospital-stay'
const MEETINGS = '/convening/meetings'
/** What no other text of the demonstration says. */
const GIVEN = 'Keystone Mutual gave $8,250 for the room where this was first tried.'
const OTHER = 'Keystone Mutual gave $8,251 for the room where this was first tried.'

describe.skipIf(withoutBrowser)(`refused words, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const picture = async (page: Page, name: string) => {
    if (process.env.WHOLEPANEL_PICTURES)
      await page.screenshot({ path: `${process.env.WHOLEPANEL_PICTURES}/${name}.png`, fullPage: true })
  }
  const send = async (page: Page, words: string) => {
    const form = page.locator('details', { has: page.getByText('Comment on this') })
    if (!(await form.getAttribute('open').then((open) => open !== null))) await form.locator('summary').click()
    await form.getByLabel('Your comment').fill(words)
    await form.getByRole('button', { name: 'Send' }).click()
    return form
  }
  const fits = async (page: Page) => {
    expect(await overflow(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
  }

  test.each([
    [1280, GIVEN],
    [390, OTHER],
  ])(
    'at %i a form says why, keeps what was typed, asks by one click, and sends it once the convener released it',
    async (width, words) => {
      const tom = await site.enterAs('Tom Ellery', OPEN, width)
      const form = await send(tom, words)
      await form.getByText(/Names a payer beside an amount of money/i).waitFor()
      expect(await form.getByLabel('Your comment').inputValue()).toBe(words)
      await fits(tom)
      await picture(tom, `form-${width}`)
      await form.getByRole('button', { name: 'Ask the convener' }).click()
      await form.getByText('The convener is asked.').waitFor()
      expect(await form.getByLabel('Your comment').inputValue()).toBe(words)
      await fits(tom)

      const amara = await site.enterAs('Amara Cole', MEETINGS, width)
      const asked = amara.getByRole('region', { name: 'Refused words that you are asked about' })
      const one = asked.getByRole('article').filter({ hasText: words.slice(16, 26) })
      await one.getByText('Tom Ellery').waitFor()
      await one.locator('mark').first().waitFor()
      await fits(amara)
      await picture(amara, `steward-${width}`)
      await one.getByLabel(/^Why they may be sent after all/).fill('Rent of a room, told in the open')
      await one.getByRole('button', { name: /^Release/ }).click()
      await one.waitFor({ state: 'detached' })

      await tom.goto(`${site.address}${MEETINGS}`)
      const own = tom.getByRole('region', { name: 'Words of yours that were refused' })
      await own.getByText('Rent of a room, told in the open').first().waitFor()
      await own.getByText(words).waitFor()
      await fits(tom)
      await picture(tom, `author-${width}`)
      await tom.goto(`${site.address}/notifications`)
      await tom
        .getByRole('link', { name: /pass now when you send them again/ })
        .first()
        .click()
      await tom.waitForURL(`**${OPEN}`)
      await send(tom, words)
      await tom.getByText('Done: comment on this.').waitFor()
      await site.leave(tom, amara)
    },
    120_000,
  )

  test('what the convener upholds stays refused, with the reason, and nobody else reads of it', async () => {
    const words = 'Keystone Mutual pays 8.25 per member per month.'
    const tom = await site.enterAs('Tom Ellery', OPEN)
    const form = await send(tom, words)
    await form.getByRole('button', { name: 'Ask the convener' }).click()
    await form.getByText('The convener is asked.').waitFor()
    const amara = await site.enterAs('Amara Cole', MEETINGS)
    const one = amara.getByRole('article').filter({ hasText: '8.25' })
    await one.getByText(/refused \d+ times within that day/).waitFor()
    await one.getByLabel(/^Why they may be sent after all/).fill('It is what one payer pays')
    await one.getByRole('button', { name: /^Uphold/ }).click()
    await amara.getByRole('row', { name: /Stays refused.*It is what one payer pays.*Comment\s*Tom Ellery/ }).waitFor()
    await tom.goto(`${site.address}/notifications`)
    await tom
      .getByRole('link', { name: /stay refused/ })
      .first()
      .click()
    await tom.getByText('The convener says: It is what one payer pays.').waitFor()
    for (const name of ['Grace Lund', 'Dana Whitfield', 'Victor Hale', 'Marcus Webb']) {
      const other = await site.enterAs(name, MEETINGS)
      await other.getByRole('heading', { level: 2, name: 'To come' }).waitFor()
      expect(await other.content(), name).not.toMatch(/8\.25|8,25|refused/i)
      await site.leave(other)
    }
    await site.leave(tom, amara)
  }, 120_000)

  test('the demonstration has words that were released and sent again, and some that the convener is asked about', async () => {
    const amara = await site.enterAs('Amara Cole', MEETINGS)
    await amara
      .getByRole('row', { name: /Released and sent again.*Say what you have at stake\s*Dr\. Helen Marsh/ })
      .waitFor()
    await amara
      .getByRole('region', { name: 'Refused words that you are asked about' })
      .getByText('Summit Health gave $25,000')
      .waitFor()
    await site.leave(amara)
  })
})
