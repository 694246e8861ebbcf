import { countryEnd } from '../countries.ts'
import { defineResourceType } from '../define-resource-type.ts'
import { edtfBounds } from '../edtf.ts'
import { attested, code, country, date, reference, subdivision, text } from '../field-types.ts'
import { boundBy, key, type RecordRule } from '../resource-type.ts'
import { conditionalTime, lastingTime } from '../valid-time.ts'

const period = { start: 'start', end: 'end', attested: 'attested' }

/** A state that ended has a code of ISO 3166-3, which later members cannot have. */
const countryExists: RecordRule = ({ country, attested }, _, bounds) => {
  const end = country === null ? null : countryEnd(String(country))
  if (end === null || bounds === null) return null
  const message = `is after ${end}, the end of ${country}; name the state that existed then`
  if (bounds.start_min > end) return { field: 'start', message }
  const isAttestedAfter = attested != null && edtfBounds(String(attested)).min > end
  return isAttestedAfter ? { field: 'attested', message } : null
}

const hasParty: RecordRule = ({ party }) =>
  party === null
    ? {
        field: 'name',
        message:
          'is not stated; name the party, or state country, subdivision or member_organization',
      }
    : null

export const members = defineResourceType('members', 'Member', {
  summary: 'Members, observers and applicants',
  description:
    'One party (a state, a territory, an organization …) in one role, from a start to an end. It ends where the next role of the party begins; such an `end` is derived. A suspension lies over a membership and ends nothing.',
  time: conditionalTime({
    field: 'role',
    values: ['suspended'],
    matching: lastingTime(period),
    otherwise: lastingTime({ ...period, within: ['organization', 'body', 'party'] }),
  }),
  fields: {
    organization: boundBy(key(reference('organizations', 'Organization.'))),
    body: boundBy(reference('bodies', 'Body, if it is not a member of the whole organization.')),
    name: text('Name of the party in documents of the time.'),
    kind: code('member_kinds', 'Kind of party.', 'state'),
    country: country('Country.'),
    subdivision: subdivision('Part of a country.'),
    member_organization: boundBy(reference('organizations', 'Organization that is the party.')),
    role: key(code('member_roles', 'Role.', 'member')),
    start: date('First day in that role.'),
    end: date('Last day in that role.'),
    end_reason: code('end_reasons', 'Why the role ended.', 'withdrew'),
    attested: attested(),
  },
  derived: {
    party: {
      type: 'text',
      role: 'required',
      schema: {
        ...text(
          'Who has the role: `member_organization`, otherwise `subdivision`, `country` or the name in lower case. Members are counted by party.',
        ).schema,
      },
      derive: ({ member_organization, subdivision, country, name }) =>
        member_organization ?? subdivision ?? country ?? foldedName(name),
    },
  },
  rules: [hasParty, countryExists],
  filters: [
    ...['organization', 'body', 'kind', 'country', 'subdivision', 'member_organization', 'party'],
    ...['role', 'end_reason', 'start', 'end'],
  ],
  sort: 'start',
  heading: '{name|country|party}, {role}',
  sentences: {
    start: '{name|country|party} begins as {role}.',
    end: '{name|country|party} ends as {role}.',
  },
  linkedData: {
    type: 'org:Membership',
    terms: {
      organization: 'org:organization',
      role: 'org:role',
      start: 'schema:startDate',
      end: 'schema:endDate',
    },
  },
})

function foldedName(name: unknown): string | null {
  return typeof name === 'string' ? name.normalize('NFKC').toLowerCase() : null
}
