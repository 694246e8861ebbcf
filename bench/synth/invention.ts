import { randomNumbers } from './random.ts'

/** An entry of a seed file: the id of its record, its place in the document, and fields. */
export type Entry = Record<string, string | number | boolean>

/** Entries of a seed file by collection. */
export type Sections = Record<string, Entry[]>

/** An invented organization, and random choices for its records. */
export interface Invention {
  index: number
  id: string
  /** Year. */
  founded: number
  name: string
  /** Its name in French. */
  frenchName: string
  below(bound: number): number
  pick<T>(all: readonly T[]): T
  /** Some day of a year. */
  day(year: number): string
  /** The name of some person. */
  person(): string
}

const FIRST = ['Anna', 'Boris', 'Chidi', 'Dana', 'Emeka', 'Farah', 'Goran', 'Hana', 'Ivo', 'Jun']
const LAST = [
  ...['Abbot', 'Bauer', 'Costa', 'Diallo', 'Eriksen'],
  ...['Fuchs', 'Garcia', 'Haddad', 'Ito', 'Jansen'],
]
const TOPIC = [
  ['Migration', 'migrations'],
  ['Forestry', 'forêts'],
  ['Statistics', 'statistiques'],
  ['Refugee', 'réfugiés'],
  ['Postal', 'postes'],
  ['Maritime', 'mers'],
  ['Health', 'soins'],
  ['Labour', 'travaux'],
] as const
const BODY = [
  ['Organization', 'Organisation'],
  ['Committee', 'Comité'],
  ['Union', 'Union'],
  ['Council', 'Conseil'],
  ['Agency', 'Agence'],
  ['Institute', 'Institut'],
] as const

export const CITIES = [
  ['Geneva', 'CH'],
  ['Nairobi', 'KE'],
  ['Vienna', 'AT'],
  ['Montreal', 'CA'],
  ['Bangkok', 'TH'],
] as const
export const COUNTRIES = [
  ...['FR', 'DE', 'BR', 'IN', 'KE', 'JP'],
  ...['MX', 'NO', 'PE', 'QA', 'SE', 'TH'],
]

const pad = (number: number, length = 2) => String(number).padStart(length, '0')

/** The organization of an index is always the same. Other organizations refer to it with this, too. */
export function invent(index: number): Invention {
  const below = randomNumbers(index * 7919 + 1)
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
  const [topic, body] = [pick(TOPIC), pick(BODY)]
  return {
    index,
    id: `org-${pad(index, 6)}`,
    founded: 1900 + below(60),
    name: `${topic[0]} ${body[0]} ${index}`,
    frenchName: `${body[1]} des ${topic[1]} ${index}`,
    below,
    pick,
    day: (year) => `${year}-${pad(1 + below(12))}-${pad(1 + below(28))}`,
    person: () => `${pick(FIRST)} ${pick(LAST)}`,
  }
}
