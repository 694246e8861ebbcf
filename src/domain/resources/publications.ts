import { defineResourceType } from '../define-resource-type.ts'
import { code, count, date, reference, text } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const publications = defineResourceType('publications', 'Publication', {
  summary: 'Publications',
  description: 'A publication: a series, or one edition of it.',
  time: dayTime('launched'),
  fields: {
    organization: key(reference('organizations', 'Organization that published it.')),
    title: required(text('Title.')),
    kind: code(
      'publication_kinds',
      'Kind: a series, an edition of a series, or a single report.',
      'report',
    ),
    edition: text('Edition, in its own words.'),
    number: count('Number of the edition.'),
    launched: date('Date of launch.'),
  },
  filters: ['organization', 'kind', 'edition', 'launched'],
  sort: 'launched',
  sentences: {
    launched: '“{title}” is published.',
  },
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
