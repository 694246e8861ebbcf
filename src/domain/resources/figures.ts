import { defineResourceType } from '../define-resource-type.ts'
import { code, integer, period, qualifier, reference, unit } from '../field-types.ts'
import { key, type RecordRule, required } from '../resource-type.ts'
import { conditionalTime, seriesTime, spanTime } from '../valid-time.ts'

const hasUnitOfMeasure: RecordRule = ({ measure, unit }, attributeOf) => {
  const kind = attributeOf('measure', 'unit_kind')
  const isCurrency = /^[A-Z]{3}$/.test(String(unit))
  if (kind === null || unit === null || (kind === 'currency' ? isCurrency : unit === kind))
    return null
  const expected = kind === 'currency' ? 'an ISO 4217 currency such as USD' : kind
  return { field: 'unit', message: `'${unit}' is not a unit of ${measure}; expected ${expected}` }
}

const hasSignOfMeasure: RecordRule = ({ measure, value }, attributeOf) =>
  typeof value === 'number' && value < 0 && attributeOf('measure', 'signed') !== true
    ? { field: 'value', message: `${value} is negative, and ${measure} is not a signed measure` }
    : null

export const figures = defineResourceType('figures', 'Figure', {
  summary: 'Offices, staff, budgets, people reached',
  description:
    'A figure, as one statement gives it for a date. A stock (staff, offices) is of some day inside the date; a flow (people assisted) is of the whole date. `/v1/codes` has the nature of each measure.',
  time: conditionalTime({
    field: 'measure',
    attribute: 'nature',
    values: ['flow'],
    matching: spanTime('date'),
    otherwise: seriesTime('date', ['organization', 'measure', 'unit']),
  }),
  fields: {
    organization: key(reference('organizations', 'Organization that the figure describes.')),
    measure: key(code('measures', 'Measure. Measures are never merged.', 'staff')),
    value: required(integer('Figure, in whole units.')),
    unit: key(unit('Unit: what is counted, or the currency.')),
    qualifier: qualifier('value'),
    date: key(period('Date of the figure: some day inside it for a stock, all of it for a flow.')),
  },
  rules: [hasUnitOfMeasure, hasSignOfMeasure],
  filters: ['organization', 'measure', 'unit', 'qualifier', 'date'],
  sort: 'date',
  heading: '{measure}: [{qualifier} ]{value} {unit}',
  sentences: {
    date: '{measure}: [{qualifier} ]{value} {unit}.',
  },
  linkedData: {
    type: 'schema:Observation',
    terms: {
      organization: 'schema:observationAbout',
      measure: 'schema:measuredProperty',
      value: 'schema:value',
      unit: 'schema:unitText',
      date: 'schema:observationDate',
    },
  },
})
