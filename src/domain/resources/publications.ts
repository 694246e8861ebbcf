import { defineResourceType } from '../define-resource-type.ts'
import { code, count, date, reference, text } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const publications = defineResourceType('publications', 'Publication', {
  summary: 'What it published',
  description: 'A publication: a series, or one edition of it.',
  time: dayTime('launched'),
  fields: {
    organization: key(reference('organizations', 'Who published it.')),
    title: needed(text('Its title.')),
    kind: code(
      ['series', 'edition', 'report'],
      'Whether it is a series, an edition of one, or on its own.',
    ),
    edition: text('Which edition, as it calls itself.'),
    number: count('The number of the edition.'),
    launched: date('When it was launched.'),
  },
  filters: ['organization', 'kind', 'edition', 'launched'],
  sort: 'launched',
  linkedData: {
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
