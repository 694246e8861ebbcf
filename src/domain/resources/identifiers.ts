import { defineResourceType } from '../define-resource-type.ts'
import { code, reference, text, url } from '../field-types.ts'
import { key, type RecordRule, required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'

const hasOneOwner: RecordRule = ({ organization, person }) =>
  (organization === null) === (person === null)
    ? { field: 'person', message: 'names an organization or a person: exactly one of the two' }
    : null

const matchesScheme: RecordRule = ({ value, scheme }, attributeOf) => {
  const pattern = attributeOf('scheme', 'pattern')
  if (value === null || pattern === null || new RegExp(String(pattern), 'u').test(String(value)))
    return null
  return {
    field: 'value',
    message: `'${value}' is not an identifier of ${scheme}; expected ${pattern}`,
  }
}

export const identifiers = defineResourceType('identifiers', 'Identifier', {
  summary: 'Identifiers of organizations and people elsewhere',
  description: 'An identifier of an organization or a person in another register.',
  time: timeless,
  fields: {
    organization: reference('organizations', 'Organization; null for a person.'),
    person: reference('people', 'Person; null for an organization.'),
    scheme: key(code('identifier_schemes', 'Register.', 'wikidata')),
    value: required(text('Identifier, as the register writes it.')),
  },
  derived: {
    url: {
      ...url('Address of the entry, made from the template of the scheme.'),
      derive: ({ value }, attributeOf) => {
        const template = attributeOf('scheme', 'url_template')
        return template === null || value === undefined || value === null
          ? null
          : String(template).replace('{value}', encodeURIComponent(String(value)))
      },
    },
  },
  rules: [hasOneOwner, matchesScheme],
  filters: ['organization', 'person', 'scheme', 'value'],
  sort: 'id',
  heading: '{scheme}: {value}',
  linkedData: {
    type: 'schema:PropertyValue',
    terms: {
      organization: 'schema:about',
      scheme: 'schema:propertyID',
      value: 'schema:value',
      url: 'schema:url',
    },
  },
})
