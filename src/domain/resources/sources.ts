import { code, date, ownWords, text, url } from '../field-types.ts'
import { needed, type ResourceDeclaration } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

/** The authority of a document, highest first: the first thing that decides where sources disagree. */
export const SOURCE_KINDS = [
  'primary',
  'official',
  'government',
  'dataset',
  'press',
  'reference',
] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

export const sources: ResourceDeclaration = {
  name: 'sources',
  summary: 'The documents that were read',
  description: 'A document that was read: when it spoke, who published it, and how high it stands.',
  time: timeless,
  fields: {
    title: needed(text('Its title, or what it calls itself.')),
    publisher: text('Who published it; null where the document does not say and no other does.'),
    kind: needed(
      code(
        SOURCE_KINDS,
        'Its authority, highest first: `primary` (the act itself: a constitution, a resolution), `official` (the organization), `government`, `dataset`, `press`, `reference`.',
      ),
    ),
    language: text('The language that was read, as an ISO 639-1 code.'),
    url: url('Where it was found; null where that is not known.'),
    published: needed(date('When it spoke.')),
    published_basis: needed(
      code(
        ['stated', 'inferred'],
        'Whether the document states that date, or `note` says how it was inferred.',
      ),
    ),
    read: date('The day it was read; needed where `published` has no last day.'),
    sha256: text(
      'SHA-256 of the text that was read, in hexadecimal; null where no whole text was.',
    ),
    note: ownWords('How its date and its parts are to be understood.'),
  },
  filters: ['publisher', 'kind', 'language', 'published'],
  sort: 'known_from',
  linkedData: {
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
