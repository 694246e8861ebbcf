import { defineResourceType } from '../define-resource-type.ts'
import { code, count, period, qualifier, reference } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { conditionalTime, seriesTime, spanTime } from '../valid-time.ts'

/** Measures that accumulate over a period. They are not carried forward. */
const FLOWS = [
  'expenditure',
  'revenue',
  'people_assisted',
  'partners_trained',
  'people_moved',
  'people_uprooted',
  'people_planned',
  'countries_reached',
] as const
/** Measures of a state. They are carried forward to the next statement. */
const STOCKS = [
  'offices',
  'offices_and_sub_offices',
  'field_locations',
  'countries',
  'countries_with_offices',
  'countries_with_staff',
  'staff',
  'budget',
  'projects',
  'programmes',
] as const

export const figures = defineResourceType('figures', 'Figure', {
  summary: 'Offices, staff, budgets, people reached',
  description:
    'A figure, as one statement gives it for a date. A stock (staff, offices) is of some day inside the date; a flow (people assisted) is of the whole date.',
  time: conditionalTime(
    'measure',
    FLOWS,
    spanTime('date'),
    seriesTime('date', ['organization', 'measure', 'unit']),
  ),
  fields: {
    organization: key(reference('organizations', 'Organization that the figure describes.')),
    measure: key(code([...STOCKS, ...FLOWS], 'Measure. Measures are never merged.')),
    value: required(count('Figure, in whole units.')),
    unit: key(
      code(
        [
          ...['persons', 'offices', 'locations', 'countries', 'projects', 'programmes'],
          ...['USD', 'CHF', 'EUR', 'DKK'],
        ],
        'Unit: what is counted, or an ISO 4217 currency.',
      ),
    ),
    qualifier: qualifier('value'),
    date: key(period('Date of the figure: some day inside it for a stock, all of it for a flow.')),
  },
  filters: ['organization', 'measure', 'unit', 'qualifier', 'date'],
  sort: 'date',
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
