import { choice, date, language, ownWords, text, url } from '../field-types.ts'
import { type ResourceDeclaration, required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

/** Kinds of sources, highest authority first: the first step of the ranking rule. */
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
  summary: 'Documents',
  description: 'A document: its publisher, date of publication and authority.',
  time: timeless,
  fields: {
    title: required(text('Title, or a description if it has none.')),
    publisher: text('Publisher; null if no document states it.'),
    author: text('Author, as the document names it.'),
    kind: required(
      choice(
        SOURCE_KINDS,
        'Kind, highest authority first: `primary` (the act itself: a constitution, a resolution), `official` (the organization), `government`, `dataset`, `press`, `reference`.',
      ),
    ),
    language: language('Language that was read.'),
    url: url('Address at which it was read; null if unknown.'),
    archived_url: url('Address of an archived copy.'),
    doi: text('Digital object identifier.'),
    license: text('Licence of the document, as it states it.'),
    published: date('Date of publication; null for a derived source.'),
    published_basis: choice(
      ['stated', 'inferred'],
      'Whether the document states that date, or `note` explains how it was inferred.',
    ),
    read: date('Day on which it was read; required if `published` has no last day.'),
    rests_on: text(
      'Only of a derived source: the ids of the sources that its values follow from, separated by spaces. It is known from the latest of their days, and has the lowest of their authorities.',
    ),
    sha256: text(
      'SHA-256 of the text that was read, in hexadecimal; null if no complete text was read.',
    ),
    note: ownWords('How to understand its date and its parts.'),
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
