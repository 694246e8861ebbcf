import { defineResourceType } from '../define-resource-type.ts'
import {
  code,
  count,
  country,
  currency,
  period,
  qualifier,
  reference,
  text,
} from '../field-types.ts'
import { key, needed } from '../resource-type.ts'
import { spanTime } from '../valid-time.ts'

export const funding = defineResourceType('funding', 'Funding', {
  summary: 'Who gave it money',
  description: 'Money that a donor gave or pledged. Different scopes are different records.',
  time: spanTime('period'),
  fields: {
    organization: key(reference('organizations', 'Who received it.')),
    donor: key(text('Who gave it.')),
    donor_country: country('The country of the donor.'),
    kind: key(
      code(
        ['core', 'total', 'commitment', 'unspecified'],
        'What it was for, as far as the document says.',
      ),
    ),
    amount: needed(count('The amount, in whole units of the currency.')),
    currency: key(currency('The currency.')),
    qualifier: qualifier('amount'),
    period: period('The time it was for, all of it.'),
    recurrence: code(['annual', 'once'], 'Whether the amount came every year or once.'),
  },
  filters: ['organization', 'donor', 'donor_country', 'kind', 'currency', 'period'],
  sort: 'period',
  linkedData: {
    type: 'schema:MonetaryGrant',
    terms: {
      organization: 'schema:fundedItem',
      donor: 'schema:funder',
      amount: 'schema:amount',
      currency: 'schema:currency',
      period: 'schema:temporalCoverage',
    },
  },
})
