import { defineResourceType } from '../define-resource-type.ts'
import { count, country, currency, date, ownWords, reference } from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const appeals = defineResourceType('appeals', 'Appeal', {
  summary: 'What it asked donors for',
  description: 'A call for money. One that enlarges another names it as `previous`.',
  time: dayTime('date'),
  fields: {
    organization: key(reference('organizations', 'Who asked.')),
    title: needed(ownWords('What it was for, in our words.')),
    country: country('The country it was for.'),
    amount: needed(count('The amount, in whole units of the currency.')),
    currency: key(currency('The currency.')),
    date: date('When it was made.'),
    previous: reference('appeals', 'The appeal that it enlarges.'),
  },
  filters: ['organization', 'country', 'currency', 'previous', 'date'],
  sort: 'date',
  linkedData: {
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
