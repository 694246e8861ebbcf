import { defineResourceType } from '../define-resource-type.ts'
import { boolean, code, count, date, qualifier, reference } from '../field-types.ts'
import { key, required } from '../resource-type.ts'
import { seriesTime } from '../valid-time.ts'

export const memberCounts = defineResourceType('member_counts', 'MemberCount', {
  summary: 'Numbers of members and observers',
  description:
    'A number of members or observers, as one statement gives it for a date, beside the number in `members`.',
  time: seriesTime('date', ['organization', 'body', 'category']),
  fields: {
    organization: key(reference('organizations', 'Organization.')),
    body: reference('bodies', 'Body whose members are counted, if not those of the organization.'),
    category: key(
      code('count_categories', 'What is counted. Categories are never merged.', 'member_states'),
    ),
    count: required(count('Number.')),
    qualifier: qualifier('count'),
    date: key(date('Day that the statement is about.')),
  },
  computed: {
    counted_definite: count(
      'Number of certain members in the roster (`/v1/members`): at `valid_at`, otherwise on the date of the statement. Null if the category counts no role.',
    ).schema,
    counted_possible: count('Number of certain and possible members in the roster.').schema,
    roster_agrees: boolean(
      'Whether the count lies between the numbers of certain and of possible members on the date of the statement. Null unless the roster is stated to be complete for that date, and for an earlier `known_at`.',
    ).schema,
  },
  filters: ['organization', 'body', 'category', 'qualifier', 'date'],
  sort: 'date',
  heading: '[{qualifier} ]{count} {category}',
  sentences: {
    date: '{category}: [{qualifier} ]{count}.',
  },
  linkedData: {
    type: 'schema:Observation',
    terms: {
      organization: 'schema:observationAbout',
      category: 'schema:measuredProperty',
      count: 'schema:value',
      date: 'schema:observationDate',
    },
  },
})
