import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'

const HELP = `Usage: npm run synth -- --organizations N [--out FILE]

Writes a seed file about N invented organizations, as NDJSON. Each has two sources, which agree, refine and
contradict each other. The same N gives the same bytes, and a larger N only adds organizations.

  --organizations N   number of organizations
  --out FILE          default: standard output
  --help              print this text`

const FIRST = ['Anna', 'Boris', 'Chidi', 'Dana', 'Emeka', 'Farah', 'Goran', 'Hana', 'Ivo', 'Jun']
const LAST = [
  'Abbot',
  'Bauer',
  'Costa',
  'Diallo',
  'Eriksen',
  'Fuchs',
  'Garcia',
  'Haddad',
  'Ito',
  'Jansen',
]
const TOPIC = [
  'Migration',
  'Forestry',
  'Statistics',
  'Refugee',
  'Postal',
  'Maritime',
  'Health',
  'Labour',
]
const BODY = ['Organization', 'Committee', 'Union', 'Council', 'Agency', 'Institute']
const CITY = [
  ['Geneva', 'CH'],
  ['Nairobi', 'KE'],
  ['Vienna', 'AT'],
  ['Montreal', 'CA'],
  ['Bangkok', 'TH'],
] as const
const COUNTRIES = ['FR', 'DE', 'BR', 'IN', 'KE', 'JP', 'MX', 'NO', 'PE', 'QA', 'SE', 'TH']

/** Returns a generator of whole numbers from 0 and below a bound. The same seed gives the same numbers (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const pad = (number: number, length = 2) => String(number).padStart(length, '0')

/** The two lines, one for each source, about an organization. */
function seedLines(index: number): string {
  const below = randomNumbers(index * 7919 + 1)
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
  const id = `org-${pad(index, 6)}`
  const founded = 1900 + below(100)
  const day = (year: number) => `${year}-${pad(1 + below(12))}-${pad(1 + below(28))}`
  const [city, country] = pick(CITY)
  const name = `${pick(TOPIC)} ${pick(BODY)} ${index}`
  const people = [0, 1, 2].map((n) => ({
    id: `${id}-person-${n}`,
    at: 5 + n,
    name: `${pick(FIRST)} ${pick(LAST)}`,
    nationality: pick(COUNTRIES),
  }))
  const heads = people.map(({ id: person }, n) => ({
    id: `${id}-head-${n}`,
    at: 9 + n,
    post: 'director_general',
    person,
    start: `${founded + 5 + n * 10}-${pad(1 + below(12))}`,
  }))
  const counts = [0, 1, 2, 3].map((n) => ({
    id: `${id}-members-${n}`,
    at: 13,
    category: 'member_states',
    count: 20 + n * 10 + below(9),
    date: day(founded + 10 + n * 10),
  }))
  const figures = [0, 1, 2].map((n) => ({
    id: `${id}-staff-${n}`,
    at: 20,
    measure: 'staff',
    value: 100 + below(9000),
    unit: 'persons',
    date: `${founded + 12 + n * 12}`,
  }))
  const ownReport = {
    source: {
      id: `${id}-own`,
      title: `About the ${name}`,
      publisher: name,
      kind: 'official',
      published: day(2000 + below(20)),
      published_basis: 'stated',
    },
    about: id,
    organizations: [
      { id, at: 1, name, kind: 'intergovernmental_organization', founded: day(founded) },
      { id, at: 2, headquarters_city: city, headquarters_country: country },
    ],
    names: [{ id: `${id}-name`, at: 1, name, start: `${founded}` }],
    people,
    leadership: heads,
    member_counts: counts,
    milestones: [
      { id: `${id}-founding`, at: 3, kind: 'founding', title: 'Foundation', date: `${founded}` },
    ],
    figures,
  }
  const reference = {
    source: {
      id: `${id}-other`,
      title: `${name}: a profile`,
      kind: 'reference',
      published: `${2001 + below(20)}`,
      published_basis: 'stated',
    },
    about: id,
    organizations: [{ id, at: 1, name, founded: `${founded + below(2)}` }],
    leadership: [{ id: `${id}-head-2`, at: 2, post: 'director_general', attested: 'published' }],
    member_counts: [{ id: `${id}-members-3`, at: 3, count: 50 + below(9) }],
  }
  return `${JSON.stringify(ownReport)}\n${JSON.stringify(reference)}\n`
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      organizations: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const organizations = Number(values.organizations)
  if (!Number.isInteger(organizations) || organizations < 1)
    throw new Error('--organizations must be a positive whole number; see --help')
  const out = values.out === undefined ? process.stdout : createWriteStream(values.out)
  for (let index = 0; index < organizations; index += 1)
    if (!out.write(seedLines(index))) await once(out, 'drain')
  if (out !== process.stdout) out.end()
}

if (import.meta.main)
  main().catch((error: Error) => {
    console.error(`synth: ${error.message}`)
    process.exitCode = 1
  })
