import { defineResourceType } from '../define-resource-type.ts'
import {
  boolean,
  code,
  count,
  country,
  date,
  ownWords,
  reference,
  text,
  url,
} from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const compacts = defineResourceType('compacts', 'Compact', {
  summary: 'Declarations and compacts between states',
  description: 'A declaration or compact: how it was adopted, and which one it follows.',
  time: dayTime('adopted'),
  fields: {
    organization: reference(
      'organizations',
      'Organization whose organ adopted it, or whose work it guides.',
    ),
    title: required(text('Title.')),
    short_title: text('Short title.'),
    kind: key(code('compact_kinds', 'Kind.', 'compact')),
    adopted: date('Date of adoption.'),
    adopted_by: text('Body or states that adopted it.'),
    city: text('City of adoption.'),
    country: country('Country of adoption.'),
    binding: boolean('Whether it is legally binding.'),
    endorsed: date('Date of endorsement after adoption.'),
    resolution: text('Symbol of the resolution that adopted or endorsed it.'),
    votes_for: count('Votes for.'),
    votes_against: count('Votes against.'),
    abstentions: count('Abstentions.'),
    objectives: count('Number of objectives.'),
    follows: reference('compacts', 'Compact that this one follows.'),
    url: url('Address of the text.'),
    summary: ownWords('Summary, in our words.'),
  },
  filters: ['organization', 'kind', 'country', 'follows', 'adopted', 'endorsed'],
  sort: 'adopted',
  sentences: {
    adopted: '{title} is adopted.',
    endorsed: '{title} is endorsed.',
  },
  linkedData: {
    type: 'schema:Legislation',
    terms: {
      organization: 'schema:about',
      title: 'schema:name',
      short_title: 'schema:alternateName',
      adopted: 'schema:legislationDate',
      adopted_by: 'schema:legislationPassedBy',
      resolution: 'schema:legislationIdentifier',
      url: 'schema:url',
      summary: 'schema:description',
    },
  },
})
