import { describe, expect, it } from 'vitest'
import { fixtureApp, get, type Json } from '../support/app.ts'

const app = await fixtureApp()

/** The labels of a record, by field. */
const labelsOf = (record: Json) =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.endsWith('_label'))
      .map(([name, label]) => [name.replace('_label', ''), label]),
  )

describe('labels', () => {
  it('are the names of referenced records, of codes and of countries', async () => {
    const { data } = await get(app, '/v1/members/iom-applicant-lebanon')
    expect(labelsOf(data)).toEqual({
      organization: 'International Organization for Migration',
      body: null,
      kind: null,
      country: 'Lebanon',
      subdivision: null,
      member_organization: null,
      role: 'Applicant',
      end_reason: null,
    })
  })

  it.each([
    ['1960-12-31', 'Intergovernmental Committee for European Migration'],
    ['2026-11-27', 'International Organization for Migration'],
  ])('are those that were known at %s: %s', async (known_at, name) => {
    const { data } = await get(app, `/v1/names?organization=iom&limit=1&known_at=${known_at}`)
    expect(data[0].organization_label).toBe(name)
  })

  it.each([
    ['en', 'African Union', 'Ethiopia', 'English'],
    ['fr', 'Union africaine', 'Éthiopie', 'anglais'],
    ['ar', 'الاتحاد الأفريقي', 'إثيوبيا', 'الإنجليزية'],
  ])(
    'are in the language %s where names in it are known',
    async (lang, union, country, english) => {
      const { data: seats } = await get(
        app,
        `/v1/locations?organization=african-union&lang=${lang}`,
      )
      expect(seats[0]).toMatchObject({ organization_label: union, country_label: country })
      const { data: names } = await get(app, `/v1/names/african-union-name-en?lang=${lang}`)
      expect(names.language_label).toBe(english)
    },
  )

  it('are null where the referenced record is not known yet', async () => {
    const { data } = await get(app, '/v1/leadership?limit=500&known_at=2004-12-31&evidence=none')
    const people = await get(app, '/v1/people?limit=500&known_at=2004-12-31&evidence=none')
    const names = new Map(people.data.map(({ id, name }: Json) => [id, name]))
    expect(data.length).toBeGreaterThan(0)
    for (const { person, person_label } of data)
      expect(person_label).toBe(names.get(person) ?? null)
  })

  it('are in the snapshot of a profile, too', async () => {
    const { data } = await get(app, '/v1/organizations/iom?valid_at=2019&evidence=none')
    expect(data.snapshot.leadership.map(({ person_label }: Json) => person_label)).toContain(
      'António Vitorino',
    )
  })
})
