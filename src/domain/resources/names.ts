import { defineResourceType } from '../define-resource-type.ts'
import { attested, choice, date, language, reference, text } from '../field-types.ts'
import { boundBy, key, required } from '../resource-type.ts'
import { conditionalTime, lastingTime } from '../valid-time.ts'

const period = { start: 'start', end: 'end', attested: 'attested' }

export const names = defineResourceType('names', 'Name', {
  summary: 'Names of an organization',
  description:
    'A name of an organization. Official names in one language succeed one another: each one lasts until the next begins, and such an `end` is derived. An alias is used beside them.',
  time: conditionalTime({
    field: 'kind',
    values: ['official'],
    matching: lastingTime({ ...period, within: ['organization', 'language'] }),
    otherwise: lastingTime(period),
  }),
  fields: {
    organization: boundBy(key(reference('organizations', 'Organization.'))),
    kind: key({
      ...choice(['official', 'alias'], 'Whether it is the official name.'),
      unstated: { beside: 'name', value: 'official' },
    }),
    language: key(language('Language of the name; `mul` for several, `und` if unknown.')),
    name: required(text('Name.')),
    acronym: text('Acronym.'),
    start: date('First day of the name.'),
    end: date('Last day of the name.'),
    attested: attested(),
  },
  filters: ['organization', 'kind', 'language', 'acronym', 'start', 'end'],
  sort: 'start',
  sentences: {
    start: 'The name “{name}” begins.',
    end: 'The name “{name}” ends.',
  },
  linkedData: {
    terms: {
      organization: 'schema:about',
      language: 'schema:inLanguage',
      name: 'schema:name',
      acronym: 'schema:alternateName',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})
