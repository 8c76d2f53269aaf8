import { describe, expect, test } from 'vitest'
import { paragraph, run, wordFile } from '../convening/documents/files.ts'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const MEETINGS = '/convening/meetings'
/** What no other text of the demonstration says. */
const RATE = 'Summit Health pays 7.77 per member per month'
const ALARM = 'Keystone pays 121 percent of Medicare in the example of the handbook'
const WORD_FILE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe.skipIf(withoutBrowser)(`meetings, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const enterMeeting = async (name: string, width?: number) => {
    const page = await site.enterAs(name, MEETINGS, width)
    await page.getByRole('link', { name: 'How payment works' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'How payment works' }).waitFor()
    return page
  }

  test('a member reads first when, where, the agenda and what to read, and finds the way back', async () => {
    const page = await enterMeeting('Tom Ellery')
    await page.getByText('Tidewell Library, Room 2').waitFor()
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts()
    expect(headings.slice(0, 4)).toEqual(['On the agenda', 'To read', 'What was noted', 'Write'])
    expect(await page.locator('.meeting-text').allInnerTexts()).not.toContain('Summit Health pays')
    await page.getByRole('navigation', { name: 'Convening' }).getByRole('link', { name: 'Meetings' }).click()
    await page.getByRole('heading', { level: 2, name: 'To come' }).waitFor()
    expect(await page.getByRole('heading', { name: /Held texts/ }).count()).toBe(0)
    await site.leave(page)
  })

  test('a payer’s rate is held: its author sees where and why and mends it, and nobody reads it meanwhile', async () => {
    const page = await enterMeeting('Priya Raman')
    const form = page.getByRole('region', { name: 'Write' })
    await form.getByLabel('Title').fill('How lists come')
    await form.getByLabel('Text', { exact: true }).fill(`Lists come each month. ${RATE}.`)
    await form.locator('mark', { hasText: '7.77' }).waitFor()
    await form.getByRole('button', { name: 'Save' }).click()
    await form
      .getByRole('status')
      .getByText(/It is held/)
      .waitFor()
    const entry = page.getByRole('article').filter({ hasText: 'How lists come' })
    await entry.locator('mark', { hasText: '7.77' }).waitFor()
    await entry.getByText(/leave the amount out/).waitFor()

    const other = await enterMeeting('Tom Ellery')
    expect(await other.content()).not.toMatch(/7\.77|How lists come/)
    await site.leave(other)

    await entry.getByLabel('Write it anew').fill('Lists come each month, says Summit Health.')
    await entry.getByRole('button', { name: 'Save' }).click()
    await entry.getByText('Held', { exact: true }).waitFor({ state: 'detached' })
    const reader = await enterMeeting('Tom Ellery')
    await reader.getByText('Lists come each month, says a payer.').waitFor()
    await site.leave(page, reader)
  })

  test('the steward releases a false alarm with a reason, and others read it', async () => {
    const page = await enterMeeting('Priya Raman')
    const form = page.getByRole('region', { name: 'Write' })
    await form.getByLabel('Title').fill('From the handbook')
    await form.getByLabel('Text', { exact: true }).fill(ALARM)
    await form.getByRole('button', { name: 'Save' }).click()
    await form
      .getByRole('status')
      .getByText(/It is held/)
      .waitFor()
    const amara = await site.enterAs('Amara Cole', MEETINGS)
    const waits = amara.getByRole('article').filter({ hasText: 'From the handbook' })
    await waits.locator('mark', { hasText: '121 percent' }).waitFor()
    await waits.getByLabel('Why others may read it after all').fill('An example of a published handbook')
    await waits.getByRole('button', { name: /^Release/ }).click()
    await amara.getByRole('row', { name: /Released.*An example of a published handbook/ }).waitFor()
    const tom = await enterMeeting('Tom Ellery')
    await tom.getByText('A payer pays 121 percent of Medicare in the example of the handbook').waitFor()
    await site.leave(page, amara, tom)
  })

  test('a document that tells who said what is read without names, and one that hides words is not taken', async () => {
    const page = await enterMeeting('Priya Raman')
    const form = page.getByRole('region', { name: 'Hand out a document' })
    const hand = async (title: string, name: string, body: string) => {
      await form.getByLabel('Title of the document').fill(title)
      const buffer = await wordFile(body)
      await form.locator('input[type=file]').setInputFiles({ name, mimeType: WORD_FILE, buffer })
      await form.getByRole('button', { name: 'Hand out' }).click()
    }
    await hand('What was raised', 'raised.docx', paragraph(run('Priya objects to one layout.')))
    await form
      .getByRole('status')
      .getByText(/Others read its words without names/)
      .waitFor()
    const entry = page.getByRole('article').filter({ hasText: 'What was raised' })
    await entry.getByText(/Its words name somebody beside what is said/).waitFor()
    const tom = await enterMeeting('Tom Ellery')
    const shown = tom.getByRole('article').filter({ hasText: 'What was raised' })
    await shown.locator('summary', { hasText: 'Read its words' }).click()
    await shown.getByText('A participant objects to one layout.').waitFor()
    expect(await shown.getByRole('link').count()).toBe(0)

    await hand('Hidden', 'hidden.docx', paragraph(run('Agenda')) + paragraph(run(RATE, '<w:vanish/>')))
    const alert = form.getByRole('alert').first()
    await alert.getByText(/words set as hidden/).waitFor()
    expect(await alert.innerText()).not.toContain('7.77')
    await site.leave(page, tom)
  })

  test('a convener plans a meeting and closes the minutes of another, and who writes later is marked', async () => {
    const page = await site.enterAs('Amara Cole', MEETINGS)
    await page.locator('summary', { hasText: 'Plan a meeting of Payment and measures' }).click()
    const form = page.locator('details[open] form')
    await form.getByLabel('What it is about').fill('Measures of next year')
    await form.getByLabel('Begins (your time)').fill('2031-02-03T10:00')
    await form.getByLabel(/^Where/).fill('Tidewell Library')
    await form.getByRole('button', { name: 'Plan it' }).click()
    await page.getByRole('row', { name: /Measures of next year.*Planned/ }).waitFor()
    await page.getByRole('link', { name: 'How payment works' }).first().click()
    await page.getByRole('button', { name: 'Close the minutes' }).click()
    await page.getByText(/what was posted until then is the record/).waitFor()
    const write = page.getByRole('region', { name: 'Write' })
    await write.getByLabel('Title').fill('Afterwards')
    await write.getByLabel('Text', { exact: true }).fill('Staff sends the comparison.')
    await write.getByRole('button', { name: 'Save' }).click()
    const entry = page.getByRole('article').filter({ hasText: 'Afterwards' })
    await entry.getByText('Added after the minutes were closed').waitFor()
    await site.leave(page)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    for (const name of ['Amara Cole', 'Priya Raman', 'Dana Whitfield']) {
      const page = await site.enterAs(name, MEETINGS, width)
      await page.getByRole('heading', { level: 2, name: 'To come' }).waitFor()
      expect(await overflow(page), name).toBe(0)
      expect(await barriers(page), name).toEqual([])
      await page.getByRole('link', { name: 'How payment works' }).first().click()
      await page.getByRole('heading', { level: 2, name: 'What was noted' }).waitFor()
      expect(await overflow(page), name).toBe(0)
      expect(await barriers(page), name).toEqual([])
      await site.leave(page)
    }
  })
})
