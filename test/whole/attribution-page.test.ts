import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`rules of attribution beside each other, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('a convener chooses two rules; the page says how far they agree, and its address keeps the choice', async () => {
    const page = await site.enterAs('Amara Cole', '/practices')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('link', { name: 'Attribution' }).click()
    await page.getByRole('heading', { level: 1, name: 'Attribution' }).waitFor()
    await page.getByLabel('Second rule').selectOption({ label: 'Plurality of primary-care visits' })
    await page.getByRole('heading', { name: /^They agree on 9\d% of people$/ }).waitFor()
    expect(page.url()).toContain('b=plurality')
    const answer = (await page.evaluate(`fetch('/api/attribution/compare?b=plurality').then((one) => one.json())`)) as {
      agreement: { payer: string; people: number; same_practice: number }[]
    }
    const all = answer.agreement.find((one) => one.payer === 'all')
    const shown = await page.locator('.agreement').innerText()
    expect(shown).toContain(`${all?.people.toLocaleString('en-US')} people whom both see`)
    expect(shown).toContain(all?.same_practice.toLocaleString('en-US') ?? 'no count')
    await site.leave(page)
  })

  test('two rules that are one are asked for again', async () => {
    const page = await site.enterAs('Amara Cole', '/attribution?a=plurality&b=plurality')
    await page.getByText('Choose two different rules.').waitFor()
    await site.leave(page)
  })

  test('a practice sees its own people come and leave, and a payer its own members alone', async () => {
    const practice = await site.enterAs('Dana Whitfield', '/attribution?b=plurality')
    await practice.getByRole('heading', { name: 'By practice' }).waitFor()
    expect(await practice.getByRole('rowheader', { name: 'Elm Street Family Medicine' }).count()).toBe(1)
    expect(await practice.getByRole('heading', { name: 'By payer' }).count()).toBe(0)
    const payer = await site.enterAs('Priya Raman', '/attribution?b=plurality')
    await payer.getByRole('heading', { name: 'By payer' }).waitFor()
    const section = payer.locator('section', { has: payer.getByRole('heading', { name: 'By payer' }) })
    const names = await section.getByRole('rowheader').allInnerTexts()
    expect(new Set(names)).toEqual(new Set(['Summit Health']))
    await site.leave(practice, payer)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    const page = await site.enterAs('Amara Cole', '/attribution?b=plurality', width)
    await page.getByRole('heading', { name: 'All rules' }).waitFor()
    await page.getByRole('heading', { name: 'By practice' }).waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })
})
