/** Sources with different authority that contradict one another about one organization. */

/** A document of a YAML stream: a source and its sections. */
export function seedFile(id: string, kind: string, published: string, sections: string): string {
  return `source: { id: ${id}, title: A page, kind: ${kind}, published: ${published}, published_basis: stated }
about: league
${sections}
---
`
}

export const league = (fields: string) => `organizations: [{ id: league, at: 1, ${fields} }]`

export const DISPUTED = {
  'all.yaml': [
    seedFile('act', 'primary', '1960', league('name: League, founded: 1951')),
    seedFile(
      'mission-2015',
      'government',
      '2015',
      league('name: Old League, founded: 1951-12, headquarters_city: Bern'),
    ),
    seedFile(
      'mission-2020',
      'government',
      '2020',
      league('name: Old League, headquarters_city: Geneva'),
    ),
    seedFile('atlas-a', 'dataset', '2021', league('name: League, website: "https://a.example"')),
    seedFile('atlas-b', 'dataset', '2021', league('name: League, website: "https://b.example"')),
    seedFile('wiki', 'reference', '2022', league('name: League, founded: 1953')),
  ]
    .join('')
    .replace(/---\n$/, ''),
}
