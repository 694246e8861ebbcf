/** Accounts of one organization by sources of several standings, which contradict one another. */
export function account(id: string, kind: string, published: string, said: string): string {
  return `source: { id: ${id}, title: A page, kind: ${kind}, published: ${published}, published_basis: stated }
about: league
${said}
---
`
}
export const league = (fields: string) => `organizations: [{ id: league, at: 1, ${fields} }]`
export const DISPUTED = {
  'all.yaml': [
    account('act', 'primary', '1960', league('name: League, founded: 1951')),
    account(
      'mission-2015',
      'government',
      '2015',
      league('name: Old League, founded: 1951-12, headquarters_city: Bern'),
    ),
    account(
      'mission-2020',
      'government',
      '2020',
      league('name: Old League, headquarters_city: Geneva'),
    ),
    account('atlas-a', 'dataset', '2021', league('name: League, website: "https://a.example"')),
    account('atlas-b', 'dataset', '2021', league('name: League, website: "https://b.example"')),
    account('wiki', 'reference', '2022', league('name: League, founded: 1953')),
  ]
    .join('')
    .replace(/---\n$/, ''),
}
