import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

type Reconciliation = {
  agreement: { named_by: string; people: number }[]
  decisions: { decision: string; outcome: string; people: number }[]
  lists: { source: string }[]
  unnamed: { member_id: string }[]
  total: number
}

describe.skipIf(withoutBrowser)(`three lists beside each other, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  const read = async (page: { evaluate: (code: string) => Promise<unknown> }, practice: string) =>
    (await page.evaluate(
      `fetch('/api/practices/${practice}/reconciliation').then((one) => one.json())`,
    )) as Reconciliation

  test('the demonstration’s practice finds its own list beside the payers’, with what differs', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution/reconciliation')
    const found = await read(page, 'elm-street')
    expect(found.lists.some((one) => one.source === 'practice')).toBe(true)
    const of = (named_by: string) => found.agreement.find((one) => one.named_by === named_by)?.people ?? 0
    for (const named_by of ['plan+practice+claims', 'practice+claims', 'plan', 'claims'])
      expect(of(named_by), named_by).toBeGreaterThan(0)
    expect(found.unnamed.length).toBeGreaterThan(0)
    expect(found.agreement.reduce((sum, one) => sum + one.people, 0)).toBe(found.total)
    await page
      .getByRole('heading', { name: `${of('plan+practice+claims')} of ${found.total} people are on all three lists` })
      .waitFor()
    await page.getByRole('button', { name: 'Claims alone' }).click()
    await expect.poll(() => page.locator('.changes-people tbody tr').count()).toBe(of('claims'))
    expect(page.url()).toContain('named_by=claims')
    await site.leave(page)
  })

  test('it is filtered by the decision, which says why and points at its step', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution/reconciliation')
    const found = await read(page, 'elm-street')
    const elsewhere = found.decisions
      .filter((one) => one.outcome === 'elsewhere')
      .reduce((sum, one) => sum + one.people, 0)
    expect(elsewhere).toBeGreaterThan(0)
    await page.getByLabel('Decided for').selectOption('elsewhere')
    await expect.poll(() => page.locator('.changes-people tbody tr').count()).toBe(elsewhere)
    const decisions = await page.locator('td[data-label="Decision, and why"]').allInnerTexts()
    for (const one of decisions) expect(one).toMatch(/^Another practice\s+step \d/)
    await page
      .getByRole('link', { name: /^step 4/ })
      .first()
      .click()
    await page.locator('li#step-4:target').waitFor()
    const csv = page.getByRole('link', { name: 'CSV of the people shown' })
    const body = await (await page.request.get(`${site.address}${await csv.getAttribute('href')}`)).text()
    expect(body.trimEnd().split('\r\n')).toHaveLength(elsewhere + 1)
    await site.leave(page)
  })

  test('page by page nobody is twice', async () => {
    const page = await site.enterAs('Dana Whitfield', '/attribution/reconciliation')
    const { total } = await read(page, 'elm-street')
    const links = page.locator('.changes-people tbody th')
    const first = await links.allInnerTexts()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText(`51 to ${Math.min(100, total)} of ${total}`).waitFor()
    await expect.poll(() => links.first().innerText()).not.toBe(first[0])
    const second = await links.allInnerTexts()
    expect(second.filter((one) => first.includes(one))).toEqual([])
    await site.leave(page)
  })

  test('a practice that sent no list reads how to send one', async () => {
    const page = await site.enterAs('Luis Barrera', '/attribution/reconciliation')
    await page.getByRole('heading', { name: 'You have not sent your own list' }).waitFor()
    expect(await page.locator('.sample').innerText()).toContain('202512,chc-port')
    await site.leave(page)
  })

  test('a payer reads of its own members alone; a convener is not offered the page, and its address says why', async () => {
    const payer = await site.enterAs('Priya Raman', '/attribution/reconciliation?practice=elm-street')
    await payer.locator('.changes-people tbody tr').first().waitFor()
    const names = (await payer.locator('.changes-people tbody th').allInnerTexts()).flatMap((one) =>
      one.split('\n').slice(1),
    )
    expect(names.every((one) => one.startsWith('Summit Health '))).toBe(true)
    const convener = await site.enterAs('Amara Cole', '/attribution')
    expect(await convener.getByRole('link', { name: 'Reconciliation' }).count()).toBe(0)
    await convener.goto(`${site.address}/attribution/reconciliation?practice=elm-street`)
    await convener.getByRole('heading', { name: 'Your view ends here' }).waitFor()
    await site.leave(payer, convener)
  })

  test.each([
    ['Dana Whitfield', 1280],
    ['Dana Whitfield', 390],
    ['Luis Barrera', 390],
  ])('for %s at %i pixels nothing runs off, and axe finds nothing serious', async (who, width) => {
    const page = await site.enterAs(who, '/attribution/reconciliation', width)
    await page.getByRole('heading', { name: 'How it is decided' }).waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await site.leave(page)
  })
})
