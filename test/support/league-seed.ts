/** A seed file about one invented organization: the smallest database for tests of processes. */
export const LEAGUE = `source: { id: league-charter, title: The charter, kind: primary, published: 1960-01-01, published_basis: stated }
about: league
organizations: [{ id: league, at: line 1, founded: 1951 }]
names: [{ id: league-name, at: line 1, language: en, name: League }]
`
