import { key, needed, noun } from '../records/noun.ts'
import { day as onDay } from '../records/time.ts'
import { code, count, country, day, reference, text, url, words, yesNo } from './fields.ts'

export const compacts = noun('compacts', 'Compact', {
  summary: 'Declarations and compacts between states',
  description:
    'A declaration or compact: when and how it was adopted, and what followed from what.',
  time: onDay('adopted'),
  fields: {
    title: needed(text('Its title.')),
    short_title: text('What it is called for short.'),
    kind: key(code(['declaration', 'compact'], 'What it is.')),
    adopted: day('When it was adopted.'),
    adopted_by: text('Who adopted it.'),
    city: text('Where it was adopted.'),
    country: country('Where it was adopted.'),
    binding: yesNo('Whether it binds in law.'),
    endorsed: day('When it was endorsed after adoption.'),
    resolution: text('The symbol of the resolution that adopted or endorsed it.'),
    votes_for: count('Votes for.'),
    votes_against: count('Votes against.'),
    abstentions: count('Abstentions.'),
    objectives: count('How many objectives it has.'),
    follows: reference('compacts', 'The one that it follows from.'),
    url: url('Where to read more.'),
    summary: words('What it is about, in our words.'),
  },
  filters: ['kind', 'country', 'follows', 'adopted', 'endorsed'],
  sort: 'adopted',
  linked: {
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
