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
    donor_organization: reference(
      'organizations',
      'The donor, if it is an organization served here.',
    ),
    donor_country: country('Country of the donor.'),
    kind: key(code('funding_kinds', 'Scope, as far as the document states it.', 'core')),
    amount: required(count('Amount, in whole units of the currency.')),
    currency: key(currency('Currency.')),
    qualifier: qualifier('amount'),
    period: period('Period that the money was for.'),
    recurrence: code('funding_recurrences', 'How often the amount was paid.', 'annual'),
  },
  filters: [
    'organization',
    'donor',
    'donor_organization',
    'donor_country',
    'kind',
    'currency',
    'period',
  ],
  sort: 'period',
  heading: '{donor}: [{qualifier} ]{amount} {currency}',
  sentences: {
    period: '{donor} gives [{qualifier} ]{amount} {currency}: {kind}.',
  },
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
