/** The formats of responses: one entry for each. A route lists the names of those that it offers. */

export interface FormatDefinition {
  /** The media type that clients negotiate with. */
  mediaType: string
  /** `Content-Type`, with parameters. */
  contentType: string
  /** Its name, for people. */
  label: string
  /** What it is, for the API document; undefined for the default. */
  description?: string
  /** Whether it can have a whole list. The others have pages. */
  isDownload?: true
  /** Whether the body has absolute URLs. */
  hasAbsoluteUrls?: true
  /** Whether it is a document for people, which the API document does not describe in detail. */
  isDocument?: true
}

export const FORMATS = {
  json: {
    label: 'JSON',
    mediaType: 'application/json',
    contentType: 'application/json',
  },
  csv: {
    label: 'CSV',
    mediaType: 'text/csv',
    contentType: 'text/csv; charset=utf-8; header=present',
    description: '`csv`: a table',
    isDownload: true,
  },
  ndjson: {
    label: 'NDJSON',
    mediaType: 'application/x-ndjson',
    contentType: 'application/x-ndjson',
    description: '`ndjson`: a record on each line',
    isDownload: true,
  },
  jsonld: {
    label: 'JSON-LD',
    mediaType: 'application/ld+json',
    contentType: 'application/ld+json',
    description: '`jsonld`: the same JSON with a JSON-LD 1.1 context',
    hasAbsoluteUrls: true,
  },
  html: {
    label: 'HTML',
    mediaType: 'text/html',
    contentType: 'text/html; charset=utf-8',
    description: '`html`: a page',
    hasAbsoluteUrls: true,
    isDocument: true,
  },
  svg: {
    label: 'SVG',
    mediaType: 'image/svg+xml',
    contentType: 'image/svg+xml; charset=utf-8',
    description: '`svg`: a chart',
    hasAbsoluteUrls: true,
    isDocument: true,
  },
} as const satisfies Record<string, FormatDefinition>

export type Format = keyof typeof FORMATS

export function formatDefinition(format: Format): FormatDefinition {
  return FORMATS[format]
}
