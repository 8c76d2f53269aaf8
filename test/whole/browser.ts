import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** The browser that test/tools brings to machines without one; it unpacks itself into the temporary folder. */
const PACKAGED = resolve('test/tools/node_modules/@sparticuz/chromium/build/esm/index.js')

/** The browser of this machine, where there is one. */
const installed = [process.env.WHOLEPANEL_CHROMIUM, ...PLACES].find((path) => path && existsSync(path))
export const browserPath = installed ?? (existsSync(PACKAGED) ? await unpacked() : undefined)

async function unpacked(): Promise<string> {
  const { default: packaged } = (await import(PACKAGED)) as { default: { executablePath: () => Promise<string> } }
  return packaged.executablePath()
}

/** Without a browser these tests are skipped by name, except where everything must be there. */
export const withoutBrowser = !browserPath && process.env.WHOLEPANEL_REQUIRE_SERVERS !== '1'

/** Where it was found, for the name of a test. */
export const browserFound = browserPath ?? 'no browser found, set WHOLEPANEL_CHROMIUM'

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })

/** What a person who cannot see or point would stumble over: serious and critical findings of axe. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id} at ${page.url()}: ${one.nodes[0]?.html}`)
}

/** Pixels by which the page is wider than the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

export type Site = {
  region: DemonstrationRegion
  address: string
  /** A browser of its own at the door, in which nobody has come in; `before` may watch what it asks for. */
  visit: (width?: number, before?: (page: Page) => void) => Promise<Page>
  /** The same at a page, as one of the people of the demonstration. */
  enterAs: (name: string, path?: string, width?: number) => Promise<Page>
  leave: (...pages: Page[]) => Promise<void>
}

/** The demonstration, served for the tests of a file; `prepare` changes its region before. */
export function demonstrationSite(prepare: (region: DemonstrationRegion) => void | Promise<void> = () => {}): Site {
  let server: { address: string; close: () => Promise<void> }
  let browser: Browser
  const site = {
    visit: async (width = 1280, before = () => {}) => {
      const context = await browser.newContext({ viewport: { width, height: 900 } })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      before(page)
      await page.goto(server.address)
      return page
    },
    enterAs: async (name, path, width) => {
      const page = await site.visit(width)
      await page.getByRole('button', { name }).first().click()
      await page.getByRole('button', { name: 'Be someone else' }).waitFor()
      if (!path) return page
      await page.goto(server.address + path)
      await page.waitForLoadState('networkidle')
      return page
    },
    leave: async (...pages) => void (await Promise.all(pages.map((page) => page.context().close()))),
  } as Site
  beforeAll(async () => {
    site.region = demonstrationRegion()
    await prepare(site.region)
    ;[server, browser] = await Promise.all([site.region.serve(), launch()])
    site.address = server.address
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    site.region?.remove()
  })
  return site
}
