import { defineResourceType } from '../define-resource-type.ts'
import { count, country, currency, date, ownWords, reference } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { dayTime } from '../valid-time.ts'

export const appeals = defineResourceType('appeals', 'Appeal', {
  summary: 'Appeals to donors',
  description:
    'A request for money. An appeal that enlarges an earlier one names it as `previous`.',
  time: dayTime('date'),
  fields: {
    organization: key(reference('organizations', 'Organization that made the appeal.')),
    title: required(ownWords('Purpose, in our words.')),
    country: country('Country that the money was for.'),
    amount: required(count('Amount, in whole units of the currency.')),
    currency: key(currency('Currency.')),
    date: date('Date of the appeal.'),
    previous: reference('appeals', 'Appeal that this one enlarges.'),
  },
  filters: ['organization', 'country', 'currency', 'previous', 'date'],
  sort: 'date',
  sentences: {
    date: 'Appeal: {title}, {amount} {currency}.',
  },
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
