import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const ELM = '/practices/elm-street/coaching'

describe.skipIf(withoutBrowser)(`coaching, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('a coach sees her practices with what is late and when she meets them, and who asks', async () => {
    const page = await site.enterAs('Rosa Delgado')
    await page.getByRole('heading', { level: 1, name: 'Coaching' }).waitFor()
    const row = page.getByRole('row', { name: /^Elm Street Family Medicine/ })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/1 late[\s\S]*\w{3} \d+, \d{4}/)
    const asked = page.getByRole('article').filter({ hasText: 'cancer screening' })
    await asked.getByRole('button', { name: 'Take it up' }).click()
    await asked.getByText('nothing of its numbers').waitFor()
    await row.getByRole('link').click()
    await page.getByRole('heading', { level: 2, name: 'Plan' }).waitFor()
    await page.getByText('Compare with Okafor').waitFor()
    await site.leave(page)
  })

  test('a practice adds a task, the coach finishes it, and the practice reads shared notes and no other', async () => {
    const page = await site.enterAs('Dana Whitfield', ELM)
    await page.getByText('Start from what they know').waitFor()
    expect(await page.getByText('Compare with Okafor').count()).toBe(0)
    await page.getByText('Add a task', { exact: true }).click()
    await page.getByLabel('What is to be done').fill('Count calls for two weeks')
    await page
      .getByLabel('For which measure or question')
      .selectOption({ label: 'Follow-up within 7 days of a hospital stay' })
    await page.getByLabel('Who does it').fill('The front desk')
    await page.getByLabel('By when').last().fill('2031-01-31')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('row', { name: /^Count calls for two weeks/ }).waitFor()
    const coach = await site.enterAs('Rosa Delgado', ELM)
    const row = coach.getByRole('row', { name: /^Count calls for two weeks/ })
    await row.getByText('Change').click()
    await row.getByRole('button', { name: 'It is done' }).click()
    await row.getByText('Done', { exact: true }).waitFor()
    await site.leave(page, coach)
  })

  test('a lesson says why it is offered to this practice, and where it was learned', async () => {
    const page = await site.enterAs('Dana Whitfield', ELM)
    await page.getByText(/^\d+ more$/).click()
    const lesson = page.getByRole('article').filter({ hasText: 'One coach who knows every payer' })
    await lesson.getByText('this practice’s payers say different things').waitFor()
    expect(await lesson.innerText()).toContain('California Quality Collaborative')
    await site.leave(page)
  })

  test('who convenes sees numbers and the name of no practice', async () => {
    const page = await site.enterAs('Amara Cole', '/coaching')
    await page.getByRole('row', { name: /^Practices that asked for help 2/ }).waitFor()
    expect(await page.getByRole('main').innerText()).not.toMatch(/Elm Street|Port/)
    await page.goto(`${site.address}${ELM}`)
    await page.getByRole('heading', { name: 'Your view ends here' }).waitFor()
    await site.leave(page)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    for (const [name, path] of [
      ['Rosa Delgado', '/coaching'],
      ['Rosa Delgado', ELM],
      ['Dana Whitfield', ELM],
      ['Amara Cole', '/coaching'],
    ] as const) {
      const page = await site.enterAs(name, path, width)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      for (const summary of await page.locator('details.change-form > summary').all()) await summary.click()
      expect(await overflow(page), `${name} ${path}`).toBe(0)
      expect(await barriers(page), `${name} ${path}`).toEqual([])
      await site.leave(page)
    }
  })
})
