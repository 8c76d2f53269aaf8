import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const OPEN = 'one-measure-of-follow-up-after-a-hospital-stay'
const CALENDAR = 'one-calendar-for-payers-lists'
const PUBLISHED = 'one-way-to-attribute-the-patient-s-own-word-first'
const VOTED_ON = 'notices-of-hospital-stays-on-the-same-day'
const INITIATIVE = '/convening/initiative/tidewell-health-collaborative'
const one = (recommendation: string) => `/convening/recommendations/${recommendation}`
const SEATED = [
  ...['Mei Castillo', 'Ben Adeyemi', 'Priya Raman', 'Dana Whitfield'],
  ...['Tom Ellery', 'Dr. Helen Marsh', 'Grace Lund', 'Dr. Owen Pratt'],
]
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe.skipIf(withoutBrowser)(`convening, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const openForm = (page: Page, summary: string) => page.locator('summary', { hasText: summary }).first().click()
  const unsigned = async (path: string, width = 1280) => {
    const page = await site.visit(width)
    await page.goto(site.address + path)
    await page.waitForLoadState('networkidle')
    return page
  }

  test('a convener writes a draft and opens it, and somebody without an account comments on it', async () => {
    const page = await site.enterAs('Amara Cole', '/convening/recommendations/new')
    await page.getByLabel('Which one').fill('reporting')
    await page.getByLabel('Title').fill('One layout for lists')
    await page.getByLabel('Text', { exact: true }).fill('Every payer sends its list in one layout.')
    await page.getByRole('button', { name: 'Add a change' }).click()
    await page.getByLabel('What', { exact: true }).fill('Fee for a list')
    await page.getByLabel('Becomes').fill('$5')
    await page.getByLabel(/An amount that is recommended/).check()
    await page.getByRole('button', { name: 'Add a change' }).click()
    const second = page.getByRole('group', { name: 'Change 2' })
    await second.getByLabel('Question to payers').selectOption({ label: 'Months looked back' })
    await second.getByLabel('Now').fill('12 or 24')
    await second.getByLabel('Becomes').fill('24')
    await second.getByLabel('In months').fill('twenty-four')
    await page.getByRole('button', { name: 'Begin the draft' }).click()
    await page
      .getByRole('alert')
      .getByText(/want a number in months/)
      .waitFor()
    await second.getByLabel('In months').fill('24')
    await page.getByRole('button', { name: 'Begin the draft' }).click()
    await page.getByRole('heading', { level: 1, name: 'One layout for lists' }).waitFor()
    await page.getByText('Recommended: public, voluntary').waitFor()
    await page.getByRole('row', { name: /^Months looked back 12 or 24 24/ }).waitFor()

    const visitor = await unsigned('/recommendations/one-layout-for-lists')
    expect(await visitor.getByText('One layout for lists').count(), 'a draft is not the public’s').toBe(0)

    await openForm(page, 'Open it to comment')
    await page.getByLabel('First day').fill(day(0))
    await page.getByLabel('Last day').fill(day(2))
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page
      .getByRole('alert')
      .getByText(/comments for 3 days/i)
      .waitFor()
    await page.getByRole('alert').getByText('Where: Last day.').waitFor()
    const [wrong, right] = [page.getByLabel('Last day'), page.getByLabel('First day')]
    expect(await wrong.getAttribute('aria-invalid')).toBe('true')
    const described = (await wrong.getAttribute('aria-describedby')) ?? ''
    expect(await page.locator(`[id="${described}"]`).innerText()).toMatch(/comments for 3 days/i)
    expect(await right.getAttribute('aria-invalid')).toBeNull()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Last day').fill(day(20))
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.locator('.page-head').getByText('Open to comment').waitFor()

    await visitor.reload()
    await visitor.getByLabel('Your name').fill('Ann <b>Lee</b>')
    await visitor
      .getByRole('textbox', { name: 'What you want to say' })
      .fill('<script>window.ran = true</script> Which layout?')
    await visitor.getByRole('button', { name: 'Send the comment' }).click()
    await visitor.getByText('It is looked at before others read it').waitFor()
    await visitor.reload()
    await visitor.getByText('None is in view yet').waitFor()

    await page.reload()
    const said = page.getByRole('article', { name: /^Comment of Ann/ })
    await said.getByRole('button', { name: /^Put in view/ }).click()
    await said.getByText('In view', { exact: true }).waitFor()
    await said.locator('summary', { hasText: 'Answer' }).click()
    await said.getByLabel('Answer').fill('The one of the common data model.')
    await said.getByRole('button', { name: 'Answer it' }).click()
    await said.locator('.convening-answer').waitFor()

    await visitor.reload()
    await visitor.getByText('The one of the common data model.').waitFor()
    expect(await visitor.getByRole('article', { name: /^Comment of Ann/ }).innerText()).toContain('<script>')
    expect(await visitor.evaluate('window.ran')).toBeUndefined()
    expect(await barriers(visitor)).toEqual([])
    await site.leave(page, visitor)
  })

  test('a recommendation past its comments is answered, voted on by every seat, accepted, and read by everybody', async () => {
    const amara = await site.enterAs('Amara Cole', one(CALENDAR))
    const until = async () => {
      await openForm(amara, 'Open the vote')
      await amara.getByLabel('Ends (your time)').fill(`${day(10)}T12:00`)
      await amara.getByRole('button', { name: 'Open the vote' }).click()
    }
    await until()
    await amara
      .getByRole('alert')
      .getByText(/1 comments without an answer/i)
      .waitFor()
    await openForm(amara, 'Answer')
    await amara.getByLabel('Answer').fill('One layout is a recommendation of its own.')
    await amara.getByRole('button', { name: 'Answer it' }).click()
    await amara.locator('.convening-answer').waitFor()
    await amara.reload()
    await until()
    await amara.locator('.page-head').getByText('Being voted on').waitFor()

    for (const name of SEATED) {
      const page = await site.enterAs(name, '/convening')
      await page
        .getByRole('link', { name: /^Cast your vote/ })
        .first()
        .waitFor()
      await page.goto(site.address + one(CALENDAR))
      await page.getByRole('radio', { name: name === 'Tom Ellery' ? 'No' : 'Yes', exact: true }).check()
      await page.getByRole('button', { name: 'Cast the vote' }).click()
      await page.getByText(/^Your seat voted/).waitFor()
      expect(await page.getByRole('table', { name: 'Votes by side' }).count(), 'sealed while it is open').toBe(0)
      await site.leave(page)
    }
    await amara.reload()
    await amara.getByText('8 of 8 seats have voted.').waitFor()
    await amara.getByRole('button', { name: 'Count and close the vote' }).click()
    await amara.getByText('7 yes and 1 no').waitFor()
    await openForm(amara, 'Seat by seat')
    await amara.getByRole('row', { name: /Tom Ellery.*No/ }).waitFor()
    await amara.getByText('The chair of “Board” decides.').waitFor()
    const mei = await site.enterAs('Mei Castillo', one(CALENDAR))
    await openForm(mei, 'Decide')
    await mei.getByLabel('Why').first().fill('Nearly all said yes.')
    await mei.getByRole('button', { name: 'Decide' }).click()
    await mei.locator('.page-head').getByText('Accepted').waitFor()
    await site.leave(mei)
    await amara.reload()
    await amara.getByRole('button', { name: 'Publish it' }).click()
    await amara.locator('.page-head').getByText('Published').waitFor()

    const visitor = await unsigned('/recommendations')
    const published = visitor.getByRole('region', { name: 'Published' })
    await published.getByRole('link', { name: 'One calendar for payers’ lists' }).focus()
    await visitor.keyboard.press('Enter')
    await visitor.getByText('Adopting it is voluntary').waitFor()
    await visitor.getByText('Nearly all said yes.').waitFor()
    expect(await visitor.locator('main').innerText(), 'a vote is for who takes part').not.toContain('Tom Ellery')
    await site.leave(amara, visitor)
  })

  test('who is paid by what is recommended steps back, and the page says so to the committee', async () => {
    const page = await site.enterAs('Dr. Owen Pratt', one(VOTED_ON))
    await openForm(page, 'Step back from this recommendation')
    await page.getByLabel('Why', { exact: true }).fill('My group runs the notice service')
    await page.getByRole('button', { name: 'Step back' }).click()
    await page.getByText('You stepped back').waitFor()
    expect(await page.getByRole('button', { name: 'Cast the vote' }).count()).toBe(0)
    const dana = await site.enterAs('Dana Whitfield', one(VOTED_ON))
    await dana.getByText('My group runs the notice service').waitFor()
    await site.leave(page, dana)
  })

  test('an administrator reads the memorandum and signs it for the participant', async () => {
    const page = await site.enterAs('Marcus Webb', '/convening')
    await page.getByRole('link', { name: 'Read and sign the memorandum of understanding' }).click()
    await page.getByText('We bear our share of the costs').waitFor()
    await page.getByLabel(/I have read version 1 and sign it for Summit Health/).check()
    await page.getByRole('button', { name: 'Sign the memorandum' }).click()
    await page.getByText('7 of 8 signed it').waitFor()
    expect(await page.locator('main').innerText()).not.toContain('$69,310.35')
    await site.leave(page)
  })

  test('what was published and is withdrawn says why to everybody, and is still read', async () => {
    const page = await site.enterAs('Amara Cole', one(PUBLISHED))
    await openForm(page, 'Withdraw it')
    await page.getByLabel('Why', { exact: true }).fill('A state rule says the same since January')
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await page.locator('.page-head').getByText('Withdrawn').waitFor()
    const visitor = await unsigned(`/recommendations/${PUBLISHED}`)
    await visitor.getByText('A state rule says the same since January').waitFor()
    await visitor.getByText('Where nobody said').waitFor()
    await visitor.getByRole('row', { name: /^Months looked back 12/ }).waitFor()
    expect(await visitor.getByText('voluntary').count()).toBe(0)
    await site.leave(page, visitor)
  })

  test('what changed between two versions is shown in words', async () => {
    const page = await site.enterAs('Dana Whitfield', one(PUBLISHED))
    const difference = page.locator('.difference')
    await difference.waitFor()
    expect(await difference.locator('del').first().innerText()).toContain('12')
    expect(await difference.locator('ins').first().innerText()).toContain('24')
    await site.leave(page)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    const paths = ['/convening', INITIATIVE, one(OPEN), one(VOTED_ON), '/convening/recommendations/new']
    for (const name of ['Amara Cole', 'Dana Whitfield'])
      for (const path of paths) {
        const page = await site.enterAs(name, path, width)
        await page.getByRole('heading', { level: 1 }).waitFor()
        expect(await overflow(page), path).toBe(0)
        expect(await barriers(page), path).toEqual([])
        await site.leave(page)
      }
    for (const path of ['/recommendations', `/recommendations/${OPEN}`, `/recommendations/${PUBLISHED}`]) {
      const page = await unsigned(path, width)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await overflow(page), path).toBe(0)
      expect(await barriers(page), path).toEqual([])
      await site.leave(page)
    }
  })
})
