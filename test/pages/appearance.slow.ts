import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder, temporaryFolder } from '../support/app.ts'
import { BROWSER, hasBrowser, openPage, useBrowser } from '../support/browser.ts'
import { HOSTILE_FILES, HOSTILE_URLS } from './hostile-seed.ts'
import { ERROR_URLS, pageUrls } from './page-requests.ts'

/**
 * Every kind of page in a real browser: nothing in the console, nothing that axe-core finds, nothing too wide.
 * SCREENSHOTS=FOLDER keeps pictures.
 */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const { SCREENSHOTS } = process.env

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[]
}

describe.skipIf(!hasBrowser)(`every kind of page (needs ${BROWSER})`, async () => {
  const app = await buildApp({ db: loadFolder(FIXTURE).db })
  const urls = [...(await pageUrls(await fixtureApp())), ...ERROR_URLS.map(({ url }) => url)]
  const served = useBrowser(app)

  it.each([
    [390, 'dark'],
    [1280, 'light'],
  ] as const)('is accessible at %i px, %s', async (width, colorScheme) => {
    const { page, messages } = await openPage(served.browser, {
      ...{ colorScheme, viewport: { width, height: 900 }, bypassCSP: true },
    })
    for (const url of urls) {
      await page.goto(`${served.origin}${url}`)
      await page.addScriptTag({ path: AXE })
      const found = await page.evaluate((rules) => {
        const { axe } = window as unknown as {
          axe: { run(root: Document, options: object): Promise<AxeResults> }
        }
        return axe.run(document, { runOnly: rules })
      }, RULES)
      const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      expect([url, violations]).toEqual([url, []])
      if (SCREENSHOTS)
        await page.screenshot({
          fullPage: true,
          path: join(SCREENSHOTS, `${url.replaceAll(/\W+/g, '_')}-${width}-${colorScheme}.png`),
        })
    }
    // The browser reports the status of error pages.
    expect(messages.filter((text) => !/status of 40[04]/.test(text))).toEqual([])
  })

  it.each([360, 2000])('fits a screen of %i px', async (width) => {
    const { page } = await openPage(served.browser, { viewport: { width, height: 900 } })
    for (const url of urls) {
      await page.goto(`${served.origin}${url}`)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([url, overflow]).toEqual([url, 0])
    }
  })

  it('breaks no content security policy', async () => {
    const { page, messages } = await openPage(served.browser)
    for (const url of urls) await page.goto(`${served.origin}${url}`)
    expect(messages.filter((text) => !/status of 40[04]/.test(text))).toEqual([])
  })

  it('shows control characters and changes of direction of a request as replacement characters', async () => {
    const { page } = await openPage(served.browser)
    await page.goto(`${served.origin}/v1/members?country=${encodeURIComponent('a\u202ebc\u0007d')}`)
    const text = await page.evaluate(() => document.body.textContent)
    expect(text).toContain('a\ufffdbc\ufffdd')
    for (const character of ['\u202e', '\u0007']) expect(text).not.toContain(character)
  })

  it('runs no script of a hostile text', async () => {
    const hostile = await buildApp({ db: loadFolder(temporaryFolder(HOSTILE_FILES)).db })
    const address = await hostile.listen({ port: 0, host: '127.0.0.1' })
    // Without the policy, which would stop such a script: the page itself has to.
    const { page, messages } = await openPage(served.browser, { bypassCSP: true })
    for (const url of HOSTILE_URLS) {
      await page.goto(`${address}${url}`)
      expect([url, await page.evaluate(() => 'hacked' in window)]).toEqual([url, false])
      expect([url, await page.evaluate(() => document.documentElement.textContent)]).toEqual([
        url,
        expect.stringContaining('hacked'),
      ])
    }
    expect(messages).toEqual([])
    await hostile.close()
  })
})
