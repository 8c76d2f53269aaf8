import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

type Roster = {
  counts: Record<'new' | 'changed' | 'unchanged' | 'dropped', number>
  rows: { name: string; state: string }[]
}

describe.skipIf(withoutBrowser)(`changes of a panel, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const read = (page: { evaluate: (code: string) => Promise<unknown> }, path: string) =>
    page.evaluate(`fetch('${path}').then((one) => one.json())`)

  test('a practice manager reads who came and left, filters by it, and the address keeps the choice', async () => {
    const page = await site.enterAs('Dana Whitfield', '/practices/elm-street/panel')
    await page.getByRole('link', { name: 'Who came and left, list by list' }).click()
    await page.getByRole('heading', { level: 1, name: 'Panel changes' }).waitFor()
    const { counts, rows } = (await read(page, '/api/practices/elm-street/roster?limit=500')) as Roster
    await page.getByRole('heading', { name: `${counts.new} came, ${counts.dropped} left` }).waitFor()
    expect(rows[0]?.state).toBe('new')
    await page.getByRole('button', { name: 'left' }).click()
    await expect.poll(() => page.locator('.changes-people tbody tr').count()).toBe(counts.dropped)
    expect(page.url()).toContain('state=dropped')
    const gone = rows.filter((row) => row.state === 'dropped').map((row) => row.name)
    expect(await page.locator('.changes-people tbody th a').allInnerTexts()).toEqual(gone)
    expect(await page.locator('.changes-people').innerText()).toContain('Is with another practice now')
    await site.leave(page)
  })

  test('each row points at the step that decided, and the rule is there with its source and its line', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution/changes?state=unchanged')
    await page
      .getByRole('link', { name: /^step 2/ })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    const step = page.locator('li#step-2:target')
    await step.waitFor()
    expect(await step.innerText()).toMatch(/models\/attribution\/attested-then-plurality\.yaml, line \d+/)
    expect(page.url()).toContain('state=unchanged')
    await site.leave(page)
  })

  test('the list is taken away as CSV, JSON and FHIR Group, all of it', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution/changes')
    const { counts } = (await read(page, '/api/practices/elm-street/roster')) as Roster
    const all = counts.new + counts.changed + counts.unchanged + counts.dropped
    const take = async (name: string) => {
      const link = page.getByRole('link', { name: `${name} of the people` })
      return (await page.request.get(`${site.address}${await link.getAttribute('href')}`)).text()
    }
    expect((await take('CSV')).trimEnd().split('\r\n')).toHaveLength(all + 1)
    expect(JSON.parse(await take('JSON')).rows).toHaveLength(all)
    expect(JSON.parse(await take('FHIR Group')).member).toHaveLength(all)
    await site.leave(page)
  })

  test('printing shows everybody first, and none of what belongs to a screen', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution/changes')
    const { counts } = (await read(page, '/api/practices/elm-street/roster')) as Roster
    await page.evaluate('window.printed = 0; window.print = () => { window.printed += 1 }')
    await page.getByRole('button', { name: 'Print' }).click()
    await expect.poll(() => page.evaluate('window.printed')).toBe(1)
    const all = counts.new + counts.changed + counts.unchanged + counts.dropped
    expect(await page.locator('.changes-people tbody tr').count()).toBe(all)
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.attribution-links', '.filters', '.downloads', '.main-nav'])
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
    expect(await page.getByRole('heading', { name: /came, \d+ left$/ }).isVisible()).toBe(true)
    await site.leave(page)
  })

  test('a convener reads rounded counts by practice, and no person', async () => {
    const page = await site.enterAs('Amara Cole', '/attribution/changes')
    await page.getByRole('heading', { name: 'By practice' }).waitFor()
    const row = page.getByRole('row', { name: /^Elm Street Family Medicine/ })
    const cells = await row.getByRole('cell').allInnerTexts()
    expect(cells[0]).toMatch(/^\d+0$/)
    expect(cells.slice(1, 5).every((one) => one === 'few' || /0$/.test(one))).toBe(true)
    const roster = await page.request.get(`${site.address}/api/practices/elm-street/roster`)
    expect(roster.status()).toBe(403)
    expect(await page.locator('a[href*="/panel/"]').count()).toBe(0)
    await site.leave(page)
  })

  test('a payer reads its own members alone, and not why', async () => {
    const page = await site.enterAs('Priya Raman', '/attribution/changes?practice=elm-street')
    await page.locator('.changes-people tbody tr').first().waitFor()
    const numbers = await page.locator('td[data-label="Member numbers"]').allInnerTexts()
    expect(numbers.length).toBeGreaterThan(0)
    expect(numbers.flatMap((one) => one.split('\n')).every((one) => one.startsWith('Summit Health '))).toBe(true)
    expect(await page.locator('td[data-label="Why here"]').first().innerText()).toContain('withheld')
    expect(await page.getByRole('heading', { name: 'How steady the panel is' }).count()).toBe(0)
    await site.leave(page)
  })

  test.each([
    ['Dana Whitfield', 1280],
    ['Dana Whitfield', 390],
    ['Amara Cole', 1280],
    ['Amara Cole', 390],
  ])('for %s at %i pixels nothing runs off, and axe finds nothing serious', async (who, width) => {
    const page = await site.enterAs(who, '/attribution/changes', width)
    await page.getByRole('heading', { name: /^How “/ }).waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })
})

describe.skipIf(withoutBrowser)(`the header, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test.each(['Amara Cole', 'Dana Whitfield', 'Priya Raman'])(
    'for %s it keeps to one line at 1280 pixels',
    async (who) => {
      const page = await site.enterAs(who, '/attribution')
      const box = await page.locator('.top-row').boundingBox()
      expect(box?.height).toBeLessThanOrEqual(64)
      await site.leave(page)
    },
  )

  test('the menu opens, is walked through and closed by the keyboard', async () => {
    const page = await site.enterAs('Amara Cole', '/attribution')
    const more = page.getByRole('button', { name: 'More' })
    await more.focus()
    await page.keyboard.press('Enter')
    expect(await more.getAttribute('aria-expanded')).toBe('true')
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await more.getAttribute('aria-expanded')).toBe('false')
    expect(await page.evaluate('document.activeElement.textContent')).toContain('More')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Log', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor()
    expect(await more.getAttribute('aria-expanded')).toBe('false')
    await site.leave(page)
  })

  test('a walk out of the menu closes it', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('link', { name: 'Policies' }).waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    await page.getByRole('link', { name: 'Policies' }).waitFor({ state: 'hidden' })
    await site.leave(page)
  })
})
