import { describe, expect, test } from 'vitest'
import { barriers, browserFound, demonstrationSite, overflow, withoutBrowser } from './browser.ts'

const INITIATIVE = '/convening/initiative/tidewell-health-collaborative'
const PUBLISHED = '/recommendations/one-way-to-attribute-the-patient-s-own-word-first'
const UNTIL_CLOSED = 'What payers say they adopt is for those who take part, until the year is closed'
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe.skipIf(withoutBrowser)(`an initiative, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()

  test('the front page says first what waits for a convener, a payer and a practice', async () => {
    const waits = async (name: string) => {
      const page = await site.enterAs(name, '/convening')
      const list = page.getByRole('region', { name: 'What waits for you' })
      await list.waitFor()
      const said = await list.innerText()
      await page.getByRole('row', { name: /Payers answer three of four questions alike.*30%/ }).waitFor()
      await site.leave(page)
      return said
    }
    const amara = await waits('Amara Cole')
    expect(amara).toContain('Look at 1 comment')
    expect(amara).toContain('See to a step that is stuck: Draft a form for patients’ statements')
    expect(amara).not.toContain('Cast your vote')
    const priya = await waits('Priya Raman')
    expect(priya).toContain('Cast your vote')
    expect(priya).toMatch(/Say what you mean to adopt in \d{4}/)
    expect(priya).not.toContain('Look at')
    const dana = await waits('Dana Whitfield')
    expect(dana).toContain('Cast your vote')
    expect(dana).not.toContain('Say what you mean')
    expect(dana).toContain('Go on with your draft, or propose it')
    expect(await waits('Mei Castillo')).toContain('Accept it or send it back')
  })

  test('a payer says what it means to adopt: in part only with a reason, and a practice reads it', async () => {
    const page = await site.enterAs('Priya Raman', '/convening/adoption')
    const degree = page.getByLabel('Months looked back: 24 months')
    await degree.selectOption('In part')
    // What is not adopted in full asks why: nothing is said without.
    await page.getByRole('button', { name: 'Say it' }).click()
    const why = page.getByLabel('Months looked back: why not in full')
    expect(
      await why.evaluate(
        (field) => (field as unknown as { validity: { valueMissing: boolean } }).validity.valueMissing,
      ),
    ).toBe(true)
    await why.fill('Our contracts run until June.')
    await page.getByRole('button', { name: 'Say it' }).click()
    await page.getByRole('cell', { name: /In part Our contracts run until June/ }).waitFor()
    const dana = await site.enterAs('Dana Whitfield', '/convening/adoption')
    await dana.getByRole('cell', { name: /In part Our contracts run until June/ }).waitFor()
    expect(await dana.locator('summary', { hasText: 'mean to adopt' }).count(), 'a practice adopts nothing').toBe(0)
    await site.leave(page, dana)
  })

  test('a convener adds a step that serves a goal, gives up another with a reason, and marks one done', async () => {
    const page = await site.enterAs('Amara Cole', '/convening/plan')
    await page.locator('summary', { hasText: 'Add a step' }).click()
    await page.getByLabel('What is done').fill('Write to every hospital')
    const form = page.getByRole('region', { name: 'One more step' })
    await form.getByLabel('Who sees to it', { exact: true }).selectOption('Bridge Health Plan')
    await form.getByLabel('By', { exact: true }).fill(day(5))
    await form.getByLabel('What it serves', { exact: true }).selectOption('Seven of ten patients are seen after a stay')
    await form.getByRole('button', { name: 'Add it' }).click()
    const coming = page.getByRole('region', { name: 'To come' })
    await coming.getByRole('row', { name: /Write to every hospital.*Seven of ten.*Bridge Health Plan/ }).waitFor()
    await coming.getByRole('button', { name: /^It is done.*Write to every hospital/ }).click()
    const over = page.getByRole('region', { name: 'Done or given up' })
    await over.getByRole('row', { name: /Write to every hospital.*Done/ }).waitFor()

    const stuck = page.getByRole('region', { name: 'Stuck' })
    await stuck.locator('summary', { hasText: 'Give it up' }).click()
    await stuck.getByLabel('Why it is given up').fill('A paper form is enough')
    await stuck.getByRole('button', { name: 'Give it up' }).click()
    await over.getByRole('row', { name: /Draft a form.*Given up.*A paper form is enough/ }).waitFor()

    const priya = await site.enterAs('Priya Raman', '/convening/plan')
    await priya.getByRole('row', { name: /Write to every hospital/ }).waitFor()
    expect(await priya.getByRole('button', { name: /It is done/ }).count()).toBe(0)
    await site.leave(page, priya)
  })

  test('a step of the plan serves an agreed step of alignment, and both pages say so', async () => {
    const page = await site.enterAs('Amara Cole', '/alignment/steps')
    const first = page.locator('.steps-of-year li').first()
    await first.getByText('Make it an action').click()
    await first.getByLabel('Who sees to it').fill('Ana Ruiz')
    await first.getByLabel('By when').fill('2030-06-30')
    await first.getByRole('button', { name: 'Write it down' }).click()
    await page.getByRole('table', { name: 'Actions by their days' }).getByText('Ana Ruiz').first().waitFor()
    await page.goto(`${site.address}/convening/plan`)
    await page.locator('summary', { hasText: 'Add a step' }).click()
    const form = page.getByRole('region', { name: 'One more step' })
    await form.getByLabel('What is done').fill('Ask the payer for a day')
    await form.getByLabel('Who sees to it', { exact: true }).selectOption('Tidewell Health Collaborative')
    await form.getByLabel('By', { exact: true }).fill(day(9))
    const agreed = form.getByLabel('What it serves', { exact: true }).locator('optgroup[label^="Agreed steps"] option')
    await agreed.first().waitFor({ state: 'attached' })
    const says = (await agreed.first().textContent()) ?? ''
    await form.getByLabel('What it serves', { exact: true }).selectOption({ label: says })
    await form
      .getByLabel('What has to be done first', { exact: true })
      .selectOption('Invite employers to hear what was published')
    await form.getByRole('button', { name: 'Add it' }).click()
    const row = page.getByRole('region', { name: 'To come' }).getByRole('row', { name: /Ask the payer for a day/ })
    await row.getByText('After: Invite employers to hear what was published').waitFor()
    await row.getByText(/It waits for “Invite employers/).waitFor()
    await row.getByRole('link', { name: says }).click()
    await page.getByRole('row', { name: /In the plan: Ask the payer for a day/ }).waitFor()
    await site.leave(page)
  })

  test('a member drafts a recommendation and proposes it, and who convenes finds it to put before the public', async () => {
    const dana = await site.enterAs('Dana Whitfield', '/convening')
    await dana.getByRole('link', { name: 'Draft a recommendation' }).click()
    await dana.getByLabel('Which one').fill('contacts')
    await dana.getByLabel('Title').fill('A line for practices at each payer')
    await dana.getByLabel('Text', { exact: true }).fill('Each payer names one person whom a practice may call.')
    await dana.getByRole('button', { name: 'Begin the draft' }).click()
    await dana.getByRole('heading', { level: 1, name: 'A line for practices at each payer' }).waitFor()
    await dana.getByText('Drafted by Dana Whitfield, a member of the committee.').waitFor()
    const address = new URL(dana.url()).pathname
    const amara = await site.enterAs('Amara Cole', address)
    await amara.getByText('A member drafts it and has not proposed it yet.').waitFor()
    expect(await amara.locator('summary', { hasText: 'Open it to comment' }).count()).toBe(0)
    await dana.getByRole('button', { name: 'Propose it' }).click()
    await dana.getByRole('button', { name: 'Take it back' }).waitFor()
    await amara.goto(`${site.address}/convening`)
    await amara.getByRole('link', { name: 'Put a member’s draft before the public, or withdraw it' }).click()
    await amara.locator('summary', { hasText: 'Open it to comment' }).waitFor()
    await dana.goto(`${site.address}/convening/recommendations/one-contact-at-each-payer`)
    await dana.locator('summary', { hasText: 'Withdraw it' }).click()
    await dana.getByLabel('Why').fill('The other one says it better.')
    await dana.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await dana.getByText('It was withdrawn: The other one says it better.').waitFor()
    for (const width of [1280, 390]) {
      await dana.setViewportSize({ width, height: 900 })
      expect(await overflow(dana), `at ${width}`).toBe(0)
      expect(await barriers(dana), `at ${width}`).toEqual([])
    }
    await site.leave(dana, amara)
  })

  test('an initiative says who may sit together and why, and a member declares what they have at stake', async () => {
    const page = await site.enterAs('Amara Cole', INITIATIVE)
    await page.getByText('Payers never sit by themselves').waitFor()
    await page.getByText('457 U.S. 332 (1982)').waitFor()
    expect(await page.getByText('May decide', { exact: true }).count(), 'the committee, and the board').toBe(2)
    const dana = await site.enterAs('Dana Whitfield', INITIATIVE)
    await dana.locator('summary', { hasText: 'Declare what you have at stake' }).click()
    await dana.getByRole('textbox').last().fill('My practice is paid by the payers at this table.')
    await dana.getByRole('button', { name: /Declare/ }).click()
    await page.reload()
    await page.getByText('My practice is paid by the payers at this table.').waitFor()
    expect(await dana.locator('summary', { hasText: 'Add a seat' }).count()).toBe(0)
    await site.leave(page, dana)
  })

  test('a convener names payers, people and contracts out of lists, by name and not by key', async () => {
    const page = await site.enterAs('Amara Cole', INITIATIVE)
    await page.locator('summary', { hasText: 'Somebody takes part' }).click()
    const part = page.getByRole('region', { name: 'Who takes part' })
    await part.getByLabel('Search: Participant').fill('med')
    await part.getByText(/^[1-9] of \d+ in the list$/).waitFor()
    await part.getByLabel('Participant', { exact: true }).selectOption({ label: 'Medicare' })
    await part.getByLabel('Medicare', { exact: true }).check()
    await part.getByLabel('First day').fill(day(0))
    await part.getByRole('button', { name: 'Write it down' }).click()
    await part.getByRole('row', { name: /Medicare.*Payers.*Medicare/ }).waitFor()

    const committee = page.getByRole('region', { name: 'Committee: Payment and measures' })
    await committee.locator('summary', { hasText: 'Add a seat' }).click()
    await committee.getByLabel('Side').selectOption('Payers')
    await committee.getByRole('button', { name: 'Add it' }).click()
    await committee.locator('summary', { hasText: 'Fill an empty seat' }).click()
    const person = committee.getByLabel('Person', { exact: true })
    await person
      .locator('optgroup[label="Summit Health"] option', { hasText: 'Marcus Webb' })
      .waitFor({ state: 'attached' })
    expect(await person.locator('option', { hasText: 'Victor Hale' }).count(), 'the state takes no part').toBe(0)
    await person.selectOption({ label: 'Marcus Webb' })
    await committee.getByLabel('First day').fill(day(0))
    await committee.getByLabel('Last day').fill(day(300))
    await committee.getByRole('button', { name: 'Fill it' }).click()
    await committee.getByRole('row', { name: /Marcus Webb.*Payers.*Summit Health/ }).waitFor()

    await page.locator('summary', { hasText: 'Write down a waiver' }).click()
    const waivers = page.getByRole('region', { name: 'Waivers and safe harbors' })
    await waivers
      .getByLabel('Contract between', { exact: true })
      .selectOption({ label: 'Summit Health and Tidewell Medical Group' })
    await waivers.getByLabel('Citation').fill('42 CFR 1001.952(ee)')
    await waivers.getByLabel('Document').fill('Annex C')
    await waivers.getByLabel('Claimed on').fill(day(0))
    await waivers.getByRole('button', { name: 'Write it down' }).click()
    await waivers.getByRole('row', { name: /Summit Health and Tidewell Medical Group/ }).waitFor()
    await site.leave(page)
  })

  test('a charter keeps what payers adopt from the public until the year is closed', async () => {
    const visitor = await site.visit(1280)
    const look = async () => {
      await visitor.goto(site.address + PUBLISHED)
      await visitor.waitForLoadState('networkidle')
      await visitor.getByRole('heading', { level: 1 }).waitFor()
      return visitor.getByRole('heading', { name: /^What payers adopt in/ }).count()
    }
    expect(await look()).toBeGreaterThan(0)
    const page = await site.enterAs('Amara Cole', INITIATIVE)
    const charter = page.getByRole('region', { name: 'Charter' })
    await charter.locator('summary', { hasText: 'Adopt the next version' }).click()
    await charter.getByLabel('Adopted on').fill(day(0))
    await charter.getByLabel('What payers say they adopt').selectOption({ label: UNTIL_CLOSED })
    await charter.getByRole('button', { name: 'Adopt it' }).click()
    await charter.getByText(`Version 2, adopted`).waitFor()
    await charter.getByText(`${UNTIL_CLOSED}.`).waitFor()
    expect(await look()).toBe(0)
    const priya = await site.enterAs('Priya Raman', '/convening/adoption')
    await priya.getByText('Summit Health').first().waitFor()
    await site.leave(page, visitor, priya)
  })

  test.each([1280, 390])('at %i pixels nothing runs off, and axe finds nothing serious', async (width) => {
    for (const name of ['Amara Cole', 'Priya Raman', 'Dana Whitfield'])
      for (const path of ['/convening', INITIATIVE, '/convening/adoption', '/convening/plan']) {
        const page = await site.enterAs(name, path, width)
        await page.getByRole('heading', { level: 1 }).waitFor()
        expect(await overflow(page), `${name} at ${path}`).toBe(0)
        expect(await barriers(page), `${name} at ${path}`).toEqual([])
        await site.leave(page)
      }
  })
})
