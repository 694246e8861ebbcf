import { existsSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

/** Debian's Chromium, for tests in a real browser. */
export const BROWSER = '/usr/bin/chromium'
export const hasBrowser = existsSync(BROWSER)

function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: BROWSER,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Opens a page whose messages in the console, errors and failed requests are collected. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; messages: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const messages: string[] = []
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => messages.push(error.message))
  page.on('requestfailed', (request) => {
    // The browser gives up requests of a page that it leaves.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      messages.push(`failed: ${request.url()}`)
  })
  return { page, messages }
}

/** Serves an app, and starts a browser, for all tests of a block. The properties are set before the first test. */
export function useBrowser(app: FastifyInstance): { browser: Browser; origin: string } {
  const served = { origin: '' } as { browser: Browser; origin: string }
  beforeAll(async () => {
    served.origin = await app.listen({ port: 0, host: '127.0.0.1' })
    served.browser = await launchBrowser()
  })
  afterAll(async () => {
    await served.browser?.close()
    await app.close()
  })
  return served
}
