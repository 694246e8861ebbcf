import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'

/** Swagger UI in a real browser, if one is installed. */

const BROWSER = '/usr/bin/chromium'
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe.skipIf(!existsSync(BROWSER))(`/docs (needs ${BROWSER})`, async () => {
  const app = await buildApp({ db: loadFolder(FIXTURE).db })
  let browser: Awaited<ReturnType<typeof chromium.launch>>
  let address: string

  beforeAll(async () => {
    address = await app.listen({ port: 0 })
    browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await app.close()
  })

  it('renders under its content security policy, and "Execute" returns data', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } })
    const errors: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) errors.push(message.text())
    })
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('requestfailed', (request) => errors.push(`failed: ${request.url()}`))

    const response = await page.goto(`${address}/docs`)
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'")
    const operation = page.locator('#operations-leadership-list_leadership')
    await operation.locator('.opblock-summary-control').click()
    // No parameter is filled in, so that the first request returns the whole list.
    await operation.getByRole('button', { name: 'Execute' }).click()
    const responseBody = operation
      .locator('.live-responses-table .response-col_description .microlight')
      .first()
    await responseBody.waitFor()
    expect(await responseBody.innerText()).toContain('william-lacy-swing')
    await page.screenshot({ path: process.env.SCREENSHOT ?? '/dev/null', type: 'png' })
    expect(errors).toEqual([])
  }, 60_000)
})
