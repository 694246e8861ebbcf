import type { Release } from '../../query/release.ts'

/**
 * The release as DCAT 3 (W3C Data Catalog Vocabulary): a dataset, what it can be taken away as, and
 * the service that answers from it.
 */
export function dcatDescription(
  release: Release,
  about: {
    title: string
    description: string
    license: string
    downloads: readonly { href: string; type: string; description: string }[]
  },
  origin: string,
) {
  const service = `${origin}/`
  const dataset = `${origin}/v1/dataset`
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dcterms: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': dataset,
    '@type': 'dcat:Dataset',
    'dcterms:title': about.title,
    'dcterms:description': about.description,
    'dcterms:identifier': release.id,
    'dcat:version': release.id,
    'dcterms:license': { '@id': about.license },
    'dcterms:temporal': {
      '@type': 'dcterms:PeriodOfTime',
      'dcat:startDate': day(release.first_known),
      'dcat:endDate': day(release.last_known),
    },
    'dcat:landingPage': { '@id': `${origin}/docs`, '@type': 'foaf:Document' },
    'dcat:distribution': about.downloads.map(({ href, type, description }) => ({
      '@id': `${origin}${href}`,
      '@type': 'dcat:Distribution',
      'dcterms:title': description,
      'dcat:downloadURL': { '@id': `${origin}${href}` },
      'dcat:accessService': { '@id': service },
      'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${type}` },
      'dcterms:license': { '@id': about.license },
    })),
    '@included': [
      {
        '@id': service,
        '@type': 'dcat:DataService',
        'dcterms:title': about.title,
        'dcat:endpointURL': { '@id': service },
        'dcat:endpointDescription': { '@id': `${origin}/openapi.json` },
        'dcat:servesDataset': { '@id': dataset },
      },
    ],
  }
}

function day(date: string) {
  return { '@type': 'xsd:date', '@value': date }
}
