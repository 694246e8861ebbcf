import { CITIES, COUNTRIES, type Invention, invent, type Sections } from './invention.ts'
import { THEMES } from './themes.ts'

/** The lines of a seed file about an organization: one for each source, and one for statements of ours. */
export function seedLines(index: number): string {
  const organization = invent(index)
  const theme = THEMES[index % THEMES.length]
  const themeSections = theme?.(organization) ?? {}
  const documents = [
    ownReport(organization, themeSections),
    reference(organization),
    ...('members' in themeSections ? [completeness(organization)] : []),
    ...('funding' in themeSections ? [arithmetic(organization)] : []),
  ]
  return documents.map((document) => `${JSON.stringify(document)}\n`).join('')
}

function ownReport(organization: Invention, themeSections: Sections) {
  const { id, name, below, day } = organization
  return {
    source: {
      id: `${id}-own`,
      title: `About the ${name}`,
      publisher: name,
      kind: 'official',
      language: 'en',
      published: day(2000 + below(20)),
      published_basis: 'stated',
    },
    about: id,
    ...merged(commonSections(organization), themeSections),
  }
}

/** Another document, which confirms, refines and contradicts the first. */
function reference({ id, name, founded, below }: Invention) {
  return {
    source: {
      id: `${id}-other`,
      title: `${name}: a profile`,
      kind: 'reference',
      published: `${2001 + below(20)}`,
      published_basis: 'stated',
    },
    about: id,
    organizations: [{ id, at: 1, founded: `${founded + below(2)}` }],
    names: [{ id: `${id}-name`, at: 1, name }],
    leadership: [{ id: `${id}-head-2`, at: 2, attested: `${founded + 26 + below(4)}` }],
    member_counts: [{ id: `${id}-members-2`, at: 3, count: 50 + below(9) }],
  }
}

function completeness({ id, founded }: Invention) {
  return {
    completeness: [
      {
        ...{ id: `${id}-completeness`, organization: id, collection: 'members', role: 'member' },
        ...{ extent: 'complete', start: `${founded}`, end: '2000' },
      },
    ],
  }
}

function arithmetic({ id, founded, below }: Invention) {
  return {
    source: {
      id: `${id}-arithmetic`,
      title: 'Staff from two numbers of the report',
      publisher: 'orgfacts',
      kind: 'official',
      rests_on: [`${id}-own`],
    },
    about: id,
    figures: [
      {
        ...{ id: `${id}-staff`, at: 'difference', measure: 'staff', value: 90 + below(90) },
        ...{ unit: 'persons', date: `${founded + 36}` },
      },
    ],
  }
}

/** The records that every organization has. */
function commonSections({ id, name, founded, below, pick, day, person }: Invention): Sections {
  const [city, country] = pick(CITIES)
  const start = `${founded}`
  const numbers = [0, 1, 2]
  return {
    organizations: [{ id, at: 1, kind: 'intergovernmental_organization', founded: day(founded) }],
    names: [{ id: `${id}-name`, at: 1, language: 'en', name, start }],
    locations: [{ id: `${id}-seat`, at: 2, kind: 'headquarters', city, country, start }],
    people: numbers.map((number) => ({
      ...{ id: `${id}-person-${number}`, at: 5 + number },
      ...{ name: person(), nationality: pick(COUNTRIES) },
    })),
    posts: [{ id: `${id}-head`, at: 8, rank: 'head', holders: 'one', title: 'Director' }],
    leadership: numbers.map((number) => ({
      ...{ id: `${id}-head-${number}`, at: 9 + number },
      ...{ post: `${id}-head`, person: `${id}-person-${number}` },
      start: day(founded + 5 + number * 10).slice(0, 7),
    })),
    member_counts: [1, 2].map((number) => ({
      ...{ id: `${id}-members-${number}`, at: 13, category: 'member_states' },
      ...{ count: 20 + number * 10 + below(9), date: day(founded + 10 + number * 10) },
    })),
  }
}

function merged(common: Sections, themeSections: Sections): Sections {
  const collections = [...new Set([...Object.keys(common), ...Object.keys(themeSections)])]
  return Object.fromEntries(
    collections.map((name) => [name, [...(common[name] ?? []), ...(themeSections[name] ?? [])]]),
  )
}
