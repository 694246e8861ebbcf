import { key, needed, noun } from '../records/noun.ts'
import { day as onDay } from '../records/time.ts'
import { count, country, currency, day, reference, words } from './fields.ts'

export const appeals = noun('appeals', 'Appeal', {
  summary: 'What it asked donors for',
  description: 'A call for money. One that enlarges another names it as `previous`.',
  time: onDay('date'),
  fields: {
    organization: key(reference('organizations', 'Who asked.')),
    title: needed(words('What it was for, in our words.')),
    country: country('The country it was for.'),
    amount: needed(count('The amount, in whole units of the currency.')),
    currency: key(currency('The currency.')),
    date: day('When it was made.'),
    previous: reference('appeals', 'The appeal that it enlarges.'),
  },
  filters: ['organization', 'country', 'currency', 'previous', 'date'],
  sort: 'date',
  linked: {
    terms: {
      organization: 'schema:about',
      title: 'schema:name',
      amount: 'schema:amount',
      currency: 'schema:currency',
      date: 'schema:datePublished',
      previous: 'prov:wasRevisionOf',
    },
  },
})
