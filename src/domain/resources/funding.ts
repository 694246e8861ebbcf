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
import { key, required } from '../resource-type.ts'
import { spanTime } from '../valid-time.ts'

export const funding = defineResourceType('funding', 'Funding', {
  summary: 'Donors and amounts',
  description: 'Money that a donor gave or pledged. Each scope is a record of its own.',
  time: spanTime('period'),
  fields: {
    organization: key(reference('organizations', 'Organization that received the money.')),
    donor: key(text('Donor.')),
    donor_country: country('Country of the donor.'),
    kind: key(
      code(
        ['core', 'total', 'commitment', 'unspecified'],
        'Scope, as far as the document states it.',
      ),
    ),
    amount: required(count('Amount, in whole units of the currency.')),
    currency: key(currency('Currency.')),
    qualifier: qualifier('amount'),
    period: period('Period that the money was for.'),
    recurrence: code(['annual', 'once'], 'Whether the amount was paid every year or once.'),
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
