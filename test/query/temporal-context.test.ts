import { describe, expect, it } from 'vitest'
import { InvalidFilterError } from '../../src/query/errors.ts'
import { temporalContext } from '../../src/query/temporal-context.ts'
import { fixtureRelease as release } from './fixture-release.ts'

describe('temporalContext', () => {
  it('is of the last known day, of all valid time and in English by default', () => {
    expect(temporalContext(release, {})).toEqual({
      known_at: '2026-11-27',
      valid_at: null,
      valid_at_text: null,
      lang: 'en',
    })
  })

  it('returns the language of the request', () => {
    expect(temporalContext(release, { lang: 'pt-BR' }).lang).toBe('pt-BR')
  })

  it.each([
    ['2019-12-31', '2019-12-31'],
    ['2999-01-01', '2999-01-01'],
    ['denmark-mission-2020', '2020-05-31'],
    ['example-union-mission-2003', '2004-12-31'],
    ['example-foundation-wiki', '2026-11-21'],
    ['2019-02', '2019-02-28'],
    ['2016', '2016-12-31'],
    // A derived source: known from the latest day of the sources that it rests on.
    ['orgfacts-au-members-at-start', '2026-11-27'],
  ])('resolves known_at=%s to %s', (known_at, day) => {
    expect(temporalContext(release, { known_at }).known_at).toBe(day)
  })

  it('returns the days of valid_at, and the text of the request', () => {
    expect(temporalContext(release, { valid_at: '2018-10' })).toMatchObject({
      valid_at: { min: '2018-10-01', max: '2018-10-31' },
      valid_at_text: '2018-10',
    })
  })

  it.each([
    ['2020-02-30', "'2020-02-30' is not a calendar date", undefined],
    ['2020-13-01', "'2020-13-01' is not a date", undefined],
    ['2020-13', "'2020-13' is not a date", undefined],
    ['yesterday', "'yesterday' is neither a date nor the id of a source", undefined],
    ['iom', "'iom' is neither a date nor the id of a source", undefined],
    [
      'denmark-mision-2020',
      "'denmark-mision-2020' is neither a date nor the id of a source",
      'denmark-mission-2020',
    ],
  ])('rejects known_at=%s: %s', (known_at, message, suggestion) => {
    const error = {
      parameter: 'known_at',
      value: known_at,
      message,
      allowed: [
        'a day, month or year (2019-12-31, 2019-12, 2019)',
        'the id of a source, as in /v1/sources',
      ],
      ...(suggestion !== undefined && { suggestion }),
    }
    expect(() => temporalContext(release, { known_at })).toThrow(new InvalidFilterError(error))
  })
})
