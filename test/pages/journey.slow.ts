import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../support/app.ts'
import { BROWSER, hasBrowser, openPage, useBrowser } from '../support/browser.ts'

/** What a reader does, in a real browser. */

describe.skipIf(!hasBrowser)(`a reader (needs ${BROWSER})`, async () => {
  const app = await buildApp({ db: loadFolder(FIXTURE).db })
  const served = useBrowser(app)

  it('finds the head of 2014 from the start page, and follows the answer to the document', async () => {
    const { page, messages } = await openPage(served.browser)
    await page.goto(served.origin)
    await page.getByRole('combobox', { name: 'Search' }).fill('International Organization')
    await page.getByRole('button', { name: 'Search' }).click()
    await page
      .getByRole('link', { name: 'International Organization for Migration' })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /Migration/ }).waitFor()
    await page.getByLabel('What was true on').fill('2014-06-01')
    await page.getByRole('button', { name: 'Show' }).click()
    expect(page.url()).toBe(`${served.origin}/v1/organizations/iom?valid_at=2014-06-01`)
    await page.getByText('William Lacy Swing').first().waitFor()
    // The chart leads to the term, the term to the claim, the claim to the document.
    const bar = page.locator('svg.wide a[href*="iom-director-general-swing"]').first()
    await bar.locator('rect').first().click({ force: true })
    await page.getByRole('heading', { level: 1, name: /William Lacy Swing/ }).waitFor()
    await page.locator('#start .evidence a[href*="/v1/claims/"]').first().click()
    await page
      .getByRole('heading', { level: 1, name: /what a document says about start/ })
      .waitFor()
    await page.locator('#source a').click()
    await page.getByRole('heading', { level: 2, name: 'What it states' }).waitFor()
    await page.goBack()
    await page.goBack()
    await page.goBack()
    expect(page.url()).toBe(`${served.origin}/v1/organizations/iom?valid_at=2014-06-01`)
    expect(messages).toEqual([])
  })

  it('gets suggestions while typing', async () => {
    const { page, messages } = await openPage(served.browser)
    await page.goto(served.origin)
    await page.getByRole('combobox', { name: 'Search' }).pressSequentially('vitor')
    await page.locator('#suggestions option').first().waitFor({ state: 'attached' })
    const options = await page
      .locator('#suggestions option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
    expect(options).toContain('António Vitorino')
    expect(messages).toEqual([])
  })

  it('can do without scripts what does not need them', async () => {
    const { page, messages } = await openPage(served.browser, { javaScriptEnabled: false })
    await page.goto(`${served.origin}/v1/members?organization=iom`)
    await page.getByText('Filter this list').click()
    await page.getByLabel('Country').fill('Slovenia')
    await page.getByLabel('Role').selectOption('member')
    await page.locator('.filter').getByRole('button', { name: 'Show' }).click()
    const url = new URL(page.url())
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      country: 'Slovenia',
      role: 'member',
    })
    expect([...url.searchParams.values()]).not.toContain('')
    await page
      .getByRole('link', { name: /document/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: 'Slovenia, Member' }).waitFor()
    expect(messages).toEqual([])
  })

  it('reaches the content with the keyboard first, and every control after it', async () => {
    const { page } = await openPage(served.browser)
    await page.goto(`${served.origin}/v1/organizations/iom`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Skip to the content',
    )
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('valid_at')
  })

  it('sees a page that does not move while it loads', async () => {
    const { page } = await openPage(served.browser)
    await page.goto(`${served.origin}/v1/organizations/iom`, { waitUntil: 'networkidle' })
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              sum += (entry as unknown as { value: number }).value
          }).observe({ type: 'layout-shift', buffered: true })
          setTimeout(() => resolve(sum), 500)
        }),
    )
    expect(shift).toBeLessThan(0.01)
  })

  it('copies the snippet of a chart, which another site can show in a frame', async () => {
    const { page, messages } = await openPage(served.browser)
    await page.goto(`${served.origin}/v1/organizations/iom`)
    await page.getByText('Show this chart on your site').first().click()
    const snippet = await page.getByLabel('Copy this into your page').first().inputValue()
    await page.getByRole('button', { name: 'Copy' }).first().click()
    const site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(snippet)
    }).listen(0)
    onTestFinished(() => void site.close())
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
    const frame = page.frameLocator('iframe')
    await frame.getByText('with the documents for every value').waitFor()
    expect(messages).toEqual([])
  })
})
