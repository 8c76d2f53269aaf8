import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

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
