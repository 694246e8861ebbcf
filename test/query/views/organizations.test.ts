import { describe, expect, it } from 'vitest'
import { fixtureRelease as release } from '../fixture-release.ts'
import { describeAt } from './derived-values.ts'

/** Without a valid time, the newest name and seat are expected. */
const at = (valid_at: string | undefined) => (valid_at === undefined ? {} : { valid_at })

describe('the name, the acronym and the headquarters of an organization', () => {
  it.each([
    // Before it began, and by the day: documents have it from the launch on 9 July 2002.
    ['en', '1999', 'African Union (en), AU'],
    ['en', '2002-07-08', 'African Union (en), AU'],
    ['en', '2002-07-09', 'African Union (en), AU, Addis Ababa ET'],
    ['en', '2010', 'African Union (en), AU, Addis Ababa ET'],
    ['en', '2026-11-27', 'African Union (en), AU, Addis Ababa ET'],
    ['en', undefined, 'African Union (en), AU, Addis Ababa ET'],
    ['fr', '1999', 'Union africaine (fr), UA'],
    ['fr', '2002-07-08', 'Union africaine (fr), UA'],
    ['fr', '2002-07-09', 'Union africaine (fr), UA, Addis Ababa ET'],
    ['fr', '2010', 'Union africaine (fr), UA, Addis Ababa ET'],
    ['fr', '2026-11-27', 'Union africaine (fr), UA, Addis Ababa ET'],
    ['fr', undefined, 'Union africaine (fr), UA, Addis Ababa ET'],
    // The Arabic name has no acronym, so the English one is used.
    ['ar', '1999', 'الاتحاد الأفريقي (ar), AU'],
    ['ar', '2002-07-08', 'الاتحاد الأفريقي (ar), AU'],
    ['ar', '2002-07-09', 'الاتحاد الأفريقي (ar), AU, Addis Ababa ET'],
    ['ar', '2010', 'الاتحاد الأفريقي (ar), AU, Addis Ababa ET'],
    ['ar', '2026-11-27', 'الاتحاد الأفريقي (ar), AU, Addis Ababa ET'],
    ['ar', undefined, 'الاتحاد الأفريقي (ar), AU, Addis Ababa ET'],
    // It has no German name.
    ['de', '2010', 'African Union (en), AU, Addis Ababa ET'],
  ])('of the African Union in %s at %s is %s', (lang, valid_at, expected) => {
    expect(describeAt(release, 'african-union', { lang, ...at(valid_at) })).toBe(expected)
  })

  it.each([
    ['en', '1963-05-25', 'Organization of African Unity (en), OAU'],
    ['en', '1964-07-17', 'Organization of African Unity (en), OAU, Addis Ababa'],
    ['en', '1990', 'Organization of African Unity (en), OAU, Addis Ababa'],
    ['en', '2002-07-08', 'Organization of African Unity (en), OAU, Addis Ababa'],
    // After its end, it has its last name and no headquarters; without a valid time, those of its end.
    ['en', '2002-07-09', 'Organization of African Unity (en), OAU'],
    ['en', '2020', 'Organization of African Unity (en), OAU'],
    ['en', undefined, 'Organization of African Unity (en), OAU, Addis Ababa'],
    // No document has the start of the French name: until 2002 it is only possible.
    ['fr', '1990', 'Organization of African Unity (en), OAU, Addis Ababa'],
    ['fr', '2020', "Organisation de l'unité africaine (fr), OUA"],
    ['fr', undefined, "Organisation de l'unité africaine (fr), OUA, Addis Ababa"],
  ])('of the Organization of African Unity in %s at %s is %s', (lang, valid_at, expected) => {
    expect(describeAt(release, 'organization-of-african-unity', { lang, ...at(valid_at) })).toBe(
      expected,
    )
  })

  it.each([
    ['en', '1904-05-21', 'Fédération Internationale de Football Association (fr), FIFA, Paris FR'],
    ['en', '1920', 'Fédération Internationale de Football Association (fr), FIFA, Paris FR'],
    ['en', '1930', 'Fédération Internationale de Football Association (fr), FIFA, Amsterdam NL'],
    ['en', '1933', 'Fédération Internationale de Football Association (fr), FIFA, Zürich CH'],
    ['en', '2020', 'Fédération Internationale de Football Association (fr), FIFA, Zürich CH'],
    ['fr', undefined, 'Fédération Internationale de Football Association (fr), FIFA, Zürich CH'],
    // English is the language of an alias only; an official name in any language is preferred.
    ['en', undefined, 'Fédération Internationale de Football Association (fr), FIFA, Zürich CH'],
  ])('of FIFA, which moved its seat, in %s at %s is %s', (lang, valid_at, expected) => {
    expect(describeAt(release, 'fifa', { lang, ...at(valid_at) })).toBe(expected)
  })

  it.each([
    [
      'en',
      '1951-12-05',
      'Provisional Intergovernmental Committee for the Movement of Migrants from Europe (en), PICMME, Geneva CH',
    ],
    [
      'en',
      '1952-11-15',
      'Intergovernmental Committee for European Migration (en), ICEM, Geneva CH',
    ],
    ['en', '1985', 'Intergovernmental Committee for Migration (en), ICM, Geneva CH'],
    ['en', '2026', 'International Organization for Migration (en), IOM, Geneva CH'],
    ['fr', '1985', 'Intergovernmental Committee for Migration (en), ICM, Geneva CH'],
    ['fr', '2026-11-27', 'Organisation internationale pour les migrations (fr), IOM, Geneva CH'],
    // An official name in English is preferred to an alias in Japanese.
    ['ja', undefined, 'International Organization for Migration (en), IOM, Geneva CH'],
  ])('of IOM in %s at %s is %s', (lang, valid_at, expected) => {
    expect(describeAt(release, 'iom', { lang, ...at(valid_at) })).toBe(expected)
  })

  it.each([
    // The seat is of the union itself, which was founded in May 1960.
    ['example-union', 'en', '1958', 'Preparatory Committee for an Example Union (en), PCEU'],
    [
      'example-union',
      'en',
      '1980',
      'Example Union of "Nowhere" (en), EXU, New Exampleville, "Harbour" AQ',
    ],
    [
      'example-union',
      'en',
      '1995-11',
      'Example Union (test fixture) (en), EXU, New Exampleville, "Harbour" AQ',
    ],
    [
      'example-union',
      'en',
      '2020',
      'Example Union (test fixture) (en), EXU, New Exampleville, "Harbour" AQ',
    ],
    [
      'example-union',
      'fr',
      undefined,
      'Example Union (test fixture) (en), EXU, New Exampleville, "Harbour" AQ',
    ],
    // Names in three languages that begin in turn: the certain one first, then the language.
    ['example-foundation', 'ja', '1985', 'مؤسسة المثال (ar), Sample Bay BV'],
    ['example-foundation', 'ja', '1990-06', 'مؤسسة المثال (ar), Sample Bay BV'],
    ['example-foundation', 'ja', '1992', '例示財団 (ja), Sample Bay BV'],
    ['example-foundation', 'ar', '2005', 'مؤسسة المثال (ar), EXF, Sample Bay BV'],
    [
      'example-foundation',
      'en',
      '2005',
      'Example Foundation (test fixture) (en), EXF, Sample Bay BV',
    ],
    // A company that was renamed and ended. Its offices are no headquarters.
    ['example-merged-company', 'en', '1990', 'Example Works (test fixture) (en), EXW'],
    ['example-merged-company', 'en', '1999-07-01', 'Example Industries (test fixture) (en), EXI'],
    ['example-merged-company', 'en', '2013-06-30', 'Example Industries (test fixture) (en), EXI'],
    ['example-merged-company', 'en', '2020', 'Example Industries (test fixture) (en), EXI'],
    ['example-merged-company', 'fr', undefined, 'Example Industries (test fixture) (en), EXI'],
  ])('of %s in %s at %s is %s', (id, lang, valid_at, expected) => {
    expect(describeAt(release, id, { lang, ...at(valid_at) })).toBe(expected)
  })

  it.each([
    [
      'example-acquiring-company',
      'Example Holdings (test fixture) (en)',
      ['2005', '2010-10-10', '2013-06-30', '2020', undefined],
    ],
    // A name in several languages.
    [
      'example-association',
      'Example Association (test fixture) (mul), EXA',
      ['1984', '1985', '2000', '2020', undefined],
    ],
    // Two seats at once: the first by its id.
    [
      'example-town-council',
      'Example Town Council (test fixture) (en), EXTC, Harbour Exampleville AQ',
      ['1990', '1990-05-02', '2000-05-03', '2020', undefined],
    ],
  ])('of %s is %s at each time', (id, expected, times) => {
    for (const valid_at of times) expect(describeAt(release, id, at(valid_at))).toBe(expected)
  })

  it.each([
    ['en', '1990-05-01', 'Example Town Council (test fixture) (en), EXTC'],
    ['fr', '1990-05-02', "Conseil municipal de l'exemple (fr), EXTC, Harbour Exampleville AQ"],
    ['ar', '2020', 'مجلس بلدية المثال (ar), EXTC, Harbour Exampleville AQ'],
    ['de', '2020', 'Example Town Council (test fixture) (en), EXTC, Harbour Exampleville AQ'],
  ])('of the Example Town Council in %s at %s is %s', (lang, valid_at, expected) => {
    expect(describeAt(release, 'example-town-council', { lang, valid_at })).toBe(expected)
  })

  it('is what documents had stated by the knowledge time', () => {
    const atDay = (id: string, known_at: string) => describeAt(release, id, { known_at })
    expect(atDay('african-union', '2000-07-11')).toBe('African Union (en)')
    expect(atDay('african-union', '2002-07-10')).toBe('African Union (en), AU')
    expect(atDay('african-union', '2026-11-27')).toBe('African Union (en), AU, Addis Ababa ET')
    expect(atDay('example-union', '1995-11-29')).toBe(
      'Example Union of "Nowhere" (en), EXU, Old Exampleville AQ',
    )
    expect(atDay('example-union', '1995-11-30')).toBe(
      'Example Union (test fixture) (en), EXU, New Exampleville, "Harbour" AQ',
    )
  })
})
