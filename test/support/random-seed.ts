import fc from 'fast-check'

/** Random seed files about one organization. Each is valid, and they disagree with one another. */

export interface RandomSeedFile {
  source: { id: string; published: string; [field: string]: string }
  about: string
  [section: string]: unknown
}

const KINDS = ['primary', 'official', 'government', 'dataset', 'press', 'reference']
const PUBLISHED = [
  '2009-06-29',
  '2012-06-01',
  '2014-11-25',
  '2018-10-01',
  '2019-11-26',
  '2020-05-31',
]
const FOUNDED = ['1951', '1951-12', '1951-12-05', '1951/1952', '1952', '1952-10', '195X', '../1953']
const STARTS = ['2008', '2008-10', '2008-10-01', '2008/2009', '2009']
const ATTESTED = ['2010', '2013-06', '2013-06-14', '2015/2017', '2018']
const COUNTED = ['2009', '2012-06-01', '2014/2015', '2018-11', '2019-11-26']

const at = '1'
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const randomValues = fc.record(
  {
    name: fc.constantFrom('League', 'League of Widgets'),
    founded: optional(fc.constantFrom(...FOUNDED)),
    head: fc.constantFrom('ada', 'ben'),
    headName: fc.constantFrom('One', 'Another'),
    isHeadNameSetAside: fc.boolean(),
    start: optional(fc.constantFrom(...STARTS)),
    attested: optional(fc.constantFrom(...ATTESTED)),
    formerName: fc.constantFrom('first', 'second', 'third'),
    nameStart: optional(fc.constantFrom(...FOUNDED)),
    counted: fc.constantFrom(...COUNTED),
    count: fc.integer({ min: 100, max: 105 }),
  },
  { noNullPrototype: true },
)

const randomSeedFile = fc
  .tuple(
    fc.constantFrom(...KINDS),
    fc.constantFrom(...PUBLISHED),
    fc.constantFrom(...PUBLISHED),
    randomValues,
  )
  .map(([kind, from, to, values]) => {
    const published = from < to ? `${from}/${to}` : from
    const { head } = values
    return {
      source: { kind, published, title: 'A page', published_basis: 'stated' },
      about: 'league',
      organizations: [entry('league', { name: values.name, founded: values.founded })],
      people: [
        entry(head, {
          name: values.headName,
          set_aside: values.isHeadNameSetAside ? 'an error' : undefined,
        }),
        entry(head, { name: head }),
      ],
      leadership: [
        entry(`league-head-${head}`, {
          post: 'director_general',
          person: head,
          start: values.start,
          attested: values.attested,
        }),
      ],
      names: [
        entry(`league-${values.formerName}`, { name: values.formerName, start: values.nameStart }),
      ],
      member_counts: [
        entry(`league-states-${COUNTED.indexOf(values.counted)}`, {
          category: 'member_states',
          count: values.count,
          date: values.counted,
        }),
      ],
    }
  })

function entry(id: string, fields: object): { id: string; [field: string]: unknown } {
  const stated = Object.entries(fields).filter(([, value]) => value !== undefined)
  return { id, at, ...Object.fromEntries(stated) }
}

/** One to eight seed files. */
export const randomSeedFiles: fc.Arbitrary<RandomSeedFile[]> = fc
  .array(randomSeedFile, { minLength: 1, maxLength: 8 })
  .map((seedFiles) =>
    seedFiles.map((seedFile, index) => ({
      ...seedFile,
      // A source states one value of a field, so the other name is left out if it counts.
      people: seedFile.people.filter((person, nth) => nth === 1 || 'set_aside' in person),
      source: { id: `page-${index}`, ...seedFile.source },
    })),
  )

export const asNdjson = (seedFiles: readonly RandomSeedFile[]): string =>
  seedFiles.map((seedFile) => `${JSON.stringify(seedFile)}\n`).join('')
