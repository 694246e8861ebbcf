import fc from 'fast-check'

/** Random accounts about one organization, each right in itself, that disagree with one another. */

export interface RandomAccount {
  source: { id: string; published: string; [field: string]: string }
  about: string
  [section: string]: unknown
}

const KINDS = ['primary', 'official', 'government', 'dataset', 'press', 'reference']
const DAYS = ['2009-06-29', '2012-06-01', '2014-11-25', '2018-10-01', '2019-11-26', '2020-05-31']
const PAST = ['1951', '1951-12', '1951-12-05', '1951/1952', '1952', '1952-10', '195X', '../1953']
const STARTS = ['2008', '2008-10', '2008-10-01', '2008/2009', '2009']
const HELD = ['2010', '2013-06', '2013-06-14', '2015/2017', '2018']
const COUNTED = ['2009', '2012-06-01', '2014/2015', '2018-11', '2019-11-26']

const at = '1'
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const entries = fc.record(
  {
    name: fc.constantFrom('League', 'League of Widgets'),
    founded: some(fc.constantFrom(...PAST)),
    head: fc.constantFrom('ada', 'ben'),
    spelled: fc.constantFrom('One', 'Another'),
    start: some(fc.constantFrom(...STARTS)),
    attested: some(fc.constantFrom(...HELD)),
    called: fc.constantFrom('first', 'second', 'third'),
    since: some(fc.constantFrom(...PAST)),
    counted: fc.constantFrom(...COUNTED),
    count: fc.integer({ min: 100, max: 105 }),
    aside: fc.boolean(),
  },
  { noNullPrototype: true },
)

const account = fc
  .tuple(fc.constantFrom(...KINDS), fc.constantFrom(...DAYS), fc.constantFrom(...DAYS), entries)
  .map(([kind, a, b, said]) => {
    const published = a < b ? `${a}/${b}` : a
    const entry = (id: string, fields: object) => ({ id, at, ...defined(fields) })
    return {
      source: { kind, published, title: 'A page', published_basis: 'stated' },
      about: 'league',
      organizations: [entry('league', { name: said.name, founded: said.founded })],
      people: [
        entry(said.head, { name: said.spelled, set_aside: said.aside ? 'a slip' : undefined }),
        entry(said.head, { name: said.head }),
      ],
      leadership: [
        entry(`league-head-${said.head}`, {
          post: 'director_general',
          person: said.head,
          start: said.start,
          attested: said.attested,
        }),
      ],
      names: [entry(`league-${said.called}`, { name: said.called, start: said.since })],
      member_counts: [
        entry(`league-states-${COUNTED.indexOf(said.counted)}`, {
          category: 'member_states',
          count: said.count,
          date: said.counted,
        }),
      ],
    }
  })

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** One to eight accounts; one source states one name of a person, the rest is up to chance. */
export const accounts: fc.Arbitrary<RandomAccount[]> = fc
  .array(account, { minLength: 1, maxLength: 8 })
  .map((some) =>
    some.map((one, index) => ({
      ...one,
      people: one.people.filter(({ id, ...fields }, at) => at === 1 || 'set_aside' in fields),
      source: { id: `page-${index}`, ...one.source },
    })),
  )

export const asNdjson = (some: readonly RandomAccount[]): string =>
  some.map((one) => `${JSON.stringify(one)}\n`).join('')
