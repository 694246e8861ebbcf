/** The formats of responses: one entry for each. A route lists the names of those that it offers. */

export interface FormatDefinition {
  /** The media type that clients negotiate with. */
  mediaType: string
  /** `Content-Type`, with parameters. */
  contentType: string
  /** What it is, for the API document; undefined for the default. */
  description?: string
  /** Whether it can have a whole list. The others have pages. */
  isDownload?: true
  /** Whether the body has absolute URLs. */
  hasAbsoluteUrls?: true
}

export const FORMATS = {
  json: {
    mediaType: 'application/json',
    contentType: 'application/json',
  },
  csv: {
    mediaType: 'text/csv',
    contentType: 'text/csv; charset=utf-8; header=present',
    description: '`csv`: a table',
    isDownload: true,
  },
  ndjson: {
    mediaType: 'application/x-ndjson',
    contentType: 'application/x-ndjson',
    description: '`ndjson`: a record on each line',
    isDownload: true,
  },
  jsonld: {
    mediaType: 'application/ld+json',
    contentType: 'application/ld+json',
    description: '`jsonld`: the same JSON with a JSON-LD 1.1 context',
    hasAbsoluteUrls: true,
  },
  html: {
    mediaType: 'text/html',
    contentType: 'text/html; charset=utf-8',
    description: '`html`: a page',
    hasAbsoluteUrls: true,
  },
  svg: {
    mediaType: 'image/svg+xml',
    contentType: 'image/svg+xml; charset=utf-8',
    description: '`svg`: a chart',
  },
} as const satisfies Record<string, FormatDefinition>

export type Format = keyof typeof FORMATS

export function formatDefinition(format: Format): FormatDefinition {
  return FORMATS[format]
}
