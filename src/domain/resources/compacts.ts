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
import { key, needed } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const compacts = defineResourceType('compacts', 'Compact', {
  summary: 'Declarations and compacts between states',
  description:
    'A declaration or compact: when and how it was adopted, and what followed from what.',
  time: dayTime('adopted'),
  fields: {
    title: needed(text('Its title.')),
    short_title: text('What it is called for short.'),
    kind: key(code(['declaration', 'compact'], 'What it is.')),
    adopted: date('When it was adopted.'),
    adopted_by: text('Who adopted it.'),
    city: text('Where it was adopted.'),
    country: country('Where it was adopted.'),
    binding: boolean('Whether it binds in law.'),
    endorsed: date('When it was endorsed after adoption.'),
    resolution: text('The symbol of the resolution that adopted or endorsed it.'),
    votes_for: count('Votes for.'),
    votes_against: count('Votes against.'),
    abstentions: count('Abstentions.'),
    objectives: count('How many objectives it has.'),
    follows: reference('compacts', 'The one that it follows from.'),
    url: url('Where to read more.'),
    summary: ownWords('What it is about, in our words.'),
  },
  filters: ['kind', 'country', 'follows', 'adopted', 'endorsed'],
  sort: 'adopted',
  linkedData: {
    type: 'schema:Legislation',
    terms: {
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
