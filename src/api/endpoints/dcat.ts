import type { Release } from '../../query/release.ts'

export interface DownloadLink {
  href: string
  type: string
  description: string
}

/** The release as DCAT 3 (W3C Data Catalog Vocabulary): the dataset, its distributions, the service. */
export function dcatDescription(
  release: Release,
  dataset: {
    title: string
    description: string
    license: string
    downloads: readonly DownloadLink[]
  },
  origin: string,
) {
  const service = `${origin}/`
  const iri = `${origin}/v1/dataset`
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dcterms: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': iri,
    '@type': 'dcat:Dataset',
    'dcterms:title': dataset.title,
    'dcterms:description': dataset.description,
    'dcterms:identifier': release.id,
    'dcat:version': release.id,
    'dcterms:license': { '@id': dataset.license },
    'dcterms:temporal': {
      '@type': 'dcterms:PeriodOfTime',
      'dcat:startDate': xsdDate(release.first_known),
      'dcat:endDate': xsdDate(release.last_known),
    },
    'dcat:landingPage': { '@id': `${origin}/docs`, '@type': 'foaf:Document' },
    'dcat:distribution': dataset.downloads.map(({ href, type, description }) => ({
      '@id': `${origin}${href}`,
      '@type': 'dcat:Distribution',
      'dcterms:title': description,
      'dcat:downloadURL': { '@id': `${origin}${href}` },
      'dcat:accessService': { '@id': service },
      'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${type}` },
      'dcterms:license': { '@id': dataset.license },
    })),
    '@included': [
      {
        '@id': service,
        '@type': 'dcat:DataService',
        'dcterms:title': dataset.title,
        'dcat:endpointURL': { '@id': service },
        'dcat:endpointDescription': { '@id': `${origin}/openapi.json` },
        'dcat:servesDataset': { '@id': iri },
      },
    ],
  }
}

function xsdDate(day: string) {
  return { '@type': 'xsd:date', '@value': day }
}
