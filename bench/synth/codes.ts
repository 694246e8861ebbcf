/** The codes that the invented seed files use, as the first line of the file declares them. */
export const CODES = {
  codes: {
    organization_kinds: [
      { code: 'intergovernmental_organization', label: 'Intergovernmental organization' },
    ],
    end_reasons: [
      { code: 'died', label: 'Died' },
      { code: 'merged', label: 'Merged' },
      { code: 'replaced', label: 'Replaced' },
      { code: 'state_ended', label: 'State ended' },
    ],
    identifier_schemes: [
      {
        code: 'wikidata',
        label: 'Wikidata',
        pattern: '^Q[1-9][0-9]*$',
        url_template: 'https://www.wikidata.org/wiki/{value}',
      },
    ],
    location_kinds: [{ code: 'headquarters', label: 'Headquarters' }],
    post_ranks: [
      { code: 'head', label: 'Head' },
      { code: 'member', label: 'Member' },
    ],
    count_categories: [{ code: 'member_states', label: 'Member states', counts_roles: ['member'] }],
    member_kinds: [
      { code: 'state', label: 'State' },
      { code: 'organization', label: 'Organization' },
    ],
    member_roles: [
      { code: 'applicant', label: 'Applicant' },
      { code: 'observer', label: 'Observer' },
      { code: 'associate_member', label: 'Associate member' },
      { code: 'member', label: 'Member' },
      { code: 'suspended', label: 'Suspended member' },
    ],
    measures: [
      { code: 'staff', label: 'Staff', nature: 'stock', unit_kind: 'persons' },
      { code: 'people_assisted', label: 'People assisted', nature: 'flow', unit_kind: 'persons' },
      {
        code: 'net_result',
        label: 'Net result',
        nature: 'flow',
        unit_kind: 'currency',
        signed: true,
      },
    ],
    units: [{ code: 'persons', label: 'Persons' }],
    milestone_kinds: [
      { code: 'founding', label: 'Founding' },
      { code: 'naming', label: 'Naming' },
    ],
    compact_kinds: [{ code: 'declaration', label: 'Declaration' }],
    session_kinds: [{ code: 'regular', label: 'Regular session' }],
    funding_kinds: [{ code: 'core', label: 'Core funding' }],
    funding_recurrences: [{ code: 'annual', label: 'Every year' }],
    objective_kinds: [{ code: 'aim', label: 'Aim' }],
    publication_kinds: [{ code: 'report', label: 'Report' }],
    relation_kinds: [
      { code: 'predecessor', label: 'Predecessor', inverse: 'successor' },
      { code: 'successor', label: 'Successor', inverse: 'predecessor' },
      { code: 'merged_into', label: 'Merged into', inverse: 'predecessor' },
      { code: 'partner', label: 'Partner', inverse: 'partner' },
    ],
  },
}
