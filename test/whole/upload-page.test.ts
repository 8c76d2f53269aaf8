import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserFound, demonstrationSite, withoutBrowser } from './browser.ts'

describe.skipIf(withoutBrowser)(`a document that does not arrive, in a real browser (${browserFound})`, () => {
  const site = demonstrationSite()
  /** The way between browser and server; where it is given a number it breaks off after so many bytes of a request. */
  let way: Server
  let breaksAfter = Number.POSITIVE_INFINITY
  beforeAll(async () => {
    way = createServer((browser) => {
      const server = connect(Number(new URL(site.address).port), '127.0.0.1')
      let came = 0
      browser.on('data', (piece) => {
        came += piece.length
        if (came < breaksAfter) return server.write(piece)
        browser.destroy()
        server.destroy()
      })
      server.pipe(browser)
      for (const end of [browser, server]) {
        end.on('error', () => undefined)
        end.on('close', () => void [browser.destroy(), server.destroy()])
      }
    })
    await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => way?.close())

  const TITLE = 'Where lists come from'
  const open = async (page: Page) => {
    await page.goto(`http://127.0.0.1:${(way.address() as AddressInfo).port}/convening/meetings`)
    await page.getByRole('link', { name: 'How payment works' }).first().click()
    const form = page.getByRole('region', { name: 'Hand out a document' })
    const choose = (name: string, buffer: Buffer) =>
      form.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    /** A browser tells a page the name of a file and not where it lies. */
    const chosen = async () => (await form.locator('input[type=file]').inputValue()).replace('C:\\fakepath\\', '')
    const send = () => form.getByRole('button', { name: 'Hand out' }).click()
    const title = form.getByLabel('Title of the document')
    return { form, alert: form.getByRole('alert').first(), title, choose, chosen, send }
  }
  const documents = (page: Page) => page.getByRole('article').filter({ hasText: TITLE }).count()

  test('an upload that is cut off says so and keeps the form; sent again it is there once', async () => {
    const page = await site.enterAs('Priya Raman')
    const { form, alert, title, choose, chosen, send } = await open(page)
    await title.fill(TITLE)
    await choose('lists.txt', Buffer.from('Lists come each month from one place.\n'.repeat(6000)))
    breaksAfter = 100_000
    await send()
    await alert.getByText('No answer came', { exact: true }).waitFor()
    await alert.getByText(/send it again. If it had arrived, it is there once/).waitFor()
    expect([await title.inputValue(), await chosen()]).toEqual([TITLE, 'lists.txt'])
    expect(await documents(page)).toBe(0)
    breaksAfter = Number.POSITIVE_INFINITY
    await send()
    await form.getByRole('status').getByText('It is handed out.').waitFor({ timeout: 60_000 })
    expect(await alert.count()).toBe(0)
    expect(await title.inputValue()).toBe('')
    await page.getByRole('article').filter({ hasText: TITLE }).waitFor()
    await title.fill(TITLE)
    await choose('lists.txt', Buffer.from('Lists come each month from one place.\n'.repeat(6000)))
    await send()
    await form.getByRole('status').getByText('It is handed out.').waitFor({ timeout: 60_000 })
    await page.reload()
    await page.getByRole('article').filter({ hasText: TITLE }).waitFor()
    expect(await documents(page)).toBe(1)
    await site.leave(page)
  })

  test.each([
    ['an empty file', 'lists.txt', () => Buffer.alloc(0), /The file is empty/],
    ['a file too large', 'lists.pdf', () => Buffer.alloc(10_000_001, 'a'), /larger than 10 MB/],
    ['a picture', 'lists.png', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /no kind that is read/],
    [
      'a program named like a document',
      'lists.docx',
      () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
      /send a Word, Excel/i,
    ],
  ])(
    '%s is sent back with a plain reason, leaves nothing, and the form keeps what was typed',
    async (_what, name, bytes, why) => {
      const page = await site.enterAs('Priya Raman')
      const { alert, title, choose, chosen, send } = await open(page)
      await title.fill(`Refused ${name}`)
      await choose(name, bytes())
      await send()
      await alert.getByText('It was not taken, and nothing of it stays').waitFor()
      await alert.getByText(why).waitFor()
      expect([await title.inputValue(), await chosen()]).toEqual([`Refused ${name}`, name])
      await page.reload()
      await page.getByRole('heading', { level: 2, name: 'To read' }).waitFor()
      expect(await page.getByText(`Refused ${name}`).count()).toBe(0)
      await site.leave(page)
    },
  )
})
