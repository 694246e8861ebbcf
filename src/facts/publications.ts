import { key, needed, noun } from '../records/noun.ts'
import { day as onDay } from '../records/time.ts'
import { code, count, day, reference, text } from './fields.ts'

export const publications = noun('publications', 'Publication', {
  summary: 'What it published',
  description: 'A publication: a series, or one edition of it.',
  time: onDay('launched'),
  fields: {
    organization: key(reference('organizations', 'Who published it.')),
    title: needed(text('Its title.')),
    kind: code(
      ['series', 'edition', 'report'],
      'Whether it is a series, an edition of one, or on its own.',
    ),
    edition: text('Which edition, as it calls itself.'),
    number: count('The number of the edition.'),
    launched: day('When it was launched.'),
  },
  filters: ['organization', 'kind', 'edition', 'launched'],
  sort: 'launched',
  linked: {
    type: 'schema:CreativeWork',
    terms: {
      organization: 'schema:publisher',
      title: 'schema:name',
      edition: 'schema:version',
      number: 'schema:issueNumber',
      launched: 'schema:datePublished',
    },
  },
})
