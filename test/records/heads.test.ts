import { describe, expect, it } from 'vitest'
import { get, type Json } from '../support/app.ts'
import { claimsAbout, expectDate, IOM, KNOWN, recordApps } from './record-apps.ts'

describe.each(recordApps)('the heads of IOM in the %s', (_, app) => {
  it.each([
    ['director', 'hugh-gibson', '1951-12-05/1954-07-03', '1954-12-12'],
    ['director', 'harold-tittmann', '1954-12-12/1956-10-10', '../1962'],
    ['director', 'marcus-daly', '1958-05-07/1962', '../1962'],
    ['director', 'bastiaan-haveman', '1962', '1969'],
    ['director', 'james-carlin', '1969/1983-04', '../1988'],
    ['director_general', 'james-purcell', '1988', '1998'],
    ['director_general', 'brunson-mckinley', '1998-10', '../2008-10-01'],
    ['director_general', 'william-lacy-swing', '2008-10-01', '../2018-10-01'],
    ['director_general', 'antonio-vitorino', '2018-10-01', '../2023-10-01'],
    ['director_general', 'amy-pope', '2023-10-01', null],
  ])('include the %s %s from %s to %s', async (post, person, start, end) => {
    const { data } = await get(app, `/v1/leadership?${IOM}&post=${post}&person=${person}`)
    expect(data).toHaveLength(1)
    expectDate(data[0].start, start)
    expectDate(data[0].end, end)
  })

  it('follow one another in this order', async () => {
    const { data } = await get(app, `/v1/leadership?${IOM}&post=director_general&sort=start`)
    expect(data.map(({ person }: Json) => person)).toEqual([
      'james-purcell',
      'brunson-mckinley',
      'william-lacy-swing',
      'antonio-vitorino',
      'amy-pope',
    ])
  })

  it('include Swing, who was elected on 18 June 2008 and re-elected on 14 June 2013', async () => {
    const { data } = await get(app, `/v1/leadership/iom-director-general-swing?${KNOWN}`)
    expect(data).toMatchObject({ elected: '2008-06-18', reelected: '2013-06-14' })
    expect(claimsAbout(data, 'elected')).toEqual(
      expect.arrayContaining([
        'agrees ukraine-mission-2014 line 9',
        'agrees iom-swing-page opening of the page',
      ]),
    )
  })

  it.each([
    ['2012', 'william-lacy-swing'],
    ['2020-05-31', 'antonio-vitorino'],
    ['2025', 'amy-pope'],
  ])('include in %s certainly %s and no other', async (day, person) => {
    const { data } = await get(app, `/v1/leadership?${IOM}&post=director_general&valid_at=${day}`)
    expect(data.map((term: Json) => [term.person, term.certainty])).toEqual([[person, 'definite']])
  })
})
