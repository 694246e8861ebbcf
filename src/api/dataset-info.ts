import type { Collection } from './collection.ts'
import { tableCollections } from './representations/table-schema.ts'
import { collectionUrl } from './urls.ts'

/** The dataset as a whole: what its descriptions in several formats have in common. */

export interface License {
  name: string
  title: string
  path: string
}

/** Who answers questions about the data. */
export interface Contact {
  name: string
  /** A URL, or a path on this server. */
  href: string
  email: string | null
}

/** @param base put before a path: the base path, or the base URL for an absolute URL */
export function resolveHref(href: string, base: string): string {
  return href.startsWith('/') ? `${base}${href}` : href
}

/** What descriptions of the dataset have in common. */
export interface DatasetInfo {
  title: string
  description: string
  keywords: readonly string[]
  license: License
  contact: Contact
}

export interface DownloadLink {
  href: string
  type: string
  description: string
}

export const DATASET_INFO: Omit<DatasetInfo, 'contact'> = {
  title: 'Facts about organizations, every value with its source',
  description:
    'Who led an organization, how many members it had, what it was called and what it did: on any day, according to which document, and which documents disagree.',
  keywords: ['organizations', 'leadership', 'membership', 'history', 'provenance', 'bitemporal'],
  license: {
    name: 'CC0-1.0',
    title: 'CC0 1.0 Universal',
    path: 'https://creativecommons.org/publicdomain/zero/1.0/',
  },
}

/** The documentation of the server, and the email address that the operator sets, if any. */
export function contactOf(email: string | undefined): Contact {
  return { name: 'orgfacts', href: '/docs', email: email ?? null }
}

export function downloadLinks(collections: readonly Collection[]): DownloadLink[] {
  return [
    {
      href: '/v1/dataset/datapackage.json',
      type: 'application/json',
      description: 'A Data Package (v2) of all tables as CSV.',
    },
    {
      href: '/v1/dataset/orgfacts.db',
      type: 'application/vnd.sqlite3',
      description: 'The SQLite database, with all versions and claims.',
    },
    {
      href: '/v1/dataset/seed.ndjson',
      type: 'application/x-ndjson',
      description: 'All seed files. The loader builds the same release from it.',
    },
    ...tableCollections(collections).map(({ name, summary }) => ({
      href: `${collectionUrl(name)}?format=csv&limit=all`,
      type: 'text/csv',
      description: summary,
    })),
  ]
}
