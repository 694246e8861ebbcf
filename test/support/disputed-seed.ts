/** Sources with different authority that contradict one another about one organization. */

/** A document of a YAML stream: a source and its sections. */
export function seedFile(id: string, kind: string, published: string, sections: string): string {
  return `source: { id: ${id}, title: A page, kind: ${kind}, published: ${published}, published_basis: stated }
about: league
${sections}
---
`
}

/** The sections of an organization and its official name, each with these fields. */
export const league = (organization: string, name: string) =>
  `organizations: [{ id: league, at: 1, ${organization} }]
names: [{ id: league-name, at: 1, language: en, ${name} }]`

export const DISPUTED = {
  'all.yaml': [
    seedFile('act', 'primary', '1960', league('founded: 1951', 'name: League')),
    seedFile(
      'mission-2015',
      'government',
      '2015',
      league('founded: 1951-12, legal_basis: Treaty of Bern', 'name: Old League'),
    ),
    seedFile(
      'mission-2020',
      'government',
      '2020',
      league('legal_basis: Treaty of Geneva', 'name: Old League'),
    ),
    seedFile('atlas-a', 'dataset', '2021', league('website: "https://a.example"', 'name: League')),
    seedFile('atlas-b', 'dataset', '2021', league('website: "https://b.example"', 'name: League')),
    seedFile('wiki', 'reference', '2022', league('founded: 1953', 'name: League')),
  ]
    .join('')
    .replace(/---\n$/, ''),
}
