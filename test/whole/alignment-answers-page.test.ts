import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`what payers answer and ask in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const ANSWERS = '/alignment/answers'
  const PAYERS = '/practices/elm-street/payers'

  test('a payer confirms what its contracts say by the keyboard; what is refused loses nothing', async () => {
    const page = await site.enterAs('Priya', ANSWERS)
    await page.getByText(/of \d+ questions answered/).waitFor()
    const { area, label } = (await page.evaluate(`fetch('/api/session').then((one) => one.json())
      .then(({ viewer }) => fetch('/api/alignment/payers/' + viewer.organization_id)).then((one) => one.json())
      .then(({ areas, questions }) => {
        const { area, label } = questions.find((one) => one.contracts_value !== null && one.says.length === 0)
        return { area: areas.find((one) => one.area === area).label, label }
      })`)) as { area: string; label: string }
    const form = page.locator('.answer-area').filter({ has: page.getByRole('heading', { name: area }) })
    await form.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    await form
      .getByRole('button', { name: /^Confirm what our contracts say/ })
      .filter({ hasText: label })
      .focus()
    await page.keyboard.press('Enter')
    const save = form.getByRole('button', { name: /^Save 1 answer/ })
    await form.getByLabel('From which day it is so').fill('')
    expect(await save.isDisabled()).toBe(true)
    await form.getByLabel('From which day it is so').fill('2025-01-01')
    const source = form.getByLabel('Which text says so (optional)')
    await source.fill('x'.repeat(501))
    await save.press('Enter')
    await form.getByText('Nothing was saved').waitFor()
    expect((await source.inputValue()).length).toBe(501)
    await source.fill('Our contracts in force')
    await save.press('Enter')
    await form.getByText('Saved.').waitFor()
    await form
      .getByRole('button', { name: /^We no longer state this/ })
      .filter({ hasText: label })
      .waitFor()
    await site.leave(page)
  })

  test('what is no answer is said at its question, and stays as it was typed', async () => {
    const page = await site.enterAs('Priya', ANSWERS)
    await page.locator('.answer-area').first().waitFor()
    for (const summary of await page.locator('.answer-area > summary').all()) await summary.click()
    const typed = page.getByLabel('In months').first()
    await typed.fill('a while')
    const form = page.locator('.answer-area').filter({ has: typed })
    await form.getByRole('button', { name: /^Save 1 answer/ }).click()
    const question = page.locator('.answer-question').filter({ has: page.locator('.answer-fault') })
    await question.waitFor()
    expect(await question.locator('.answer-fault').innerText()).toMatch(/^A while; want a number in months/)
    expect(await question.getByLabel('In months').inputValue()).toBe('a while')
    await site.leave(page)
  })

  test('who convenes chooses a payer and only reads', async () => {
    const page = await site.enterAs('Amara', ANSWERS)
    await page.getByLabel('Payer', { exact: true }).selectOption({ index: 1 })
    await page.getByText('The payer answers these itself').waitFor()
    expect(page.url()).toContain('payer=')
    expect(await page.getByRole('button', { name: /^Save|^Confirm what/ }).count()).toBe(0)
    await site.leave(page)
  })

  test('a practice reads its payers side by side, and only where they differ by the address', async () => {
    const page = await site.enterAs('Dana', PAYERS)
    await page
      .getByText(/places? to sign in/)
      .first()
      .waitFor()
    const rows = () => page.locator('.payers-area tbody tr').count()
    const all = await rows()
    await page.getByLabel('Questions', { exact: true }).selectOption({ label: 'Only where they differ' })
    await page.waitForURL(/only=differ/)
    expect(await rows()).toBeLessThan(all)
    expect(await page.locator('.payers-area .degree-exact').count()).toBe(0)
    await page.reload()
    await page.locator('.payers-area').first().waitFor()
    expect(await page.locator('.payers-area .degree-exact').count()).toBe(0)
    await site.leave(page)
  })

  test.each([1280, 390])(
    'nothing stands in the way at %i px, and nothing runs off the page',
    async (width) => {
      for (const [who, path] of [
        ['Priya', ANSWERS],
        ['Dana', PAYERS],
      ] as const) {
        const page = await site.enterAs(who, path, width)
        await page.locator('.headline-words').waitFor()
        for (const summary of await page.locator('.answer-area > summary').all()) await summary.click()
        expect(await barriers(page), who).toEqual([])
        expect(await overflow(page), who).toBe(0)
        await site.leave(page)
      }
    },
    60_000,
  )
})
