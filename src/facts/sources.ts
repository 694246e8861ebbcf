import { type Declared, needed } from '../records/noun.ts'
import { timeless } from '../records/time.ts'
import { code, day, text, url, words } from './fields.ts'

/** The standing of a document, highest first: the first thing that decides where sources disagree. */
export const KINDS = ['primary', 'official', 'government', 'dataset', 'press', 'reference'] as const
export type Kind = (typeof KINDS)[number]

export const sources: Declared = {
  name: 'sources',
  summary: 'The documents that were read',
  description: 'A document that was read: when it spoke, who published it, and how high it stands.',
  time: timeless,
  fields: {
    title: needed(text('Its title, or what it calls itself.')),
    publisher: text('Who published it; null where the document does not say and no other does.'),
    kind: needed(
      code(
        KINDS,
        'Its standing, highest first: `primary` (the act itself: a constitution, a resolution), `official` (the organization), `government`, `dataset`, `press`, `reference`.',
      ),
    ),
    language: text('The language that was read, as an ISO 639-1 code.'),
    url: url('Where it was found; null where that is not known.'),
    published: needed(day('When it spoke.')),
    published_basis: needed(
      code(
        ['stated', 'inferred'],
        'Whether the document states that date, or `note` says how it was inferred.',
      ),
    ),
    read: day('The day it was read; needed where `published` has no last day.'),
    sha256: text(
      'SHA-256 of the text that was read, in hexadecimal; null where no whole text was.',
    ),
    note: words('How its date and its parts are to be understood.'),
  },
  filters: ['publisher', 'kind', 'language', 'published'],
  sort: 'heard',
  linked: {
    type: 'schema:CreativeWork',
    terms: {
      title: 'schema:name',
      publisher: 'schema:publisher',
      language: 'schema:inLanguage',
      url: 'schema:url',
      published: 'schema:datePublished',
      sha256: 'schema:sha256',
      note: 'rdfs:comment',
    },
  },
}
