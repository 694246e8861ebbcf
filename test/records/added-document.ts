/**
 * A correct seed file that is not in seed/: two invented documents, one from the time that the seed covers
 * and one from after its last known day. They agree with records of the seed and add others, with ids and
 * dates that no real document has.
 */
export const ADDED_DOCUMENT = `source:
  id: invented-overview-2025
  title: An overview (invented, for tests)
  publisher: IOM
  kind: official
  language: en
  published: 2025-06-02
  published_basis: stated
about: iom
organizations:
  - { id: iom, at: 1, founded: 1951-12-05 }
names:
  - { id: iom-name-iom, at: 1, language: en, name: International Organization for Migration, acronym: IOM, start: 1989-11-14 }
locations:
  - { id: iom-headquarters-geneva, at: 2, kind: headquarters, city: Geneva, country: CH, attested: published }
people:
  - { id: amy-pope, at: 3, name: Amy Pope }
posts:
  - { id: iom-director-general, at: 3, rank: head, holders: one, title: Director General }
leadership:
  - { id: iom-director-general-pope, at: 3, post: iom-director-general, title: Director General, person: amy-pope, attested: published }
members:
  - { id: iom-member-ch, at: 4, name: Switzerland, country: CH, role: member, attested: published }
member_counts:
  - { id: iom-invented-count-2025, at: 4, category: member_states, count: 175, date: 2025-05-31/2025-06-02 }
milestones:
  - { id: iom-invented-milestone, at: 5, kind: operations, title: Publishes an overview, date: published }
bodies:
  - { id: iom-council, at: 6, name: Council, attested: published }
relations:
  - { id: iom-un-related-organization, at: 7, other: United Nations, kind: related_organization, attested: published }
---
source:
  id: invented-report-2027
  title: A report (invented, for tests)
  publisher: The Example Times
  kind: press
  language: en
  published: 2027-01-15
  published_basis: stated
about: iom
member_counts:
  - { id: iom-invented-count-2027, at: paragraph 2, category: member_states, count: 175, date: 2027-01-11/2027-01-15 }
leadership:
  - { id: iom-director-general-pope, at: paragraph 3, post: iom-director-general, person: amy-pope, attested: published }
`
