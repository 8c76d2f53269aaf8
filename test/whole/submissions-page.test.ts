import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`the submissions page in a real browser (${browserFound})`, () => {
  const site = demonstrationSite((region) => {
    const bad = join(region.path, '..', 'unreadable.csv')
    writeFileSync(bad, 'person,foo\n1,2\n')
    const said = (...args: string[]) => {
      const done = region.wholepanel(...args)
      expect(done.stderr, args.join(' ')).not.toContain('input-argument')
    }
    const owed = ['--tables', 'medical_claim', '--first', '2026-09-30', '--due-days', '20']
    said('feeds', 'add', 'summit-health', 'monthly-claims', ...owed, '--about', 'Claims of each month')
    said('ingest', 'summit-health', bad)
  })
  const enterAs = (name: string, width?: number) => site.enterAs(name, '/submissions', width)

  test('a payer walks from what was refused to how to mend it, and takes the report away', async () => {
    const page = await enterAs('Priya Raman')
    expect(await page.locator('#owed-heading').innerText()).toMatch(/need/)
    await page
      .getByRole('link', { name: /What was wrong, and how to mend it/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /Summit Health, received/ }).waitFor()
    await page.getByRole('heading', { name: 'Grade F' }).waitFor()
    await page.getByRole('heading', { name: 'Refused the file' }).waitFor()
    const at = new URL(page.url()).pathname
    const taken = await page.evaluate(
      async (path) =>
        Promise.all(
          ['report.pdf', 'report.csv', 'records.csv'].map(async (file) => {
            const answer = await fetch(`/api${path}/${file}`)
            return [answer.status, answer.headers.get('content-type'), (await answer.text()).slice(0, 9)]
          }),
        ),
      at,
    )
    expect(taken).toEqual([
      [200, 'application/pdf', expect.stringMatching(/^%PDF-1/)],
      [200, expect.stringContaining('text/csv'), 'file_name'],
      [200, expect.stringContaining('text/csv'), 'file_name'],
    ])
    await site.leave(page)
  })

  test('a payer asks for a waiver, the convener grants it, and the payer sees that it is waived', async () => {
    const payer = await enterAs('Priya Raman')
    await payer.getByText('Ask for a waiver', { exact: true }).click()
    await payer.getByLabel('Feed').selectOption({ label: 'Claims of each month' })
    await payer.getByLabel('First day').fill('2026-01-01')
    await payer.getByLabel('Last day').fill('2027-12-31')
    await payer.getByLabel('Why it cannot be met').fill('a new claims system')
    await payer.getByRole('button', { name: 'Ask the convener' }).click()
    await payer.getByText('Asked. The convener sees it now.').waitFor()
    const convener = await enterAs('Amara Cole')
    const asked = convener.getByRole('listitem').filter({ hasText: 'new claims system' })
    await asked.getByLabel(/Why you grant or refuse it/).fill('agreed')
    await asked.getByRole('button', { name: /^Grant/ }).click()
    await convener.getByText('Waiver of Summit Health: granted.').waitFor()
    await payer.reload()
    await payer.locator('.state', { hasText: 'waived' }).first().waitFor()
    expect(await convener.locator('body').innerText()).not.toContain('unreadable.csv')
    await site.leave(payer, convener)
  })

  test('a practice reads whose data is in its numbers and how old it is', async () => {
    const page = await enterAs('Dana Whitfield')
    await page.getByRole('heading', { name: /Your numbers hold data of \d+ of \d+ senders/ }).waitFor()
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      'Sender',
      'State',
      'Newest service',
      'Received',
      'Next expected',
    ])
    await site.leave(page)
  })

  test('a payer reads what the last run found in its records, with member number, file and record; nobody else does', async () => {
    const page = await enterAs('Grace Lund')
    const card = page.locator('section.card', {
      has: page.getByRole('heading', { name: 'What the last run found in these records' }),
    })
    await card.getByRole('heading', { name: /^Gap in coverage: \d+ Noted/ }).waitFor()
    await card.locator('summary').last().click()
    const table = card.getByRole('table', { name: 'Gap in coverage, Bridge Health Plan, Medicaid managed care' })
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Member number', 'Days', 'File', 'Record'])
    expect(await table.getByRole('rowheader').first().innerText()).toMatch(/^B\d+$/)
    const csv = await card.getByRole('link', { name: /CSV/ }).getAttribute('href')
    const taken = (await page.evaluate(async (path) => (await fetch(path)).text(), csv ?? '')) as string
    const payers = new Set(
      taken
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((one) => one.split(',')[0]),
    )
    expect([...payers]).toEqual(['bridge-health-plan'])
    expect(taken).not.toContain('told-elsewhere')
    await site.leave(page)
    for (const name of ['Amara Cole', 'Dana Whitfield']) {
      const other = await enterAs(name)
      expect(await other.getByText('What the last run found').count()).toBe(0)
      expect(await other.evaluate(`fetch('/api/findings').then((one) => one.status)`)).toBe(403)
      await site.leave(other)
    }
  })

  test('payer and convener read by what right data is here and what was left out of the panel', async () => {
    for (const [name, says] of [
      ['Priya Raman', /Substance use treatment[\s\S]*Summit Health\s+\d+ members/],
      ['Amara Cole', /Of every payer and for every reason: none or too few members to show/],
    ] as const) {
      const page = await enterAs(name)
      const card = (heading: string) =>
        page.locator('section.card', { has: page.getByRole('heading', { name: heading }) })
      expect(await card('Data agreements').innerText()).toMatch(/Summit Health[\s\S]*In force[\s\S]*From Nov 15, 2022/)
      const leftOut = card('Left out before the panel was built')
      expect(await leftOut.innerText()).toMatch(says)
      const csv = await leftOut.getByRole('link', { name: /CSV/ }).getAttribute('href')
      expect(csv).toBe('/api/left-out?format=csv')
      const taken = await page.evaluate(async (path) => (await fetch(path)).text(), csv ?? '')
      expect(taken.split('\n')[0]).toContain('payer,payer_name,reason,members,rows,exact')
      await site.leave(page)
    }
  })

  test.each([1280, 390])('no viewer meets a barrier or an overflow at %i pixels', async (width) => {
    const found: string[] = []
    for (const name of ['Priya Raman', 'Amara Cole', 'Dana Whitfield']) {
      const page = await enterAs(name, width)
      const look = async () => {
        found.push(...(await barriers(page)))
        if ((await overflow(page)) > 0) found.push(`${page.url()} is too wide for ${name}`)
      }
      await look()
      const report = page.locator('a[href^="/submissions/"]').first()
      if ((await report.count()) > 0) {
        await page.goto(site.address + (await report.getAttribute('href')))
        await page.waitForLoadState('networkidle')
        await look()
      }
      await site.leave(page)
    }
    expect(found).toEqual([])
  })
})
