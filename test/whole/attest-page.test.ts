import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { openRun } from '../../src/run/open-run.ts'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

type Someone = { first_name: string; last_name: string; birth_date: string; member_id: string; person_id: string }

describe.skipIf(withoutBrowser)(`which practice is yours, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  /** Somebody with coverage to the end of the year and one number, who is on another practice's panel. */
  async function someone(): Promise<Someone> {
    const [run = ''] = readdirSync(join(site.region.path, 'runs')).filter((name) => name.startsWith('2025-'))
    const engine = await Engine.open()
    await openRun(engine, Region.open(site.region.path), run)
    const found = await engine.one<Someone>(sql`
      select m.person_id, m.first_name, m.last_name, m.birth_date, m.member_id
      from person_member m
      join attribution a on a.person_id = m.person_id and a.period = '2025'
      where a.practice_id <> 'elm-street' and a.reason = 'plurality' and m.payer = 'summit-health' and m.rule = 'alone'
        and exists (select 1 from member_month c where c.person_id = m.person_id and c.year_month = '202512')
      order by m.person_id limit 1`)
    engine.close()
    if (!found) throw new Error('nobody like that in the region')
    return found
  }

  async function fill(page: Page, who: Someone): Promise<void> {
    const [year = '', month = '', day = ''] = who.birth_date.split('-')
    await page.getByLabel('First name').fill(who.first_name)
    await page.getByLabel('Last name').fill(who.last_name)
    await page.getByLabel('Month').fill(String(Number(month)))
    await page.getByLabel('Day').fill(String(Number(day)))
    await page.getByLabel('Year').fill(year)
    await page.getByLabel('Member number on your card').fill(who.member_id)
  }

  const openForm = async (width: number, path = '/attest/elm-street?language=en'): Promise<Page> => {
    const page = await site.visit(width)
    await page.goto(site.address + path)
    await page.getByRole('button', { name: /^(Send|Enviar)$/ }).waitFor()
    return page
  }

  test('a patient names the practice on a phone, staff see it matched, and the receipt takes it back', async () => {
    const who = await someone()
    const page = await openForm(390)
    expect(await page.getByLabel('Practice', { exact: true }).inputValue()).toBe('elm-street')
    await fill(page, who)
    await page.getByLabel('I agree').check()
    await page.getByRole('button', { name: 'Send' }).dblclick()
    await page.getByRole('heading', { name: 'Received' }).waitFor()
    const receipt = await page.locator('.receipt-code').innerText()
    expect(receipt).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
    expect(await barriers(page)).toEqual([])
    expect(await overflow(page)).toBe(0)

    const said = site.region.wholepanel('attestations', 'take-in')
    expect(said.stderr + said.stdout).toMatch(/1 matched, 0 ambiguous, 0 not matched/)
    const dana = await site.enterAs('Dana Whitfield', '/practices/elm-street/attestations')
    const entry = dana.getByRole('article', { name: `${who.first_name} ${who.last_name}` })
    await entry.getByText('Matched', { exact: true }).waitFor()
    expect(await dana.locator('.statement-of').count()).toBe(1)
    expect(site.region.wholepanel('submissions').stdout).toMatch(/patient-statements/)

    await page.getByRole('link', { name: 'Take a statement back' }).click()
    await page.getByLabel('Code').fill(receipt.slice(0, -1))
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('This code has a slip in it').waitFor()
    await page.getByLabel('Code').fill(receipt.toLowerCase())
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('it is taken back from today on').waitFor()
    await dana.goto(`${site.address}/practices/elm-street/attestations`)
    await entry.getByText('Taken back', { exact: true }).waitFor()
    await site.leave(page, dana)
  })

  test('a form on paper of the period changes the panel with the next run, and the notice says so', async () => {
    const { first_name, last_name, birth_date, member_id, person_id } = await someone()
    const forms = join(site.region.path, '..', 'forms.csv')
    const columns = 'form_number,practice_id,first_name,last_name,birth_date,member_number,stated_by,attested_on'
    const row = `7,elm-street,${first_name},${last_name},${birth_date},${member_id},self,2025-06-01`
    writeFileSync(forms, `${columns}\n${row}\n`)
    expect(site.region.wholepanel('attestations', 'paper', forms).stderr).toContain('1 forms: 1 new')
    const run = site.region.wholepanel('run', '--period', '2025')
    expect(run.stderr).toMatch(/statements of patients: [12] matched/)
    const dana = await site.enterAs('Dana Whitfield', `/practices/elm-street/notices?person_id=${person_id}`)
    await dana.locator('.notice').getByText('on June 1, 2025 you, or someone who speaks for you, told us').waitFor()
    expect(await dana.locator('.notice').innerText()).toContain('/attest/elm-street')
    await site.leave(dana)
  })

  test('what is missing is said at the top, in the language of the page, and what was typed stays', async () => {
    const page = await openForm(390, '/attest/my-practice?language=es')
    await page.getByLabel('Soy padre o madre del paciente').check()
    await page.getByLabel('Nombre', { exact: true }).fill('José <b>')
    await page.getByRole('button', { name: 'Enviar' }).click()
    const problems = page.getByRole('alert')
    await problems.getByText('Necesitamos el número de miembro o el código postal.').waitFor()
    await problems.getByText('Elija su consultorio.').waitFor()
    await problems.getByText('Nombre: solo letras, por favor.').waitFor()
    expect(await page.evaluate('document.activeElement?.getAttribute("role")')).toBe('alert')
    expect(await page.getByLabel('Nombre', { exact: true }).inputValue()).toBe('José <b>')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Tell us which practice is yours' }).waitFor()
    await site.leave(page)
  })

  test('a statement that matches nobody is mended by staff, and shown as it was typed, not run', async () => {
    const page = await openForm(1280)
    await fill(page, { ...(await someone()), member_id: 'NOT-A-NUMBER', first_name: "O'Neil (test)" })
    await page.getByLabel('I agree').check()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Received' }).waitFor()
    site.region.wholepanel('attestations', 'take-in')
    const dana = await site.enterAs('Dana Whitfield', '/practices/elm-street/attestations?standing=not-matched')
    const entry = dana.getByRole('article', { name: /O'Neil/ })
    await entry.locator('summary', { hasText: 'Mend what was typed' }).click()
    await entry.getByLabel('Member number').fill('OTHER 1')
    await entry.getByRole('button', { name: 'Keep it and check anew' }).click()
    await dana.goto(`${site.address}/practices/elm-street/attestations?standing=waiting`)
    await dana
      .getByRole('article', { name: /O'Neil/ })
      .getByText('Mended by dana-whitfield')
      .waitFor()
    await site.leave(page, dana)
  })

  test('a practice makes a link and hangs up its poster; withdrawn, the link takes no more', async () => {
    const dana = await site.enterAs('Dana Whitfield', '/attestation-links')
    await dana.locator('summary', { hasText: 'Make a link' }).click()
    await dana.getByLabel('Where it hangs').fill('Front desk')
    await dana.getByRole('button', { name: 'Make it' }).click()
    const made = dana.getByRole('article', { name: 'Front desk' })
    const link = (await made.locator('a').first().getAttribute('href')) ?? ''
    await made.getByRole('link', { name: /Poster/ }).click()
    await dana.getByRole('img', { name: `Picture of the link ${link}` }).waitFor()
    const file = await dana.getByRole('link', { name: /as SVG/ }).getAttribute('href')
    expect(decodeURIComponent(file ?? '')).toMatch(/^data:image\/svg\+xml,<svg xmlns=.*<path d="M/)
    expect(await barriers(dana)).toEqual([])
    await dana.goto(`${site.address}/attestation-links`)
    await made.getByRole('button', { name: /Withdraw/ }).click()
    await made.getByText('Withdrawn', { exact: true }).waitFor()
    const page = await site.visit(390)
    await page.goto(new URL(link).pathname.replace(/^/, site.address))
    await page.getByText('This link takes no statements any more').waitFor()
    await site.leave(dana, page)
  })

  test.each([1280, 390])('no barrier and nothing off the page at %i pixels', async (width) => {
    const open = await openForm(width)
    expect(await barriers(open)).toEqual([])
    expect(await overflow(open)).toBe(0)
    for (const [name, path, heading] of [
      ['Dana Whitfield', '/practices/elm-street/attestations', 'Statements of patients'],
      ['Dana Whitfield', '/practices/elm-street/notices', 'Notices to patients'],
      ['Dana Whitfield', '/attestation-links', 'Links for patients'],
      ['Dana Whitfield', '/attestation-links/poster/elm-street', 'Poster'],
      ['Priya Raman', '/practices/elm-street/notices', 'Notices to patients'],
    ] as const) {
      const page = await site.enterAs(name, path, width)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(await barriers(page), path).toEqual([])
      expect(await overflow(page), path).toBe(0)
      await site.leave(page)
    }
    await site.leave(open)
  })
})
