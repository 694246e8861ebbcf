/** Codes of the European Union, which DCAT-AP 3 requires. */

/** Prefixes of the codes. */
export const CODE_PREFIXES = {
  language: 'http://publications.europa.eu/resource/authority/language/',
  theme: 'http://publications.europa.eu/resource/authority/data-theme/',
  file: 'http://publications.europa.eu/resource/authority/file-type/',
  availability: 'http://publications.europa.eu/resource/authority/planned-availability/',
}
export const THEME_TAXONOMY = 'http://publications.europa.eu/resource/authority/data-theme'
export const THEMES = {
  GOVE: 'Government and public sector',
  INTR: 'International issues',
}
/** The file type of each media type. The list of the European Union has neither SQLite nor NDJSON. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  'application/json': 'JSON',
  'application/vnd.sqlite3': 'BIN',
  'application/x-ndjson': 'TXT',
  'text/csv': 'CSV',
}
