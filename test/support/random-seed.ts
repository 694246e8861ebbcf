import fc from 'fast-check'

/** Random seed files about one organization. Each is valid, and they disagree with one another. */

export interface RandomSeedFile {
  source: { id: string; published: string; [field: string]: string }
  about: string
  [section: string]: unknown
}

const CODES = {
  count_categories: [{ code: 'member_states', label: 'Member states', counts_roles: ['member'] }],
  location_kinds: [{ code: 'headquarters', label: 'Headquarters' }],
  member_roles: [
    { code: 'observer', label: 'Observer' },
    { code: 'member', label: 'Member' },
    { code: 'suspended', label: 'Suspended member' },
  ],
  post_ranks: [{ code: 'head', label: 'Head' }],
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
const DISSOLVED = ['2018', '2018-06/2019', '2018-06-30', '2019/..']
const STARTS = ['1990', '1990-10', '1990-10-01', '1990/1992', '1992', '../1991']
const COUNTED = ['2009', '2012-06-01', '2014/2015', '2018-11', '2019-11-26']

/** The terms in a post of one holder. Their dates do not certainly overlap, which would be an error. */
const TERMS = {
  ada: {
    start: ['2008', '2008-10', '2008-10-01', '2008/2009', '2009'],
    attested: ['2009', '2010'],
  },
  ben: { start: ['2011', '2011-06/2012', '../2012'], attested: ['2013-06', '2013-06-14', '2013'] },
  cy: { start: ['2014', '2014-02', '2013-12/..'], attested: ['2015/2017', '2018'] },
}
const PEOPLE = ['ada', 'ben', 'cy'] as const

const at = '1'
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values)

const randomTerm = oneOf(PEOPLE).chain((person) =>
  fc.record({
    person: fc.constant(person),
    start: optional(oneOf(TERMS[person].start)),
    attested: optional(oneOf(TERMS[person].attested)),
    isActing: fc.boolean(),
    replaces: fc.boolean(),
  }),
)

const randomValues = fc.record(
  {
    founded: oneOf(FOUNDED),
    dissolved: fc.option(oneOf(DISSOLVED), { nil: undefined, freq: 2 }),
    headName: oneOf(['One', 'Another']),
    isHeadNameSetAside: fc.boolean(),
    name: oneOf(['first', 'second', 'third']),
    nameStart: optional(oneOf(FOUNDED)),
    city: oneOf(['Bern', 'Geneva']),
    spell: oneOf(['observer', 'member', 'suspended']),
    spellStart: oneOf(STARTS),
    hasCountry: fc.boolean(),
    session: oneOf(['1', '2']),
    sessionStart: oneOf(['2017-11', '2017-11-28', '2017-12-01', '2017-11/2017-12']),
    counted: oneOf(COUNTED),
    count: fc.integer({ min: 100, max: 105 }),
  },
  { noNullPrototype: true },
)

const randomSeedFile = fc
  .tuple(oneOf(KINDS), oneOf(PUBLISHED), oneOf(PUBLISHED), randomValues, randomTerm)
  .map(([kind, from, to, values, term]) => {
    const published = from < to ? `${from}/${to}` : from
    const { person } = term
    const replaced = term.replaces ? PEOPLE[PEOPLE.indexOf(person) - 1] : undefined
    return {
      source: { kind, published, title: 'A page', published_basis: 'stated' },
      about: 'league',
      organizations: [entry('league', { founded: values.founded, dissolved: values.dissolved })],
      names: [
        entry(`league-${values.name}`, {
          ...{ language: 'en', name: values.name, start: values.nameStart },
        }),
      ],
      locations: [entry('league-seat', { kind: 'headquarters', city: values.city })],
      people: [
        entry(person, {
          name: values.headName,
          set_aside: values.isHeadNameSetAside ? 'an error' : undefined,
        }),
        entry(person, { name: person }),
        ...(replaced === undefined ? [] : [entry(replaced, { name: replaced })]),
      ],
      bodies: [entry('league-council', { name: 'Council' })],
      posts: [entry('league-head', { rank: 'head', holders: 'one', title: 'Head' })],
      leadership: [
        entry(`league-head-${person}`, {
          ...{ post: 'league-head', person, start: term.start, attested: term.attested },
          acting: person === 'ben' && term.isActing ? 'true' : undefined,
          replaces: replaced === undefined ? undefined : `league-head-${replaced}`,
        }),
        ...(replaced === undefined
          ? []
          : [entry(`league-head-${replaced}`, { post: 'league-head', person: replaced })]),
      ],
      members: [
        entry(`league-${values.spell}-ch`, {
          ...{ role: values.spell, name: 'Switzerland', start: values.spellStart },
          country: values.hasCountry ? 'CH' : undefined,
        }),
      ],
      sessions: [
        entry(`league-session-${values.session}`, {
          ...{ body: 'league-council', start: values.sessionStart },
        }),
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
      people: seedFile.people.filter((person, nth) => nth > 0 || 'set_aside' in person),
      source: { id: `page-${index}`, ...seedFile.source },
    })),
  )

/** The seed files, after the codes that they use. */
export const asNdjson = (seedFiles: readonly RandomSeedFile[]): string =>
  [{ codes: CODES }, ...seedFiles].map((document) => `${JSON.stringify(document)}\n`).join('')
