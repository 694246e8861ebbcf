import type { Release } from '../../query/release.ts'
import { type DatasetInfo, type DownloadLink, resolveHref } from '../dataset-info.ts'
import { CODE_PREFIXES, FILE_TYPES, THEME_TAXONOMY, THEMES } from './dcat-codes.ts'

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/**
 * The release as DCAT 3 (W3C Data Catalog Vocabulary), with what the profile DCAT-AP 3 requires: a catalog
 * with the dataset, its distributions and the service. The document is the record of the dataset in this
 * catalog, so it has an IRI of its own.
 *
 * @param documentUrl path and query of the document
 */
export function dcatDescription(
  release: Release,
  { downloads, ...info }: DatasetInfo & { downloads: readonly DownloadLink[] },
  baseUrl: string,
  documentUrl: string,
) {
  const { title, description, keywords, license } = info
  const iri = `${baseUrl}/v1/dataset`
  const [service, catalog, page] = [`${baseUrl}/`, `${iri}#catalog`, `${baseUrl}/docs`]
  const lastKnown = xsdDate(release.last_known)
  const dates = { 'dcterms:issued': lastKnown, 'dcterms:modified': lastKnown }
  const publisher = { '@id': `${iri}#publisher` }
  const licensed = { 'dcterms:license': { '@id': license.path } }
  const language = { 'dcterms:language': { '@id': `${CODE_PREFIXES.language}ENG` } }
  /** What the dataset and the service have in common. */
  const resource = {
    'dcterms:title': title,
    'dcterms:description': description,
    'dcterms:publisher': publisher,
    'dcat:contactPoint': { '@id': `${iri}#contact` },
    'dcat:keyword': keywords.map((keyword) => ({ '@value': keyword, '@language': 'en' })),
    'dcat:theme': Object.keys(THEMES).map((code) => ({ '@id': CODE_PREFIXES.theme + code })),
    ...licensed,
  }
  return {
    '@context': CONTEXT,
    '@id': `${baseUrl}${documentUrl}`,
    '@type': 'dcat:CatalogRecord',
    'foaf:primaryTopic': {
      '@id': iri,
      '@type': 'dcat:Dataset',
      ...resource,
      ...language,
      ...dates,
      'dcterms:identifier': release.id,
      'dcat:version': release.id,
      'dcterms:temporal': {
        '@type': 'dcterms:PeriodOfTime',
        'dcat:startDate': xsdDate(release.first_known),
        'dcat:endDate': lastKnown,
      },
      'dcat:landingPage': { '@id': page, '@type': 'foaf:Document' },
      'dcat:distribution': downloads.map((download) => ({
        ...distribution(download, baseUrl),
        ...licensed,
        'dcat:accessService': { '@id': service },
      })),
    },
    'dcterms:conformsTo': { '@id': 'http://data.europa.eu/r5r/', '@type': 'dcterms:Standard' },
    ...language,
    ...dates,
    '@included': [
      {
        '@id': catalog,
        '@type': 'dcat:Catalog',
        'dcterms:title': `Catalog of ${baseUrl}`,
        'dcterms:description': 'The dataset that this server has, and its API.',
        'dcterms:publisher': publisher,
        'dcat:dataset': { '@id': iri },
        'dcat:service': { '@id': service },
        'dcat:record': { '@id': `${baseUrl}${documentUrl}` },
        'dcat:themeTaxonomy': { '@id': THEME_TAXONOMY },
        'foaf:homepage': { '@id': page },
        ...licensed,
        ...language,
        ...dates,
      },
      {
        '@id': service,
        '@type': 'dcat:DataService',
        ...resource,
        'dcat:endpointURL': { '@id': service },
        'dcat:endpointDescription': { '@id': `${baseUrl}/openapi.json` },
        'dcat:servesDataset': { '@id': iri },
        'dcterms:conformsTo': {
          '@id': 'https://spec.openapis.org/oas/v3.1.0',
          '@type': 'dcterms:Standard',
        },
      },
      ...sharedNodes(info, baseUrl, iri),
    ],
  }
}

function distribution({ href, type, description }: DownloadLink, baseUrl: string) {
  const url = { '@id': `${baseUrl}${href}` }
  return {
    ...url,
    '@type': 'dcat:Distribution',
    'dcterms:title': description,
    'dcterms:description': description,
    'dcat:accessURL': url,
    'dcat:downloadURL': url,
    'dcat:mediaType': {
      '@id': `https://www.iana.org/assignments/media-types/${type}`,
      '@type': 'dcterms:MediaType',
    },
    'dcterms:format': {
      '@id': CODE_PREFIXES.file + FILE_TYPES[type],
      '@type': 'dcterms:MediaTypeOrExtent',
    },
    'dcatap:availability': { '@id': `${CODE_PREFIXES.availability}AVAILABLE` },
  }
}

/** The nodes that others refer to, with the classes and labels that DCAT-AP requires. */
function sharedNodes({ license, contact }: DatasetInfo, baseUrl: string, iri: string) {
  const contactUrl = { '@id': resolveHref(contact.href, baseUrl) }
  return [
    {
      '@id': `${iri}#publisher`,
      '@type': 'foaf:Agent',
      'foaf:name': contact.name,
      'foaf:page': contactUrl,
    },
    {
      '@id': `${iri}#contact`,
      '@type': 'vcard:Kind',
      'vcard:fn': contact.name,
      'vcard:hasURL': contactUrl,
      ...(contact.email !== null && { 'vcard:hasEmail': { '@id': `mailto:${contact.email}` } }),
    },
    {
      '@id': license.path,
      '@type': 'dcterms:LicenseDocument',
      'dcterms:title': license.title,
      'dcterms:type': {
        '@id': 'http://purl.org/adms/licencetype/PublicDomain',
        '@type': 'skos:Concept',
        'skos:prefLabel': { '@value': 'Work in the public domain', '@language': 'en' },
      },
    },
    { '@id': `${CODE_PREFIXES.language}ENG`, '@type': 'dcterms:LinguisticSystem' },
    {
      '@id': `${CODE_PREFIXES.availability}AVAILABLE`,
      '@type': 'skos:Concept',
      'skos:prefLabel': { '@value': 'available', '@language': 'en' },
    },
    {
      '@id': THEME_TAXONOMY,
      '@type': 'skos:ConceptScheme',
      'dcterms:title': { '@value': 'Data theme', '@language': 'en' },
    },
    ...Object.entries(THEMES).map(([code, label]) => ({
      '@id': CODE_PREFIXES.theme + code,
      '@type': 'skos:Concept',
      'skos:prefLabel': { '@value': label, '@language': 'en' },
      'skos:inScheme': { '@id': THEME_TAXONOMY },
    })),
  ]
}

function xsdDate(day: string) {
  return { '@type': 'xsd:date', '@value': day }
}
