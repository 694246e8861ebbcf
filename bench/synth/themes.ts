import { type Invention, invent, type Sections } from './invention.ts'
import { governance, membership } from './members-and-bodies.ts'

/**
 * Records that one organization in six has besides those that every organization has. Six organizations in a
 * row have records in all collections, and each theme has about as many claims.
 */
export const THEMES: readonly ((organization: Invention) => Sections)[] = [
  renaming,
  membership,
  governance,
  money,
  work,
  ending,
]

/** Names in two languages that succeed one another, an alias, and identifiers. */
function renaming({ id, index, founded, name, frenchName, below }: Invention): Sections {
  const renamed = `${founded + 20 + below(5)}`
  const title = 'New name'
  return {
    names: [
      { id: `${id}-renamed`, at: 30, language: 'en', name: `New ${name}`, start: renamed },
      { id: `${id}-fr`, at: 31, language: 'fr', name: frenchName, start: `${founded}` },
      {
        ...{ id: `${id}-fr-2`, at: 32, language: 'fr', name: `${frenchName} et d’Europe` },
        start: renamed,
      },
      { id: `${id}-alias`, at: 33, kind: 'alias', language: 'en', name: `O${index}` },
    ],
    identifiers: [
      { id: `${id}-q`, at: 34, scheme: 'wikidata', value: `Q${index + 1}` },
      {
        ...{ id: `${id}-person-0-q`, at: 35, person: `${id}-person-0` },
        ...{ scheme: 'wikidata', value: `Q${index + 1}0` },
      },
    ],
    milestones: [{ id: `${id}-naming`, at: 36, kind: 'naming', title, date: renamed }],
  }
}

/** Flows, one of them below zero, funding and appeals. */
function money({ id, index, founded, below, day }: Invention): Sections {
  const donor = invent(index - 1)
  const amount = () => 1000 * (1 + below(9000))
  return {
    figures: [
      {
        ...{ id: `${id}-assisted`, at: 30, measure: 'people_assisted', value: amount() },
        ...{ unit: 'persons', qualifier: 'at_least', date: `${founded + 30}` },
      },
      {
        ...{ id: `${id}-result`, at: 31, measure: 'net_result', value: -amount() },
        ...{ unit: 'USD', date: `${founded + 30}` },
      },
    ],
    funding: [
      {
        ...{ id: `${id}-funding`, at: 32, donor: donor.name, donor_organization: donor.id },
        ...{ kind: 'core', amount: amount(), currency: 'USD', period: `${founded + 31}` },
        recurrence: 'annual',
      },
    ],
    appeals: [
      {
        ...{ id: `${id}-appeal`, at: 33, title: 'Relief', amount: amount(), currency: 'CHF' },
        ...{ country: 'KE', date: day(founded + 32) },
      },
    ],
  }
}

/** Milestones, a compact, objectives, publications and a gap. */
function work({ id, founded, day }: Invention): Sections {
  return {
    milestones: [
      { id: `${id}-founding`, at: 30, kind: 'founding', title: 'Foundation', date: `${founded}` },
    ],
    compacts: [
      {
        ...{ id: `${id}-compact`, at: 31, title: 'Declaration on cooperation' },
        ...{ kind: 'declaration', adopted: day(founded + 3), binding: false, votes_for: 40 },
      },
    ],
    objectives: [
      { id: `${id}-aim-1`, at: 32, kind: 'aim', position: 1, title: 'Help' },
      { id: `${id}-aim-2`, at: 33, kind: 'aim', position: 2, title: 'Advice' },
    ],
    publications: [
      {
        ...{ id: `${id}-report`, at: 34, title: 'Annual report', kind: 'report' },
        launched: day(founded + 4),
      },
    ],
    gaps: [
      {
        ...{ id: `${id}-gap`, at: 35, collection: 'members', subject: 'Members before 1960' },
        reason: 'No document lists them.',
      },
    ],
  }
}

const ENDS = [
  ['successor', 'replaced'],
  ['merged_into', 'merged'],
] as const

/** An organization that moved, lost its head and ended: the one before it succeeded it, or took it over. */
function ending({ id, index, founded, day, pick }: Invention): Sections {
  const other = invent(index - 1)
  const [moved, ended] = [founded + 9, founded + 38]
  const [kind, end_reason] = pick(ENDS)
  return {
    organizations: [{ id, at: 30, dissolved: day(ended), end_reason }],
    relations: [
      {
        ...{ id: `${id}-after`, at: 31, kind, other: other.name },
        ...{ other_organization: other.id, start: `${ended}` },
      },
      {
        ...{ id: `${id}-partner`, at: 32, kind: 'partner', other: 'Postal Union' },
        start: `${founded + 20}`,
      },
    ],
    locations: [
      { id: `${id}-seat`, at: 33, end: `${moved}` },
      {
        ...{ id: `${id}-seat-2`, at: 33, kind: 'headquarters', city: 'Rome', country: 'IT' },
        start: `${moved}`,
      },
    ],
    people: [{ id: `${id}-person-2`, at: 34, born: `${founded - 20}`, died: day(founded + 33) }],
    leadership: [
      {
        ...{ id: `${id}-acting`, at: 35, post: `${id}-head`, person: `${id}-person-0` },
        ...{ acting: true, title: 'Acting director', replaces: `${id}-head-2` },
        start: `${founded + 33}/${founded + 34}`,
      },
      { id: `${id}-head-1`, at: 36, end_reason: 'replaced' },
    ],
  }
}
