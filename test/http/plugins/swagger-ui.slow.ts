import { describe, expect, it } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'
import { BROWSER, hasBrowser, openPage, useBrowser } from '../../support/browser.ts'

/** Swagger UI in a real browser, if one is installed. */

describe.skipIf(!hasBrowser)(`/docs (needs ${BROWSER})`, async () => {
  const app = await buildApp({ db: loadFolder(FIXTURE).db })
  const served = useBrowser(app)

  /** Opens the documentation of the list of leadership terms. */
  async function openOperation(options = {}) {
    const { page, messages } = await openPage(served.browser, options)
    const response = await page.goto(`${served.origin}/docs`)
    const operation = page.locator('#operations-leadership-list_leadership')
    await operation.locator('.opblock-summary-control').click()
    await operation.getByRole('button', { name: 'Execute' }).waitFor()
    return { page, messages, response, operation }
  }

  it('renders under its content security policy, and "Execute" returns data', async () => {
    const { page, messages, response, operation } = await openOperation()
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'")
    // No parameter is filled in, so that the first request returns the whole list.
    await operation.getByRole('button', { name: 'Execute' }).click()
    const responseBody = operation
      .locator('.live-responses-table .response-col_description .microlight')
      .first()
    await responseBody.waitFor()
    expect(await responseBody.innerText()).toContain('william-lacy-swing')
    await page.screenshot({ path: process.env.SCREENSHOT ?? '/dev/null', type: 'png' })
    expect(messages).toEqual([])
  })

  it('shows examples in empty fields', async () => {
    const { operation } = await openOperation()
    const input = operation.locator('tr[data-param-name="valid_at"] input')
    await expect.poll(() => input.getAttribute('placeholder')).toBe('e.g. 2018-10')
    expect(await input.inputValue()).toBe('')
  })

  it('shows documented errors as one line each, until one is opened', async () => {
    const { operation } = await openOperation()
    const row = operation.locator('.responses-table tr.response[data-code="400"]')
    await row.locator('[role="button"]').waitFor()
    expect((await row.boundingBox())?.height).toBeLessThan(60)
    await row.locator('[role="button"]').press('Enter')
    expect(await row.locator('[aria-expanded="true"]').count()).toBe(1)
    expect((await row.boundingBox())?.height).toBeGreaterThan(100)
  })

  it('finds operations by a filter', async () => {
    const { page } = await openPage(served.browser)
    await page.goto(`${served.origin}/docs`)
    await page.getByPlaceholder('Filter by tag').fill('disputes')
    await expect.poll(() => page.locator('.opblock-tag-section').count()).toBe(1)
  })

  it.each([
    ['light', false],
    ['dark', true],
  ] as const)(
    'has at 390 px the width of the screen, in the %s scheme',
    async (colorScheme, isDark) => {
      const { page } = await openOperation({ colorScheme, viewport: { width: 390, height: 900 } })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      const isDarkMode = await page.evaluate(() =>
        document.documentElement.classList.contains('dark-mode'),
      )
      expect(isDarkMode).toBe(isDark)
    },
  )
})
