import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { fixtureApp, get } from '../support/app.ts'
import { browse } from './page-requests.ts'

const app = await fixtureApp()

const svgOf = async (url: string) => {
  const response = await app.inject(url)
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    200,
    'image/svg+xml; charset=utf-8',
  ])
  return response.body
}

const marksOf = (svg: string) =>
  [...svg.matchAll(/<a href="(http[^"]+)"><title>([^<]+)<\/title>/g)].map(
    ([, url = '', text = '']) => {
      const { pathname, search } = new URL(url.replaceAll('&amp;', '&'))
      return { url: pathname + search, text }
    },
  )

describe('a chart', () => {
  const charts = collections.filter(({ hasPeriods }) => hasPeriods).map(({ name }) => `/v1/${name}`)

  it.each([...charts, '/v1/series?organization=iom', '/v1/series?organization=iom&measure=staff'])(
    'of %s has marks with a text and an absolute URL, each of which leads to a page',
    async (url) => {
      const svg = await svgOf(`${url}${url.includes('?') ? '&' : '?'}format=svg`)
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]* aria-label="[^"]+"/)
      expect(svg).not.toMatch(/NaN|undefined|Infinity|<style|style=/)
      const marks = marksOf(svg)
      expect(marks.length).toBeGreaterThan(0)
      for (const mark of marks.slice(0, 20)) {
        expect(mark.text.length).toBeGreaterThan(5)
        expect([mark.url, (await browse(app, mark.url)).statusCode]).toEqual([mark.url, 200])
      }
    },
  )

  it('has the roster of each year and the statements, as the series has them', async () => {
    const { data } = await get(app, '/v1/series?organization=iom')
    const texts = marksOf(await svgOf('/v1/series?organization=iom&format=svg')).map(
      ({ text }) => text,
    )
    for (const { year, roster } of data) {
      const { definite, possible } = roster
      const counted = definite === possible ? `${definite}` : `${definite} to ${possible}`
      expect(texts).toContain(`1 January ${year}: ${counted} members`)
    }
  })

  it('has a table with the same links beneath', async () => {
    const { body } = await browse(app, '/v1/series?organization=iom')
    const [chart = '', table = ''] = body.split('<summary>Table of this chart</summary>')
    const inTable = new Set([...table.matchAll(/href="([^"]+)"/g)].map(([, url]) => url))
    const marks = [...chart.matchAll(/<a href="([^"]+)" tabindex="-1">/g)].map(([, url]) => url)
    expect(marks.length).toBeGreaterThan(20)
    for (const url of marks) expect(inTable).toContain(url)
  })

  it('fades where an end is not certain, and says so in words', async () => {
    const svg = await svgOf('/v1/leadership?post=iom-director-general&format=svg')
    expect(svg).toContain('stroke-dasharray')
    expect(marksOf(svg).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/ – end not known; last confirmed /),
    )
  })
})
